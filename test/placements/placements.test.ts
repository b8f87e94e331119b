import t from 'tap'
import { startApp } from '../support/app.ts'
import { givePlacements } from './given-placements.ts'

const test = await startApp(t)
const { given, as, clock } = test
const { town } = given
const { activity, placement, answerToShare } = givePlacements(test)
const advisor = as(town.advisor)
const group = as(town.provider)

t.test('a person is placed, comes, and completes', async (t) => {
  const referral = await given.referral({ status: 'accepted' })
  const activityId = await activity()
  const offered = await advisor.post(`/referrals/${referral.id}/placements`, {
    activityId,
    hopes: 'To eat with others again',
    accessNeeds: ['step-free'],
    startsOn: '2026-03-10',
    comesWith: 'nobody',
    homeBy: 'By bus',
  })
  t.match(offered, {
    statusCode: 201,
    body: { status: 'offered', startsOn: '2026-03-10', nextSteps: ['accept', 'decline', 'cancel'] },
  })
  const { id } = offered.body
  t.match((await advisor.get(`/activities/${activityId}`)).body, { taken: 1, placesLeft: 11, version: 1 })

  t.same((await group.get(`/placements/${id}`)).body.nextSteps, ['accept', 'decline'])
  await answerToShare(referral.personId, 'given')
  const accepted = await group.post(`/placements/${id}/accept`)
  t.match(accepted, { statusCode: 200, body: { status: 'accepted', nextSteps: ['start', 'end', 'record-attendance'] } })

  const early = await group.post(`/placements/${id}/attendances`, { on: '2026-03-01', attended: 'no' })
  t.match(early, { statusCode: 400, body: { errors: [{ detail: 'Enter a day after the place was offered' }] } })
  await given.rows(`update placements set offered_at = '2026-02-27T10:00:00Z' where id = '${id}'`)
  const absent = await group.post(`/placements/${id}/attendances`, { on: '2026-03-01', attended: 'no' })
  t.match(absent, { statusCode: 201, body: { placementStatus: 'accepted' } }, 'not to come starts nothing')
  const came = await group.post(`/placements/${id}/attendances`, {
    on: '2026-03-02',
    attended: 'yes',
    note: 'Sat with Joan',
  })
  t.match(came, { statusCode: 201, body: { placementStatus: 'started', on: '2026-03-02', note: 'Sat with Joan' } })

  const completed = await advisor.post(`/placements/${id}/complete`, { on: '2026-03-02', note: 'Goes by herself now' })
  t.match(completed, {
    statusCode: 200,
    body: { status: 'completed', startedOn: '2026-03-02', endedOn: '2026-03-02' },
  })
  t.same(completed.body.nextSteps, [])
  t.match((await advisor.get(`/activities/${activityId}`)).body, { taken: 0 })

  const read = await advisor.get(`/placements/${id}`)
  t.same(
    read.body.events.map((event: { step: string; by: { name: string } }) => [event.step, event.by.name]),
    [
      ['offer', 'Ada Advisor'],
      ['accept', 'Pat Provider'],
      ['start', 'Pat Provider'],
      ['complete', 'Ada Advisor'],
    ],
  )
  t.same(
    read.body.attendances.map((attendance: { on: string; attended: string }) => [attendance.on, attendance.attended]),
    [
      ['2026-03-01', 'no'],
      ['2026-03-02', 'yes'],
    ],
  )
  const audited = await given.rows<{ action: string }>(
    `select action from audit_tail where subject_id = '${id}' and person_id = '${referral.personId}' and action not like '%.read' order by id`,
  )
  t.same(
    audited.map(({ action }) => action),
    [
      'placement.offered',
      'placement.accepted',
      'placement.attendance-recorded',
      'placement.attendance-recorded',
      'placement.started',
      'placement.completed',
    ],
  )
})

