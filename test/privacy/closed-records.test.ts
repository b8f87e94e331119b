import t from 'tap'
import { MATRIX } from '../access/matrix.ts'
import { makeWorld } from '../access/world.ts'
import { startApp, type TestApp } from '../support/app.ts'
import { sendReadBack } from '../support/given.ts'
import type { Member } from '../support/town.ts'

const FIRST = { headers: { 'if-none-match': '*' } }
const NAMED = { kind: 'only-named', reason: 'Her neighbour works at the desk' }

async function closeTo({ given, as }: TestApp, personId: string, members: Member[], kind = 'only-named') {
  const body = { ...NAMED, kind, membershipIds: members.map(({ membershipId }) => membershipId) }
  const answer = await as(given.town.privacyOfficer).put(`/people/${personId}/closed`, body, FIRST)
  if (answer.statusCode !== 200) throw new Error(answer.text)
  return answer
}

/** What still speaks of a closed record, and why. */
const OPEN_STILL: Record<string, string> = {
  'PUT /people/:personId/closed': 'is how it is closed',
  'GET /people/:personId/closed': 'is how it is closed',
  'DELETE /people/:personId/closed': 'is how it is closed',
  'POST /people/:personId/break-glass': 'opens it',
  'GET /people/:personId': 'says that it is closed',
  'GET /me/record-openings': 'says what they opened themselves, and no more of it than its id',
}

t.test('no route shows a closed record to who is not named', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const world = await makeWorld(test)
  const { personId = '' } = Object.fromEntries(
    Object.entries(world.things).map(([name, { own }]) => [name, own.advisor ?? '']),
  )
  await closeTo(test, personId, [town.otherAdvisor])
  const theirs = [
    'personId',
    'referralId',
    'contactId',
    'measurementId',
    'objectionId',
    'placementId',
    'mergeId',
    'fileId',
  ]
  const headers = { 'if-match': '"1"' }
  let asked = 0
  for (const [name, row] of Object.entries(MATRIX)) {
    if (name in OPEN_STILL || !Array.isArray(row.may)) continue
    const [method = '', path = ''] = name.split(' ')
    const parameters = [...path.matchAll(/:(\w+)/g)].map(([, parameter = '']) => parameter)
    if (parameters.length > 0 && !parameters.every((parameter) => theirs.includes(parameter))) continue
    for (const role of row.may as readonly (keyof typeof world.members)[]) {
      // A group's own file is about the group.
      if (role === 'provider' && parameters.includes('fileId')) continue
      if (!['referrer', 'advisor', 'team-lead', 'provider'].includes(role)) continue
      const client = as(world.members[role])
      const url =
        path.replace(/:(\w+)/g, (_, parameter: string) => world.things[parameter]?.own[role] ?? personId) +
        (row.query?.(world, role) ?? '')
      if (parameters.length === 0) {
        if (method !== 'GET') continue
        const { text } = await client.get(url)
        t.notMatch(text, new RegExp(`${personId}|${world.reference}`), `${role}: ${name}`)
        continue
      }
      asked++
      const body = row.body?.(world)
      const answer =
        method === 'GET'
          ? await client.get(url)
          : method === 'POST'
            ? await client.post(url, body)
            : method === 'PATCH'
              ? await client.patch(url, body, { headers })
              : await client.put(url, body, { headers })
      t.match(answer, { statusCode: 404, body: { type: '/problems/not-found' } }, `${role}: ${name} ${answer.text}`)
    }
  }
  t.ok(asked > 60, `asked ${asked} times`)
  t.equal((await as(town.otherAdvisor).get(`/people/${personId}`)).statusCode, 200, 'who is named reads on')
})

