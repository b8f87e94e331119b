import { pino } from 'pino'
import t from 'tap'
import { endPlacementsOf, listPlacements } from '../../src/features/placements/public.ts'
import { todayInEngland } from '../../src/platform/clock.ts'
import type { SystemContext } from '../../src/platform/context.ts'
import { uuidv7 } from '../../src/platform/ids.ts'
import { startApp } from '../support/app.ts'
import { givePlacements } from './given-placements.ts'
import { WRONGLY_RELATED, WRONGLY_TAKEN } from './places-taken.ts'

const test = await startApp(t)
const { given, as, pools, clock } = test
const { town } = given
const { activity, placement, answerToShare } = givePlacements(test)
const advisor = as(town.advisor)
const group = as(town.provider)

const statusesOf = (answers: { statusCode: number }[]) => answers.map(({ statusCode }) => statusCode).sort()
const placesOf = async (activityId: string) => (await advisor.get(`/activities/${activityId}`)).body

async function systemContext(): Promise<SystemContext> {
  const { schemeId } = town
  return {
    schemeId,
    ...(await pools.scheme(schemeId)),
    now: clock.now,
    today: () => todayInEngland(clock.now()),
    newId: () => uuidv7(),
    log: pino({ level: 'silent' }),
  }
}

t.test('200 people are offered the last place at once: one has it', async (t) => {
  const activityId = await activity({ capacity: 1 })
  const referrals = []
  for (let made = 0; made < 200; made += 1) referrals.push(await given.referral({ status: 'accepted' }))
  const answers = await Promise.all(
    referrals.map(({ id }) => advisor.post(`/referrals/${id}/placements`, { activityId })),
  )
  t.same(statusesOf(answers), [201, ...Array(199).fill(409)])
  t.ok(answers.every(({ statusCode, body }) => statusCode === 201 || body.type === '/problems/no-place-left'))
  t.match(await placesOf(activityId), { taken: 1, placesLeft: 0 })
  t.equal((await given.rows(`select id from placements where activity_id = '${activityId}'`)).length, 1)
  t.same(await given.rows(WRONGLY_TAKEN), [])
})

t.test('one person is offered twice at once: one placement, one place', async (t) => {
  const referral = await given.referral({ status: 'accepted' })
  const activityId = await activity()
  const offer = (member = town.advisor) => as(member).post(`/referrals/${referral.id}/placements`, { activityId })
  t.same(statusesOf(await Promise.all([offer(), offer(town.teamLead)])), [201, 409])
  t.match(await placesOf(activityId), { taken: 1 })
})

t.test('a group accepts while the service cancels: one of them is late', async (t) => {
  for (let round = 0; round < 5; round += 1) {
    const { id, activityId } = await placement('offered')
    const [accepted, cancelled] = await Promise.all([
      group.post(`/placements/${id}/accept`),
      advisor.post(`/placements/${id}/cancel`, { note: 'She changed her mind' }),
    ])
    // Cancelling is open from accepted too, so it never loses; accepting loses when it comes second.
    t.equal(cancelled.statusCode, 200)
    t.ok([200, 409].includes(accepted.statusCode))
    t.match(await placesOf(activityId), { taken: 0 })
  }
  t.same(await given.rows(WRONGLY_RELATED), [])
})

t.test('a closed activity takes nobody new, and says so', async (t) => {
  const kept = await placement('accepted')
  await group.patch(
    `/activities/${kept.activityId}`,
    { status: 'closed', closedBecause: 'The roof leaks' },
    { headers: { 'if-match': '"1"' } },
  )
  const referral = await given.referral({ status: 'accepted' })
  const answer = await advisor.post(`/referrals/${referral.id}/placements`, { activityId: kept.activityId })
  t.match(answer, {
    statusCode: 409,
    body: { type: '/problems/no-place-left', detail: 'The activity is closed for now' },
  })
  t.equal(
    (await group.post(`/placements/${kept.id}/end`, { reason: 'activity-ended' })).statusCode,
    200,
    'a place is given back all the same',
  )
})

