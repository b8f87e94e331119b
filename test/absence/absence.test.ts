import t from 'tap'
import { startApp, type TestApp } from '../support/app.ts'
import type { Member } from '../support/town.ts'

const CONCERN = { kind: 'safeguarding', about: 'A man', content: 'Bruises', doneNow: [], wish: 'Peace' }

async function away({ given, as }: TestApp, member: Member, details: object = {}) {
  const body = { membershipId: member.membershipId, kind: 'sick', fromOn: '2026-03-02', ...details }
  const answer = await as(given.town.teamLead).post('/absences', body)
  if (answer.statusCode !== 201) throw new Error(answer.text)
  return answer.body.id as string
}
const kindsOf = (answer: { body: { items: { kind: string }[] } }) => answer.body.items.map(({ kind }) => kind)

async function setSafety({ given, as }: TestApp, safety: object) {
  const answer = await as(given.town.administrator).put('/scheme/safety', safety, { headers: { 'if-match': '"1"' } })
  if (answer.statusCode !== 200) throw new Error(answer.text)
}

t.test('a worker enters their own leave, the lead anybody’s, a colleague nobody’s', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const leave = { kind: 'leave', fromOn: '2026-03-09', untilOn: '2026-03-13', coverId: town.otherAdvisor.membershipId }
  const own = await as(town.advisor).post('/absences', leave)
  t.match(own, { statusCode: 201, body: { membershipId: town.advisor.membershipId, version: 1 } })
  t.match(await as(town.otherAdvisor).post('/absences', { ...leave, membershipId: town.advisor.membershipId }), {
    statusCode: 403,
  })
  t.match(await as(town.advisor).post('/absences', { ...leave, coverId: town.referrer.membershipId }), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/coverId' }] },
  })
  t.match(await as(town.advisor).post('/absences', { ...leave, untilOn: '2026-03-08' }), { statusCode: 400 })
  const bens = await as(town.otherAdvisor).post('/absences', {
    kind: 'leave',
    fromOn: '2026-03-19',
    untilOn: '2026-03-24',
  })
  for (const days of [{ fromOn: '2026-03-16', untilOn: '2026-03-19' }, { fromOn: '2026-03-20' }])
    t.match(
      await as(town.advisor).post('/absences', { ...leave, untilOn: null, ...days }),
      {
        statusCode: 400,
        body: {
          errors: [
            { pointer: '#/coverId', detail: /^Ben Advisor is away from 19 March 2026 to 24 March 2026: choose/ },
          ],
        },
      },
      'who is away themselves covers nobody',
    )
  t.equal(
    (await as(town.otherAdvisor).post(`/absences/${bens.body.id}/end`, { lastDay: '2026-03-18' })).statusCode,
    200,
  )
  const path = `/absences/${own.body.id}`
  const match = { headers: { 'if-match': '"1"' } }
  t.match(await as(town.teamLead).patch(path, { untilOn: '2026-03-20' }, match), { body: { untilOn: '2026-03-20' } })
  t.match(await as(town.advisor).patch(path, { untilOn: null }, match), { statusCode: 412 })
  t.match((await as(town.otherAdvisor).get('/absences')).body.items, [{ name: 'Ada Advisor', kind: 'leave' }])
  t.match(await as(town.teamLead).post(`${path}/end`, { lastDay: '2026-03-01' }), { body: { untilOn: '2026-03-08' } })
  t.same((await as(town.otherAdvisor).get('/absences')).body.items, [], 'it never began')
  t.match(await as(town.teamLead).post(`${path}/end`), { statusCode: 409 })
})