t.test('who must opens it with a reason, for four hours, and the officer hears of it at once', async (t) => {
  const test = await startApp(t)
  const { given, as, clock } = test
  const { town } = given
  const { id, personId } = await given.referral()
  const [advisor, officer] = [as(town.advisor), as(town.privacyOfficer)]
  await closeTo(test, personId, [town.otherAdvisor])
  t.match(await advisor.get(`/people/${personId}`), {
    statusCode: 403,
    body: { type: '/problems/record-closed', detail: /open it with a reason/ },
  })
  t.equal((await as(town.otherReferrer).get(`/people/${personId}`)).statusCode, 404, 'to others it is nothing')
  const [number] = await given.rows<{ nhs: string }>(`select nhs_number as nhs from people where id = '${personId}'`)
  const found = await advisor.post('/people/search', { nhsNumber: number?.nhs })
  t.same([found.body.items, found.body.closedIds], [[], [personId]], 'by her number it is found as closed, and no more')

  t.equal((await advisor.post(`/people/${personId}/break-glass`, {})).statusCode, 400, 'a reason is needed')
  const reason = 'She is at the door, confused, and her advisor is away'
  const opened = await advisor.post(`/people/${personId}/break-glass`, { reason })
  t.match(opened, { statusCode: 201, body: { untilAt: '2026-03-02T13:30:00.000Z' } }, opened.text)
  t.equal((await advisor.get(`/people/${personId}`)).statusCode, 200)
  t.equal((await advisor.get(`/referrals/${id}`)).statusCode, 200)
  t.equal((await as(town.referrer).get(`/people/${personId}`)).statusCode, 403, 'to them, not to others')
  t.equal((await as(town.otherReferrer).post(`/people/${personId}/break-glass`, { reason })).statusCode, 404)

  await test.runJobs()
  const told = test.sent.mail.filter(({ to }) => to === town.privacyOfficer.email)
  t.match(told, [{ subject: /Something to do today/ }], 'by mail, at once')
  const tasks = await officer.get('/tasks')
  t.match(tasks.body.items, [{ kind: 'review-opened-record', subjectId: opened.body.id, dueOn: '2026-03-02' }])
  const { body } = await officer.get('/privacy/break-glass')
  t.match(body.items, [{ id: opened.body.id, memberName: 'Ada Advisor', reason, outcome: null }])
  t.equal((await officer.get(`/people/${personId}`)).statusCode, 403, 'the officer reads no record')
  t.equal((await officer.post(`/tasks/${tasks.body.items[0].id}/finish`)).statusCode, 422, 'a tick is no review')

  clock.set('2026-03-02T13:29:59Z')
  t.equal((await advisor.get(`/people/${personId}`)).statusCode, 200)
  clock.set('2026-03-02T13:30:00Z')
  t.equal((await advisor.get(`/people/${personId}`)).statusCode, 403, 'four hours are over')
  t.equal((await advisor.get(`/referrals/${id}`)).statusCode, 404)

  const review = { outcome: 'justified', note: 'Rang her advisor, who was away' }
  const reviewed = await officer.post(`/privacy/break-glass/${opened.body.id}/review`, review)
  t.equal(reviewed.statusCode, 200, reviewed.text)
  t.equal((await officer.post(`/privacy/break-glass/${opened.body.id}/review`, review)).statusCode, 409)
  t.same((await officer.get('/tasks')).body.items, [])
  t.match((await officer.get('/privacy/break-glass?state=reviewed')).body.items, [
    { outcome: 'justified', state: 'reviewed', reviewedAt: '2026-03-02T13:30:00.000Z' },
  ])

  const owed = (await advisor.get('/tasks')).body.items
  t.match(owed, [{ kind: 'read-opening-review', subjectId: opened.body.id, membershipId: town.advisor.membershipId }])
  t.match((await advisor.get('/me/record-openings')).body.items, [{ id: opened.body.id, ...review }])
  t.same((await as(town.otherAdvisor).get('/tasks')).body.items, [], 'between the two of them')
  t.same((await as(town.otherAdvisor).get('/me/record-openings')).body.items, [])
})

t.test('a review that nobody made is overdue the next day in England, and the hours are the scheme’s', async (t) => {
  const test = await startApp(t)
  const { given, as, clock } = test
  const { town } = given
  const { personId } = await given.referral()
  const settings = { bulkLooksPerHour: 30, openForHours: 1 }
  await as(town.privacyOfficer).put('/scheme/privacy', settings, { headers: { 'if-match': '"1"' } })
  await closeTo(test, personId, [town.otherAdvisor])
  clock.set('2026-06-01T22:30:00Z')
  const reason = 'She is at the door'
  const { body } = await as(town.advisor).post(`/people/${personId}/break-glass`, { reason })
  t.equal(body.untilAt, '2026-06-01T23:30:00.000Z')
  const list = async (state: string) =>
    (await as(town.privacyOfficer).get(`/privacy/break-glass?state=${state}`)).body.items
  t.same(await list('overdue'), [])
  t.match(await list('to-review'), [{ dueOn: '2026-06-01', state: 'to-review' }])
  clock.set('2026-06-01T23:00:00Z')
  t.match(await list('overdue'), [{ id: body.id, state: 'overdue' }], 'midnight in England')
})