t.test('of two entries for one day the last counts, and the first is kept', async (t) => {
  const { id } = await placement('started')
  await group.post(`/placements/${id}/attendances`, { on: '2026-03-02', attended: 'yes' })
  await advisor.post(`/placements/${id}/attendances`, {
    on: '2026-03-02',
    attended: 'no',
    note: 'Went home at the door',
  })
  const { attendances } = (await advisor.get(`/placements/${id}`)).body
  t.match(attendances, [{ on: '2026-03-02', attended: 'no', note: 'Went home at the door' }])
  t.equal(attendances.length, 1)
  t.equal((await given.rows(`select id from placement_attendances where placement_id = '${id}'`)).length, 2)
})

t.test('a register typed in late moves the start back, never forward', async (t) => {
  const { id } = await placement('started')
  await given.rows(`update placements set offered_at = '2026-02-10T10:00:00Z' where id = '${id}'`)
  await advisor.post(`/placements/${id}/attendances`, { on: '2026-02-24', attended: 'yes' })
  t.equal((await advisor.get(`/placements/${id}`)).body.startedOn, '2026-02-24')
  await advisor.post(`/placements/${id}/attendances`, { on: '2026-02-26', attended: 'yes' })
  await advisor.post(`/placements/${id}/attendances`, { on: '2026-02-17', attended: 'no' })
  t.equal((await advisor.get(`/placements/${id}`)).body.startedOn, '2026-02-24')
})

t.test('what has happened did not happen in the future, nor ended before it began', async (t) => {
  const accepted = await placement('accepted')
  const started = await placement('started')
  const tomorrow = { on: '2026-03-03' }
  const refused = { statusCode: 400, body: { errors: [{ pointer: '#/on' }] } }
  t.match(await group.post(`/placements/${accepted.id}/start`, tomorrow), refused)
  t.match(await group.post(`/placements/${accepted.id}/attendances`, { ...tomorrow, attended: 'yes' }), refused)
  for (const on of ['2026-03-03', '2026-03-01']) {
    t.match(await group.post(`/placements/${started.id}/complete`, { on }), refused, on)
    t.match(await group.post(`/placements/${started.id}/end`, { on, reason: 'health' }), refused, on)
  }
})

t.test('a group says why it declines, and whoever ends a placement says why', async (t) => {
  const offered = await placement('offered')
  for (const reason of ['health', 'no-such-reason'])
    t.match(await group.post(`/placements/${offered.id}/decline`, { reason }), {
      statusCode: 400,
      body: { errors: [{ pointer: '#/reason' }] },
    })
  t.equal(
    (await group.post(`/placements/${offered.id}/decline`, { reason: 'access-needs', note: 'There are steps' }))
      .statusCode,
    200,
  )
  const read = await advisor.get(`/placements/${offered.id}`)
  t.match(read.body, {
    status: 'declined',
    endReason: 'access-needs',
    endedOn: '2026-03-02',
    events: [{}, { note: 'There are steps' }],
  })

  const started = await placement('started')
  t.match(await group.post(`/placements/${started.id}/end`, { reason: 'full' }), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/reason' }] },
  })
  t.match(await group.post(`/placements/${started.id}/end`, { reason: 'transport' }), {
    statusCode: 200,
    body: { status: 'ended' },
  })
})

t.test('a place is offered only under an accepted referral', async (t) => {
  const activityId = await activity()
  for (const status of ['submitted', 'returned', 'declined', 'withdrawn', 'entered-in-error'] as const) {
    const referral = await given.referral({ status })
    const answer = await advisor.post(`/referrals/${referral.id}/placements`, { activityId })
    t.match(answer, { statusCode: 409, body: { type: '/problems/step-not-open' } }, status)
  }
  const draft = await given.referral({ status: 'draft' })
  t.equal(
    (await advisor.post(`/referrals/${draft.id}/placements`, { activityId })).statusCode,
    404,
    'a draft is its writer’s alone',
  )
  const referral = await given.referral({ status: 'accepted' })
  const nowhere = { activityId: referral.id }
  t.match(await advisor.post(`/referrals/${referral.id}/placements`, nowhere), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/activityId' }] },
  })
  t.match((await advisor.get(`/activities/${activityId}`)).body, { taken: 0 })
})

