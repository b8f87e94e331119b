import t from 'tap'
import { RUNGS } from '../../src/features/contacts/kinds.ts'
import { nextRung } from '../../src/features/contacts/no-reply.ts'
import { startApp, type TestApp } from '../support/app.ts'

async function atTheDoor({ given, as }: TestApp) {
  const { town } = given
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const advisor = as(town.advisor)
  const { body: visit } = await advisor.post(`/referrals/${referral.id}/contacts`, {
    way: 'home-visit',
    purpose: 'first-contact',
    plannedStart: '2026-03-02T14:00:00Z',
    plannedEnd: '2026-03-02T15:00:00Z',
  })
  const record = (change: object, version: number) =>
    advisor.patch(`/contacts/${visit.id}`, change, { headers: { 'if-match': `"${version}"` } })
  const noReply = { happened: false, happenedOn: '2026-03-02', notHappenedBecause: 'no-reply-at-door' }
  return { referral, advisor, visit, record, noReply }
}

t.test('she is 82, alone, expected us, and does not open', async (t) => {
  const test = await startApp(t)
  const { given, as, clock } = test
  const { town } = given
  const { referral, advisor, record, noReply, visit } = await atTheDoor(test)
  clock.set('2026-03-02T14:20:00Z')
  t.equal((await record(noReply, visit.version)).statusCode, 200)

  const list = async () => (await as(town.teamLead).get('/no-replies')).body.items
  const [open] = await list()
  t.match(
    open,
    { referralId: referral.id, familyName: 'Thornley', bornOn: '1943-05-17', next: { rung: 'at-the-door' } },
    'the lead sees it at once',
  )
  const tasks = async () =>
    (await advisor.get('/tasks?mine=true')).body.items.filter(({ kind }: { kind: string }) => kind === 'no-reply')
  const [task] = await tasks()
  t.match(task, { subjectId: open.id, dueOn: '2026-03-02' }, 'for today')
  t.match(
    await advisor.post(`/tasks/${task.id}/finish`),
    { statusCode: 422, body: { detail: /say what came of it/ } },
    'no tick on a list ends it',
  )

  const path = `/no-replies/${open.id}`
  const asked = [
    { rung: 'at-the-door', words: 'We were expected. Curtains drawn, a radio plays' },
    { rung: 'neighbour', spokeTo: 'Vera next door', words: 'Not seen since yesterday' },
    { rung: 'emergency-contact', spokeTo: 'Her son', words: 'Has not heard from her' },
    { rung: 'practice', spokeTo: 'Reception', words: 'Not in hospital that they know' },
  ]
  for (const [index, rung] of asked.entries()) {
    const answer = await advisor.post(`${path}/rungs`, rung)
    t.match(answer.body.next, { rung: RUNGS[index + 1] }, `after ${rung.rung}`)
  }
  t.match(await advisor.post(`${path}/rungs`, { rung: 'emergency-services', words: 'Rang' }), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/spokeTo' }] },
  })

  clock.forward(1)
  t.equal((await list()).length, 1, 'it does not end by itself')
  const close = { reason: 'moved', summary: 'She may have moved', goalResults: [] }
  t.match(await advisor.post(`/referrals/${referral.id}/close`, close), {
    statusCode: 422,
    body: { detail: /find out how they are/ },
  })

  const found = { found: 'found-by-emergency-services', words: 'A fall in the kitchen; she is on the ward and talks' }
  t.match((await as(town.teamLead).post(`${path}/end`, found)).body, {
    found: 'found-by-emergency-services',
    next: null,
  })
  t.same(await list(), [])
  t.same(await tasks(), [])
  t.match(await advisor.post(`${path}/end`, found), { statusCode: 409 })
  t.match(await advisor.post(`${path}/rungs`, asked[0]), { statusCode: 409 })
})

t.test('three doors that did not open are no reason to close', async (t) => {
  const test = await startApp(t)
  const { given, as, clock } = test
  const referral = await given.referral({ status: 'accepted', allocatedTo: given.town.advisor })
  const advisor = as(given.town.advisor)
  clock.forward(3)
  // With a call they would be three days and two ways: enough, if a door were a try.
  for (const [on, way, notHappenedBecause] of [
    ['2026-03-02', 'home-visit', 'no-reply-at-door'],
    ['2026-03-03', 'home-visit', 'no-reply-at-door'],
    ['2026-03-04', 'home-visit', 'no-reply-at-door'],
    ['2026-03-04', 'telephone', 'not-reached'],
  ]) {
    const contact = { way, purpose: 'first-contact', happened: false, happenedOn: on, notHappenedBecause }
    t.equal((await advisor.post(`/referrals/${referral.id}/contacts`, contact)).statusCode, 201)
  }
  for (const { id } of (await advisor.get('/no-replies')).body.items)
    await advisor.post(`/no-replies/${id}/end`, { found: 'with-family-or-friends', words: 'With her sister' })
  const close = { reason: 'unable-to-contact', summary: 'We could not reach her' }
  t.match(await advisor.post(`/referrals/${referral.id}/close`, close), {
    statusCode: 422,
    body: { detail: /Try to reach the person/ },
  })
})

t.test('a visit that was recorded wrongly ends its worry, and twice is once', async (t) => {
  const test = await startApp(t)
  const { as, clock, given } = test
  const { advisor, record, noReply, visit } = await atTheDoor(test)
  clock.set('2026-03-02T14:20:00Z')
  const first = await record(noReply, visit.version)
  const noted = await record({ note: 'Knocked twice' }, first.body.version)
  t.equal((await advisor.get('/no-replies')).body.items.length, 1)
  const held = { happened: true, attendance: 'attended', happenedOn: '2026-03-02' }
  t.equal((await record(held, noted.body.version)).statusCode, 200)
  t.same((await advisor.get('/no-replies')).body.items, [])
  t.match(await as(given.town.referrer).get('/no-replies'), { statusCode: 403 })
})

t.test('each rung is next until it was tried, and after the last there is none', async (t) => {
  for (const [index, rung] of RUNGS.entries()) t.equal(nextRung(RUNGS, RUNGS.slice(0, index)), rung)
  t.equal(nextRung(RUNGS, RUNGS), undefined)
  t.equal(nextRung(RUNGS, ['practice']), 'at-the-door', 'out of order is no way past the door')
  t.equal(nextRung(['practice', 'emergency-services'], []), 'practice', 'as the scheme sets')
})

t.test('the scheme says in which order people are asked, and ends with 999', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const set = (noReplyRungs: string[]) =>
    as(town.administrator).put('/scheme/safety', { noReplyRungs }, { headers: { 'if-match': '"1"' } })
  t.equal((await set(['neighbour', 'practice'])).statusCode, 400)
  t.equal((await set(['emergency-contact', 'neighbour', 'emergency-services'])).statusCode, 200)
  const { id } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const visit = { way: 'home-visit', purpose: 'support', happened: false, happenedOn: '2026-03-02' }
  await as(town.advisor).post(`/referrals/${id}/contacts`, { ...visit, notHappenedBecause: 'no-reply-at-door' })
  t.match((await as(town.advisor).get('/no-replies')).body.items, [{ next: { rung: 'emergency-contact' } }])
})