t.test('a neighbour at the desk does not read her record, and cannot open it; her colleagues do', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const { personId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  await closeTo(test, personId, [town.referrer], 'not-named')
  const neighbour = as(town.referrer)
  t.equal((await neighbour.get(`/people/${personId}`)).statusCode, 404, 'not even that it is closed')
  t.equal((await neighbour.post(`/people/${personId}/break-glass`, { reason: 'I must' })).statusCode, 404)
  t.same((await neighbour.get('/messages')).body.items, [], 'nor what was sent to her practice about her')
  t.equal((await as(town.teamReferrer).get(`/people/${personId}`)).statusCode, 404)
  t.equal((await as(town.advisor).get(`/people/${personId}`)).statusCode, 200)
})

t.test('who may not see her refers nobody either: they are told to ring, and nothing is half written', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const person = given.personDetails()
  const { personId } = await given.referral({ status: 'accepted', allocatedTo: town.advisor, person })
  await closeTo(test, personId, [town.referrer], 'not-named')
  const neighbour = as(town.referrer)
  for (const submit of [false, true]) {
    const answer = await sendReadBack(neighbour, '/referrals', given.referralDetails({ person, submit }))
    t.match(
      answer,
      { statusCode: 422, body: { type: '/problems/not-possible', detail: /ring the advisor service/ } },
      answer.text,
    )
    t.notMatch(answer.text, /closed|named/, 'not that it is closed')
    t.notOk(answer.text.includes(personId))
  }
  const made = await given.rows<{ count: number }>('select count(*)::integer as count from referrals')
  t.same(made, [{ count: 1 }])
  const someone = given.referralDetails({ person: given.personDetails(), submit: false })
  t.equal((await neighbour.post('/referrals', someone)).statusCode, 201, 'others they refer as before')
  const colleague = await as(town.otherReferrer).post('/referrals', given.referralDetails({ person, submit: false }))
  t.equal(colleague.statusCode, 201, 'and from others she is referred as before')
})

t.test('a record is closed to people who can work with it, by one at a time, and opened again', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const { personId } = await given.referral()
  const lead = as(town.teamLead)
  const close = (membershipIds: string[], headers: Record<string, string> = FIRST.headers) =>
    lead.put(`/people/${personId}/closed`, { ...NAMED, membershipIds }, { headers })
  const pointer = { statusCode: 400, body: { errors: [{ pointer: '#/membershipIds' }] } }
  t.match(await close([town.referrer.membershipId]), pointer, 'nobody of the service would be left')
  const another = await given.anotherTown()
  t.equal((await close([another.advisor.membershipId])).statusCode, 400, 'staff of another scheme are nobody')
  const both = [town.teamLead.membershipId, town.advisor.membershipId]
  const closed = await close(both)
  t.match(closed, { statusCode: 200, headers: { etag: '"1"' }, body: { closing: { kind: 'only-named' } } }, closed.text)
  t.equal((await close(both)).statusCode, 412)
  t.match(await close(both, { 'if-match': '"1"' }), { statusCode: 200, headers: { etag: '"2"' } })
  t.same((await lead.get(`/people/${personId}/closed`)).body.closing.membershipIds.sort(), both.sort())
  t.equal((await as(town.otherAdvisor).get(`/people/${personId}`)).statusCode, 403)
  t.equal((await lead.delete(`/people/${personId}/closed`, { headers: { 'if-match': '"1"' } })).statusCode, 412)
  t.equal((await lead.delete(`/people/${personId}/closed`, { headers: { 'if-match': '"2"' } })).statusCode, 200)
  t.equal((await as(town.otherAdvisor).get(`/people/${personId}`)).statusCode, 200)
})