t.test('a person has one live placement in an activity, and may come again after it', async (t) => {
  const first = await placement('accepted')
  const again = () => advisor.post(`/referrals/${first.referral.id}/placements`, { activityId: first.activityId })
  t.match(await again(), { statusCode: 409, body: { type: '/problems/already-done' } })
  t.match((await advisor.get(`/activities/${first.activityId}`)).body, { taken: 1 }, 'the refused offer holds nothing')
  await group.post(`/placements/${first.id}/end`, { reason: 'health' })
  t.equal((await again()).statusCode, 201)
})

t.test('the same request with the same key makes one placement, and takes each step once', async (t) => {
  const referral = await given.referral({ status: 'accepted' })
  const activityId = await activity()
  const offer = () =>
    advisor.post(`/referrals/${referral.id}/placements`, { activityId }, { headers: { 'idempotency-key': 'offer-1' } })
  const [first, second] = [await offer(), await offer()]
  t.same([first.statusCode, second.statusCode, second.body], [201, 201, first.body])
  const accept = () =>
    group.post(`/placements/${first.body.id}/accept`, undefined, { headers: { 'idempotency-key': 'accept-1' } })
  await answerToShare(referral.personId, 'given')
  const [yes, yesAgain] = [await accept(), await accept()]
  t.same([yes.statusCode, yesAgain.statusCode, yesAgain.body], [200, 200, yes.body])
  const attend = () =>
    group.post(
      `/placements/${first.body.id}/attendances`,
      { on: '2026-03-02', attended: 'yes' },
      { headers: { 'idempotency-key': 'came-1' } },
    )
  const [came, cameAgain] = [await attend(), await attend()]
  t.same([came.statusCode, cameAgain.statusCode, cameAgain.body], [201, 201, came.body])
  t.equal((await given.rows(`select id from placement_attendances where placement_id = '${first.body.id}'`)).length, 1)
})

t.test('the list narrows and pages; the newest is first', async (t) => {
  const activityId = await activity({ name: 'Listed' })
  const made = [
    await placement('offered', { activityId }),
    await placement('started', { activityId }),
    await placement('completed', { activityId }),
  ]
  const idsOf = async (client: typeof group, query: string) =>
    (await client.get(`/placements?activityId=${activityId}${query}`)).body.items.map((item: { id: string }) => item.id)
  const newestFirst = made.map(({ id }) => id).reverse()
  t.same(await idsOf(advisor, ''), newestFirst)
  t.same(await idsOf(group, ''), newestFirst)
  t.same(await idsOf(group, '&status=live'), newestFirst.slice(1))
  t.same(await idsOf(group, '&status=completed'), newestFirst.slice(0, 1))
  t.same(await idsOf(advisor, `&referralId=${made[0]?.referral.id}`), newestFirst.slice(2))
  const pages: string[] = []
  let after = ''
  for (let page = 0; page < 5; page += 1) {
    const { items, next } = (await group.get(`/placements?activityId=${activityId}&limit=2${after}`)).body
    pages.push(...items.map((item: { id: string }) => item.id))
    if (next === null) break
    after = `&after=${next}`
  }
  t.same(pages, newestFirst)
})

t.test('offers that wait longest stand first when they are asked for', async (t) => {
  const first = await placement('offered')
  await placement('offered')
  const oldest = await advisor.get('/placements?status=offered&order=oldest&limit=1')
  const ids = [oldest.body.items[0].id]
  const next = await advisor.get(`/placements?status=offered&order=oldest&limit=1&after=${oldest.body.next}`)
  ids.push(next.body.items[0].id)
  t.same(ids, ids.toSorted())
  t.ok(ids[0] <= first.id)
})

t.test('days are England’s: just after midnight in summer the day is already the next', async (t) => {
  clock.set('2026-06-30T23:30:00Z')
  const { id } = await placement('started')
  t.equal((await advisor.get(`/placements/${id}`)).body.startedOn, '2026-07-01')
})
