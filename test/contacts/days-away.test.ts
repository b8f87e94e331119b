import t from 'tap'
import { startApp } from '../support/app.ts'

t.test('Monday 08:30, eleven visits today and one worker with flu: by 08:45 eleven people know', async (t) => {
  const { given, as, clock, runJobs } = await startApp(t)
  const { town } = given
  clock.set('2026-03-02T08:30:00Z')
  const [ada, lead] = [as(town.advisor), as(town.teamLead)]
  const contactIds: string[] = []
  for (let visit = 0; visit < 11; visit += 1) {
    const safeContact = { channels: visit === 10 ? ['letter'] : ['phone'], voicemail: visit === 0 }
    const person = given.personDetails({ safeContact, familyName: `Thornley${'abcdefghijk'[visit]}` })
    const { id } = await given.referral({ status: 'accepted', allocatedTo: town.advisor, person })
    const at = (minute: number) => new Date(Date.parse('2026-03-02T09:00:00Z') + (visit * 40 + minute) * 60_000)
    const times = { plannedStart: at(0).toISOString(), plannedEnd: at(30).toISOString() }
    const { body } = await ada.post(`/referrals/${id}/contacts`, { way: 'home-visit', purpose: 'support', ...times })
    contactIds.push(body.id)
  }
  // Two calls: she is away, Ben stands in; then the whole day.
  const cover = { coverId: town.otherAdvisor.membershipId }
  const away = { membershipId: town.advisor.membershipId, kind: 'sick', fromOn: '2026-03-02', ...cover }
  t.equal((await lead.post('/absences', away)).statusCode, 201)
  const path = `/memberships/${town.advisor.membershipId}/days-away`
  const { items: left } = (await lead.get(path)).body
  t.same(
    left.filter(({ kind }: { kind: string }) => kind === 'contact').map(({ id }: { id: string }) => id),
    contactIds,
    'in the order of the day',
  )
  t.match(left[0], { isFirst: true, person: { phones: [{ number: '01709 555 0123' }] } })
  t.same(left.find(({ id }: { id: string }) => id === contactIds[10]).person.phones, [], 'she must not be rung')

  const [first, second, third, ...rest] = contactIds
  const items = [
    { contactId: first, do: 'keep-with-cover' },
    { contactId: second, do: 'keep-with-cover' },
    { contactId: third, do: 'move', at: '2026-03-03T10:00:00Z' },
    ...rest.map((contactId) => ({ contactId, do: 'cancel' })),
  ]
  // Ben is with somebody else when the second expects Ada, and Ada is not back on Tuesday.
  const bens = await given.referral({ status: 'accepted', allocatedTo: town.otherAdvisor })
  const busy = { way: 'telephone', purpose: 'support', plannedStart: '2026-03-02T09:50:00Z' }
  await as(town.otherAdvisor).post(`/referrals/${bens.id}/contacts`, { ...busy, plannedEnd: '2026-03-02T10:00:00Z' })
  const refused = await lead.post(path, { items })
  t.match(refused, {
    statusCode: 422,
    body: { errors: [{ pointer: '#/items/1/toId' }, { pointer: '#/items/2/at' }] },
  })
  t.same((await lead.get('/phone-list')).body.items, [], 'nothing was done')

  const mended = items.map((item) => {
    if (item.contactId === second) return { ...item, toId: town.teamLead.membershipId }
    return item.contactId === third ? { ...item, toId: town.otherAdvisor.membershipId } : item
  })
  const done = await lead.post(path, { items: mended })
  t.equal(done.statusCode, 200, done.text)
  t.same(
    (await lead.get(path)).body.items.filter(({ kind }: { kind: string }) => kind === 'contact'),
    [],
  )
  t.match((await as(town.otherAdvisor).get('/contacts')).body.items, [
    { id: first, workerId: town.otherAdvisor.membershipId },
    { way: 'telephone' },
  ])

  const { items: toRing } = (await lead.get('/phone-list')).body
  t.same(
    toRing.map(({ contactId }: { contactId: string }) => contactId),
    contactIds,
    'eleven people, in the order in which they expect somebody',
  )
  t.match(toRing[0], { change: 'another-worker', comesNow: { workerName: 'Ben Advisor' } })
  t.match(toRing[2], { change: 'moved', comesNow: { at: '2026-03-03T10:00:00.000Z' } })
  t.match(toRing[3], { change: 'cancelled', comesNow: null })
  t.match(toRing[10], { person: { notRungBecause: 'The person did not name this as a safe way' } })
  t.same(toRing[10].person.phones, [], 'and no number stands there')
  const another = (await lead.get('/tasks?limit=100')).body.items.filter(
    ({ kind }: { kind: string }) => kind === 'reach-another-way',
  )
  t.match(another, [{ subjectId: toRing[10].person.id }], 'a letter comes too late: somebody finds another way today')
  await runJobs()
  const about = "subject_kind = 'contact' and recipient_kind = 'person'"
  t.same(
    await given.rows(`select id from outgoing_messages where ${about}`),
    [],
    'whom somebody rings no machine tells',
  )
  const told = (id: string, how: string) => as(town.otherAdvisor).post(`/phone-list/${id}/told`, { how })
  t.match(await told(toRing[0].id, 'message-left'), { statusCode: 200 }, 'she said that one may be')
  t.match(await told(toRing[1].id, 'message-left'), { statusCode: 422 }, 'he did not')
  t.match(await told(toRing[0].id, 'spoke-to-person'), { statusCode: 409 })
  for (const { id } of toRing.slice(1)) t.equal((await told(id, 'spoke-to-person')).statusCode, 200)
  const open = (await lead.get('/tasks?limit=100')).body.items
  t.same(
    open.filter(({ kind }: { kind: string }) => kind === 'tell-person-of-change'),
    [],
    'nobody is left to tell',
  )
  t.match(await lead.post(path, { items: [{ contactId: first, do: 'cancel' }] }), {
    statusCode: 422,
    body: { errors: [{ pointer: '#/items/0/contactId' }] },
  })
})