t.test('the cover has the work while the worker is away, and loses it by itself on the day', async (t) => {
  const test = await startApp(t)
  const { given, as, clock } = test
  const { town } = given
  await setSafety(test, { concernLadder: [town.advisor.membershipId] })
  await as(town.provider).post('/concerns', CONCERN)
  const cover = as(town.otherAdvisor)
  t.same((await cover.get('/concerns')).body.items, [], 'Ada is here: it is hers')
  t.same(kindsOf(await cover.get('/tasks?mine=true')), [])
  const { id } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const visit = { way: 'telephone', purpose: 'support', plannedStart: '2026-03-03T10:00:00Z' }
  await as(town.advisor).post(`/referrals/${id}/contacts`, visit)

  await away(test, town.advisor, { untilOn: '2026-03-03', coverId: town.otherAdvisor.membershipId })
  const [concern] = (await cover.get('/concerns')).body.items
  t.equal((await cover.get(`/concerns/${concern.id}`)).statusCode, 200)
  t.match((await cover.get('/tasks?mine=true')).body.items, [
    { kind: 'answer-concern', membershipId: town.advisor.membershipId, heldById: town.otherAdvisor.membershipId },
  ])
  t.match((await cover.get('/contacts?on=2026-03-03')).body.items, [{ workerId: town.advisor.membershipId }])
  const allocation = await as(town.teamLead).get(`/referrals/${id}/allocation-suggestions`)
  t.notOk(JSON.stringify(allocation.body).includes(town.advisor.membershipId), 'who is away is not suggested')

  clock.set('2026-03-04T00:05:00Z')
  t.same((await cover.get('/concerns')).body.items, [], 'no job has run')
  t.equal((await cover.get(`/concerns/${concern.id}`)).statusCode, 404)
  t.match(await cover.post(`/concerns/${concern.id}/acknowledge`), { statusCode: 404 })
  t.same(kindsOf(await cover.get('/tasks?mine=true')), [])
  t.match(kindsOf(await as(town.advisor).get('/tasks?mine=true')), ['answer-concern'], 'it is hers again')
  const { items } = (await as(town.teamLead).get('/referrals')).body
  t.match(items, [{ id, ownerId: town.advisor.membershipId }], 'and the referral was hers all the time')
})

t.test('the list of mine holds whom I stand in for, marked, and on duty what nobody has', async (t) => {
  const test = await startApp(t)
  const { given, as, clock } = test
  const { town } = given
  const adas = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const bens = await given.referral({ status: 'accepted', allocatedTo: town.otherAdvisor })
  const nobodys = await given.referral({ status: 'accepted' })
  const mine = async (member: Member) =>
    (await as(member).get('/referrals?owner=me')).body.items
      .map(({ id, coveredFor }: { id: string; coveredFor: string | null }) => [id, coveredFor])
      .sort()
  const list = (...items: [string, string | null][]) => items.sort()
  t.same(await mine(town.otherAdvisor), list([bens.id, null]))
  await away(test, town.advisor, { untilOn: '2026-03-03', coverId: town.otherAdvisor.membershipId })
  t.same(await mine(town.otherAdvisor), list([bens.id, null], [adas.id, town.advisor.membershipId]))

  // Ben falls ill as well, and Lena is on duty: what nobody present has is hers.
  await away(test, town.otherAdvisor, { untilOn: '2026-03-02' })
  const line = { weekday: 'monday', membershipId: town.teamLead.membershipId }
  t.equal((await as(town.teamLead).post('/duty-rota', line)).statusCode, 201)
  const ofOthers = [
    [adas.id, town.advisor.membershipId],
    [bens.id, town.otherAdvisor.membershipId],
    [nobodys.id, null],
  ] as [string, string | null][]
  t.same(await mine(town.teamLead), list(...ofOthers))
  clock.set('2026-03-04T09:00:00Z')
  t.same(await mine(town.otherAdvisor), list([bens.id, null]), 'the cover is over, and nothing moved')
  t.same(await mine(town.teamLead), [])
})