t.test('the capacity cannot be lower than what is taken, also while places are being taken', async (t) => {
  const { activityId } = await placement('offered')
  await placement('accepted', { activityId })
  const lower = (capacity: number) =>
    group.patch(`/activities/${activityId}`, { capacity }, { headers: { 'if-match': '"1"' } })
  const refused = await lower(1)
  t.match(refused, {
    statusCode: 422,
    body: { type: '/problems/not-possible', detail: '2 places are taken: the capacity cannot be lower' },
  })
  t.match(await lower(2), { statusCode: 200, body: { capacity: 2, taken: 2, placesLeft: 0 } })

  for (let round = 0; round < 5; round += 1) {
    const racing = await activity({ capacity: 1 })
    const referral = await given.referral({ status: 'accepted' })
    const [lowered, offered] = await Promise.all([
      group.patch(`/activities/${racing}`, { capacity: 0 }, { headers: { 'if-match': '"1"' } }),
      advisor.post(`/referrals/${referral.id}/placements`, { activityId: racing }),
    ])
    t.ok(
      ['200 409', '422 201'].includes(`${lowered.statusCode} ${offered.statusCode}`),
      `${lowered.statusCode} ${offered.statusCode}`,
    )
  }
})

t.test('what is live ends with its referral, in the same transaction: places, access and names', async (t) => {
  const referral = await given.referral({ status: 'accepted' })
  await answerToShare(referral.personId, 'given')
  const offered = await placement('offered', { referral })
  const accepted = await placement('accepted', { referral })
  const started = await placement('started', { referral })
  const completed = await placement('completed', { referral })
  const another = await placement('started')
  const context = await systemContext()
  const { db } = context
  t.match((await group.get(`/placements/${started.id}`)).body, { person: { familyName: 'Thornley' } })

  await t.rejects(
    db.transaction(async (tx) => {
      await endPlacementsOf(tx, context, referral.id, { reason: 'died' })
      throw new Error('the referral did not end after all')
    }),
  )
  t.match((await group.get(`/placements/${started.id}`)).body, {
    status: 'started',
    person: { familyName: 'Thornley' },
  })

  await db.transaction((tx) => endPlacementsOf(tx, context, referral.id, { reason: 'died' }))
  const after = await listPlacements(db, referral.id)
  t.same(
    after.map(({ id, status, endReason }) => [id, status, endReason]),
    [
      [offered.id, 'cancelled', 'died'],
      [accepted.id, 'cancelled', 'died'],
      [started.id, 'ended', 'died'],
      [completed.id, 'completed', null],
    ],
  )
  for (const { activityId } of [offered, accepted, started]) t.match(await placesOf(activityId), { taken: 0 })
  t.match(await placesOf(another.activityId), { taken: 1 }, 'another referral is left alone')
  const read = await group.get(`/placements/${started.id}`)
  t.match(read.body, { status: 'ended', disclosure: 'over', person: null })
  t.notOk(read.text.includes('died'))

  await db.transaction((tx) => endPlacementsOf(tx, context, referral.id, { reason: 'died' }))
  t.same(await given.rows(WRONGLY_TAKEN), [], 'ending again gives nothing back twice')
  t.same(await given.rows(WRONGLY_RELATED), [])
})

t.test('two referrals with the same activities end at once, and neither waits for the other for ever', async (t) => {
  const activityIds = [await activity(), await activity(), await activity()]
  const context = await systemContext()
  const { db } = context
  for (let round = 0; round < 5; round += 1) {
    const pair = [await given.referral({ status: 'accepted' }), await given.referral({ status: 'accepted' })]
    for (const [index, referral] of pair.entries())
      for (const activityId of index === 0 ? activityIds : [...activityIds].reverse())
        await placement('offered', { referral, activityId })
    await Promise.all(
      pair.map(({ id }) => db.transaction((tx) => endPlacementsOf(tx, context, id, { reason: 'moved' }))),
    )
  }
  for (const activityId of activityIds) t.match(await placesOf(activityId), { taken: 0 })
})

t.test('the database itself refuses more places than there are, and less than none', async (t) => {
  const activityId = await activity({ capacity: 1 })
  await t.rejects(given.rows(`update activities set taken = 2 where id = '${activityId}'`), /activities_places_check/)
  await t.rejects(given.rows(`update activities set taken = -1 where id = '${activityId}'`), /activities_places_check/)
})