t.test('a notice goes to who has the work today; an alarm to nobody but who was named', async (t) => {
  const test = await startApp(t)
  const { given, as, sent, runJobs } = test
  const { town } = given
  for (const member of [town.advisor, town.otherAdvisor, town.teamLead])
    await as(member).put(
      '/me/notices',
      { choices: [{ event: 'task', time: 'now' }] },
      { headers: { 'if-match': '"1"' } },
    )
  await given.rows(`update organisations set email = 'office@links.example' where id = '${town.serviceId}'`)
  const open = async (kind: string, membershipId: string | null) => {
    sent.mail.splice(0)
    const { openTask } = await import('../../src/features/tasks/public.ts')
    const context = await test.app.systemContext(town.schemeId)
    const about = { subjectKind: 'person', subjectId: context.newId(), organisationId: town.serviceId }
    const task = { kind: kind as 'no-reply', ...about, membershipId: membershipId ?? undefined, dueOn: '2026-03-02' }
    await context.db.transaction((tx) => openTask(tx, context, task))
    await runJobs()
    return sent.mail.map(({ to }) => to).sort()
  }
  const { advisor: ada, otherAdvisor: ben, teamLead: lena } = town
  t.same(await open('hold-ended', ada.membershipId), [ada.email])
  await away(test, ada, { coverId: ben.membershipId })
  t.same(await open('hold-ended', ada.membershipId), [ben.email], 'her cover')
  await away(test, ben)
  t.equal((await as(lena).post('/duty-rota', { weekday: 'monday', membershipId: lena.membershipId })).statusCode, 201)
  t.same(await open('hold-ended', ada.membershipId), [lena.email], 'all are away: the duty worker')
  t.same(await open('compare-details', null), [lena.email], 'nobody has it: the duty worker')
  t.same(await open('no-reply', null), [lena.email, 'office@links.example'].sort(), 'today: the mailbox too')
  t.same(await open('lone-worker-in-trouble', ada.membershipId), [ada.email], 'who was named, away or not')
  t.same(await open('lone-worker-in-trouble', null), [], 'and no mailbox that the missing worker reads')
})

t.test('the cover may do what the owner may', async (t) => {
  const test = await startApp(t)
  const { given, as, clock } = test
  const { town } = given
  const { id } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const another = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const handOver = { membershipId: town.otherAdvisor.membershipId, handoverNote: 'She likes mornings' }
  t.match(await as(town.otherAdvisor).post(`/referrals/${id}/allocate`, handOver), { statusCode: 409 })
  await away(test, town.advisor, { untilOn: '2026-03-06', coverId: town.otherAdvisor.membershipId })
  clock.set('2026-03-06T22:00:00Z')
  t.match(await as(town.otherAdvisor).post(`/referrals/${id}/allocate`, handOver), { statusCode: 200 })
  clock.set('2026-03-07T10:00:00Z')
  t.match(await as(town.otherAdvisor).post(`/referrals/${another.id}/allocate`, handOver), { statusCode: 409 })
})

t.test('what nobody present has is the duty worker’s', async (t) => {
  const test = await startApp(t)
  const { given, as, clock } = test
  const { town } = given
  const lead = as(town.teamLead)
  t.same((await as(town.referrer).get('/duty')).body, { onDuty: null })
  const line = { weekday: 'monday', membershipId: town.otherAdvisor.membershipId, phone: '01709 555 0199' }
  t.equal((await lead.post('/duty-rota', { ...line, coverId: town.teamLead.membershipId })).statusCode, 201)
  t.match((await as(town.referrer).get('/duty')).body.onDuty, { name: 'Ben Advisor', phone: '01709 555 0199' })

  await as(town.provider).post('/concerns', CONCERN)
  const ben = as(town.otherAdvisor)
  t.match(kindsOf(await ben.get('/tasks?mine=true')), ['answer-concern'], 'the ladder is empty: duty is asked first')

  await setSafety(test, { concernLadder: [town.advisor.membershipId] })
  await away(test, town.advisor)
  await given.rows(`insert into tasks (scheme_id, id, kind, subject_kind, subject_id, organisation_id, membership_id, due_on, created_at)
    values ('${town.schemeId}', gen_random_uuid(), 'hold-ended', 'referral', gen_random_uuid(), '${town.serviceId}', '${town.advisor.membershipId}', '2026-03-02', now()),
      ('${town.schemeId}', gen_random_uuid(), 'compare-details', 'person', gen_random_uuid(), '${town.serviceId}', null, '2026-03-02', now())`)
  t.same(kindsOf(await ben.get('/tasks?mine=true')).sort(), ['answer-concern', 'compare-details', 'hold-ended'])
  const held = (await lead.get('/tasks')).body.items.map(({ heldById }: { heldById: string }) => heldById)
  t.same(new Set(held), new Set([town.otherAdvisor.membershipId]), 'and everybody reads who has it')
  t.same(kindsOf(await lead.get('/tasks?mine=true')), [], 'somebody has it: it is not everybody’s')

  await away(test, town.otherAdvisor)
  t.match((await lead.get('/duty')).body.onDuty, { name: 'Lena Lead', isCover: true })
  t.same(kindsOf(await lead.get('/tasks?mine=true')).sort(), ['answer-concern', 'compare-details', 'hold-ended'])
  clock.set('2026-03-03T10:00:00Z')
  t.same((await lead.get('/duty')).body, { onDuty: null }, 'Tuesday has no line')
})

t.test('a ladder passes over whoever is away and asks their cover', async (t) => {
  const test = await startApp(t)
  const { given, as, clock, runJobs } = test
  const { town } = given
  const loneWorkingLadder = [{ membershipId: town.advisor.membershipId, afterMinutes: 15 }]
  await setSafety(test, { concernLadder: [town.advisor.membershipId], loneWorkingLadder })
  await away(test, town.advisor, { coverId: town.otherAdvisor.membershipId })
  const raised = await as(town.provider).post('/concerns', CONCERN)
  t.match(raised.body.broughtTo, { name: 'Ben Advisor' })

  const { id } = await given.referral({ status: 'accepted', allocatedTo: town.teamLead })
  const times = { plannedStart: '2026-03-02T10:00:00Z', plannedEnd: '2026-03-02T11:00:00Z' }
  const visit = { way: 'home-visit', purpose: 'support', workerId: town.teamLead.membershipId, ...times }
  const { body } = await as(town.teamLead).post(`/referrals/${id}/contacts`, visit)
  clock.set('2026-03-02T10:00:00Z')
  await as(town.teamLead).post(`/contacts/${body.id}/check-in`)
  clock.set('2026-03-02T11:16:00Z')
  await runJobs()
  t.match((await as(town.otherAdvisor).get('/lone-working')).body.items, [{ told: [{ name: 'Ben Advisor' }] }])
})

t.test('working days: whoever does not work today is passed over', async (t) => {
  const test = await startApp(t)
  const { given, as, clock } = test
  const { town } = given
  const path = `/memberships/${town.advisor.membershipId}/working-days`
  const first = { headers: { 'if-none-match': '*' } }
  const days = { fromOn: '2026-03-02', weekdays: ['tuesday', 'wednesday'] }
  t.match(await as(town.otherAdvisor).put(path, days, first), { statusCode: 403 })
  t.match(await as(town.advisor).put(path, days, first), { statusCode: 200, body: { version: 1 } })
  t.match(await as(town.teamLead).put(path, days, first), { statusCode: 412 })
  t.match((await as(town.otherAdvisor).get(path)).body.items, [days])
  await setSafety(test, { concernLadder: [town.advisor.membershipId, town.otherAdvisor.membershipId] })
  t.match((await as(town.provider).post('/concerns', CONCERN)).body.broughtTo, { name: 'Ben Advisor' }, 'Monday')
  clock.set('2026-03-03T10:00:00Z')
  t.match((await as(town.provider).post('/concerns', CONCERN)).body.broughtTo, { name: 'Ada Advisor' }, 'Tuesday')
})
