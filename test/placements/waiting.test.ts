import t from 'tap'
import { WAITING_STATUSES, WAITING_STEP_NAMES, WAITING_STEPS } from '../../src/features/placements/waiting-lifecycle.ts'
import { startApp } from '../support/app.ts'
import type { GivenReferral } from '../support/given.ts'
import { givePlacements } from './given-placements.ts'
import { WRONGLY_TAKEN } from './places-taken.ts'

const test = await startApp(t)
const { given, as, clock, runJobs } = test
const { town } = given
const { activity, placement } = givePlacements(test)
const advisor = as(town.advisor)
const group = as(town.provider)
const FIRST = { headers: { 'if-match': '"1"' } }
const ASKED = { comesWith: 'mentor', homeBy: 'The community bus at two' }

const accepted = () => given.referral({ status: 'accepted', allocatedTo: town.advisor })
const join = (referral: GivenReferral, activityId: string, more: object = {}) =>
  advisor.post(`/referrals/${referral.id}/waiting`, { activityId, ...more })
const stateOf = async (entryId: string) =>
  (await given.rows(`select * from waiting_entries where id = '${entryId}'`))[0] as Record<string, unknown>
const placesOf = async (activityId: string) => (await advisor.get(`/activities/${activityId}`)).body
const tasksOf = (subjectId: string) =>
  given.rows(`select kind from tasks where subject_id = '${subjectId}' and done_at is null order by kind`)

/** A full activity, whoever has its place, and a line. */
async function full(line: object[] = [{}]) {
  const has = await placement('accepted', { activityId: await activity({ capacity: 1 }) })
  const { activityId } = has
  const entries: { id: string; referral: GivenReferral }[] = []
  for (const more of line) {
    const referral = await accepted()
    const answer = await join(referral, activityId, more)
    if (answer.statusCode !== 201) throw new Error(answer.text)
    entries.push({ id: answer.body.id, referral })
  }
  return { has, activityId, entries }
}
const endOf = (placementId: string) => group.post(`/placements/${placementId}/end`, { reason: 'health' })

t.test('a place that comes free is held for whoever is first, and becomes theirs', async (t) => {
  const { has, activityId, entries } = await full([{ hopes: 'To sing again' }, {}])
  const [first, second] = entries as [(typeof entries)[0], (typeof entries)[0]]
  t.equal((await endOf(has.id)).statusCode, 200)
  await runJobs()
  t.match(await stateOf(first.id), { status: 'offered', answer_by: '2026-03-09' })
  t.match(await stateOf(second.id), { status: 'waiting' })
  t.match(await placesOf(activityId), { taken: 1, placesLeft: 0 }, 'the place is held')
  t.same(await tasksOf(first.id), [{ kind: 'answer-waiting-offer' }])

  const unasked = await advisor.post(`/waiting/${first.id}/take`, { startsOn: '2026-03-10' })
  t.match(unasked, { statusCode: 400, body: { errors: [{ pointer: '#/comesWith' }] } })
  const taken = await advisor.post(`/waiting/${first.id}/take`, { startsOn: '2026-03-10', ...ASKED })
  t.match(taken, { statusCode: 201, body: { status: 'offered', answerBy: '2026-03-09' } })
  t.match(await stateOf(first.id), { status: 'placed', placement_id: taken.body.id, answer_by: null })
  t.match((await group.get(`/placements/${taken.body.id}`)).body, {
    about: { hopes: 'To sing again' },
    firstTime: { comesWith: 'mentor', homeBy: null },
  })
  t.match((await advisor.get(`/placements/${taken.body.id}`)).body, { firstTime: ASKED })
  t.same(await tasksOf(first.id), [])
  t.match(await placesOf(activityId), { taken: 1 })
  t.same(await given.rows(WRONGLY_TAKEN), [])
})

t.test('whose turn it is follows the rule of the activity, and who was passed over stands in the audit', async (t) => {
  const { has, activityId, entries } = await full([{}, { isUrgent: true }, {}])
  await given.rows(`update activities set waiting_order = 'urgent-first' where id = '${activityId}'`)
  await endOf(has.id)
  await runJobs()
  t.match(await stateOf(entries[1]?.id ?? ''), { status: 'offered' })
  const [audit] = await given.rows(
    `select detail from audit_tail where action = 'waiting.offer' and subject_id = '${entries[1]?.id}'`,
  )
  t.same(JSON.parse(JSON.stringify(audit)).detail.passedOver, [{ id: entries[0]?.id, because: 'less-urgent' }])
  t.equal(JSON.parse(JSON.stringify(audit)).detail.rule, 'urgent-first')
})

t.test('a direct offer does not overtake who waits', async (t) => {
  const { activityId } = await full()
  await given.rows(`update activities set capacity = 2 where id = '${activityId}'`)
  const answer = await advisor.post(`/referrals/${(await accepted()).id}/placements`, { activityId })
  t.match(answer, { statusCode: 409, body: { type: '/problems/no-place-left', detail: /waiting list/ } })
})

t.test('a raised capacity is found within the hour', async (t) => {
  const { activityId, entries } = await full()
  await given.rows(`update activities set capacity = 2 where id = '${activityId}'`)
  clock.forward(1 / 24)
  await runJobs()
  t.match(await stateOf(entries[0]?.id ?? ''), { status: 'offered' })
})

t.test('nobody waits where there is room, or twice, or beside a place of theirs', async (t) => {
  const free = await activity({ capacity: 2 })
  t.match(await join(await accepted(), free), { statusCode: 422, body: { detail: /A place is free/ } })
  const { has, activityId, entries } = await full()
  t.equal((await join(entries[0]?.referral as GivenReferral, activityId)).statusCode, 409)
  t.match(await join(has.referral, activityId), { statusCode: 409, body: { detail: /has a place or an offer/ } })
  const talks = await activity({ capacity: 0 })
  await given.rows(`update activities set places_mode = 'talk-first' where id = '${talks}'`)
  t.match(await join(await accepted(), talks), { statusCode: 422, body: { detail: /talks first/ } })
})

t.test('what is passed goes to the next; after the second time the advisor talks with the person', async (t) => {
  const { has, activityId, entries } = await full([{}, {}])
  const [first, second] = entries as [(typeof entries)[0], (typeof entries)[0]]
  await endOf(has.id)
  await runJobs()
  t.match(await advisor.post(`/waiting/${first.id}/pass`), {
    statusCode: 200,
    body: { status: 'waiting', passedOffers: 1, answerBy: null },
  })
  await runJobs()
  t.match(await stateOf(second.id), { status: 'offered' })
  await advisor.post(`/waiting/${second.id}/leave`, { reason: 'unwell' })
  await runJobs()
  t.match(await stateOf(first.id), { status: 'waiting' }, 'who passed is left in peace for a week')
  t.match(await placesOf(activityId), { taken: 0 })

  clock.forward(7)
  await runJobs()
  t.match(await stateOf(first.id), { status: 'offered' })
  t.match(await advisor.post(`/waiting/${first.id}/pass`), {
    body: { status: 'left', leftBecause: 'two-offers-passed' },
  })
  t.same(await tasksOf(first.referral.id), [{ kind: 'two-offers-failed' }])
  t.same(await given.rows(WRONGLY_TAKEN), [])
})

t.test('a place that nobody answers about passes on when its day is over', async (t) => {
  const { has, entries } = await full([{}, {}])
  await endOf(has.id)
  await runJobs()
  const [{ answer_by }] = (await given.rows(
    `select answer_by::text from waiting_entries where id = '${entries[0]?.id}'`,
  )) as [{ answer_by: string }]
  clock.set(`${answer_by}T09:30:00Z`)
  await runJobs()
  t.match(await stateOf(entries[0]?.id ?? ''), { status: 'offered' }, 'its day counts')
  clock.forward(1)
  await runJobs()
  t.match(await stateOf(entries[0]?.id ?? ''), { status: 'waiting', passed_offers: 1 })
  t.match(await stateOf(entries[1]?.id ?? ''), { status: 'offered' })
})

t.test('an offer that a group does not answer lapses; the second that fails is a talk', async (t) => {
  const referral = await accepted()
  const one = await placement('offered', { referral })
  clock.forward(8)
  await runJobs()
  t.match((await advisor.get(`/placements/${one.id}`)).body, { status: 'lapsed', endReason: null })
  t.match(await placesOf(one.activityId), { taken: 0 })
  t.same(await tasksOf(one.id), [{ kind: 'offer-lapsed' }])
  t.equal((await group.post(`/placements/${one.id}/accept`)).statusCode, 409)

  const other = await placement('declined', { referral })
  t.same(await tasksOf(other.id), [], 'no plain one')
  t.same(await tasksOf(referral.id), [{ kind: 'two-offers-failed' }])
})

t.test('who waited for eight weeks is asked whether they still want it', async (t) => {
  const { entries } = await full()
  const id = entries[0]?.id ?? ''
  clock.forward(55)
  await runJobs()
  t.same(await tasksOf(id), [])
  clock.forward(1)
  await runJobs()
  t.same(await tasksOf(id), [{ kind: 'still-wanted' }])
  await runJobs()
  t.match(await advisor.post(`/waiting/${id}/still-wanted`), { statusCode: 200, body: { status: 'waiting' } })
  t.same(await tasksOf(id), [])
  clock.forward(56)
  await runJobs()
  t.same(await tasksOf(id), [{ kind: 'still-wanted' }], 'and again')
})

t.test('a referral that ends ends the waiting, and a held place goes on', async (t) => {
  const { has, entries } = await full([{}, {}])
  const [first, second] = entries as [(typeof entries)[0], (typeof entries)[0]]
  await endOf(has.id)
  await runJobs()
  const ended = await advisor.post(`/referrals/${first.referral.id}/withdraw`, { reason: 'moved' })
  t.equal(ended.statusCode, 200, ended.text)
  await runJobs()
  t.match(await stateOf(first.id), { status: 'left', left_because: 'referral-ended' })
  t.match(await stateOf(second.id), { status: 'offered' })
  t.same(await tasksOf(first.id), [])
})

t.test('a closed activity offers to nobody, and goes on when it is open again', async (t) => {
  const { has, activityId, entries } = await full()
  await group.patch(`/activities/${activityId}`, { status: 'closed', closedBecause: 'The roof leaks' }, FIRST)
  await endOf(has.id)
  await runJobs()
  t.match(await stateOf(entries[0]?.id ?? ''), { status: 'waiting' })
  await group.patch(`/activities/${activityId}`, { status: 'open' }, { headers: { 'if-match': '"2"' } })
  clock.forward(1 / 24)
  await runJobs()
  t.match(await stateOf(entries[0]?.id ?? ''), { status: 'offered' })
})

t.test('whoever gets a place another way waits no more, and no place is held for them', async (t) => {
  const { has, activityId, entries } = await full([{}])
  const [{ id, referral }] = entries as [(typeof entries)[0]]
  await endOf(has.id)
  await runJobs()
  t.match(await stateOf(id), { status: 'offered' })
  const offered = await advisor.post(`/referrals/${referral.id}/placements`, { activityId })
  t.equal(offered.statusCode, 201, 'the held place is the one they are offered')
  t.match(await stateOf(id), { status: 'placed', placement_id: offered.body.id, answer_by: null })
  t.same(await tasksOf(id), [])
  t.match(await placesOf(activityId), { taken: 1 })

  const later = await full([{}])
  const passed = later.entries[0] as (typeof entries)[0]
  await endOf(later.has.id)
  await runJobs()
  await advisor.post(`/waiting/${passed.id}/pass`)
  const direct = await advisor.post(`/referrals/${passed.referral.id}/placements`, { activityId: later.activityId })
  t.equal(direct.statusCode, 201)
  await given.rows(`update activities set capacity = 2 where id = '${later.activityId}'`)
  await given.rows(
    `update waiting_entries set status = 'waiting', ended_at = null, placement_id = null, passed_on = null where id = '${passed.id}'`,
  )
  await given.rows(
    `insert into jobs (scheme_id, id, name, data, created_at, run_at)
     select scheme_id, gen_random_uuid(), name, data, created_at, run_at from jobs
     where name = 'offer-waiting' and data->>'activityId' = '${later.activityId}' limit 1`,
  )
  await runJobs()
  t.match(await stateOf(passed.id), { status: 'waiting' }, 'who is in line although they have a place is passed over')
  t.match(await placesOf(later.activityId), { taken: 1 })
  t.same(await given.rows(WRONGLY_TAKEN), [])
})

t.test('every state by every step', async (t) => {
  const doors = {
    take: (id: string) => advisor.post(`/waiting/${id}/take`, {}),
    pass: (id: string) => advisor.post(`/waiting/${id}/pass`),
    'still-wanted': (id: string) => advisor.post(`/waiting/${id}/still-wanted`),
    leave: (id: string) => advisor.post(`/waiting/${id}/leave`, { reason: 'found-something-else' }),
  }
  for (const status of WAITING_STATUSES)
    for (const step of WAITING_STEP_NAMES) {
      if (step === 'offer') continue
      const { has, entries } = await full()
      const id = entries[0]?.id ?? ''
      if (status === 'offered' || status === 'placed') {
        await endOf(has.id)
        await runJobs()
      }
      if (status === 'placed') await doors.take(id)
      if (status === 'left') await doors.leave(id)
      t.match(await stateOf(id), { status })
      const { from, to } = WAITING_STEPS[step]
      const isOpen = (from as readonly string[]).includes(status)
      const { statusCode } = await doors[step](id)
      t.equal(statusCode, isOpen ? (step === 'take' ? 201 : 200) : 409, `${status} ${step}`)
      t.match(await stateOf(id), { status: isOpen ? to : status })
    }
  t.same(await given.rows(WRONGLY_TAKEN), [])
})

t.test('somebody takes the place while it passes on: one of the two happened', async (t) => {
  for (let round = 0; round < 5; round += 1) {
    const { has, activityId, entries } = await full([{}, {}])
    await endOf(has.id)
    await runJobs()
    const id = entries[0]?.id ?? ''
    const answers = await Promise.all([
      advisor.post(`/waiting/${id}/take`, {}),
      as(town.teamLead).post(`/waiting/${id}/pass`),
    ])
    t.equal(answers.filter(({ statusCode }) => statusCode < 300).length, 1)
    await runJobs()
    t.match(await placesOf(activityId), { taken: 1 })
  }
})

t.test('two runs of the job at once offer one place once', async (t) => {
  const { has, activityId } = await full([{}, {}, {}])
  await endOf(has.id)
  await given.rows(
    `insert into jobs (scheme_id, id, name, data, created_at, run_at)
     select scheme_id, gen_random_uuid(), name, data, created_at, run_at from jobs where name = 'offer-waiting' and done_at is null`,
  )
  await runJobs()
  t.match(
    await given.rows(
      `select status, count(*)::integer as n from waiting_entries where activity_id = '${activityId}' group by 1 order by 1`,
    ),
    [
      { status: 'offered', n: 1 },
      { status: 'waiting', n: 2 },
    ],
  )
  t.match(await placesOf(activityId), { taken: 1, placesLeft: 0 })
})

t.test('the person is told a band, the day it was made, and how', async (t) => {
  const { activityId, entries } = await full([{}, {}])
  const read = async (index: number) =>
    (await advisor.get(`/referrals/${entries[index]?.referral.id}/waiting`)).body.items[0]
  t.match(await read(0), { position: 1, estimate: { band: 'cannot-say', words: 'we cannot say' } })
  await given.rows(`update activities set capacity = 3 where id = '${activityId}'`)
  for (let made = 0; made < 2; made += 1) {
    await given.rows(`update waiting_entries set passed_on = '2100-01-01' where activity_id = '${activityId}'`)
    const { id } = await placement('ended', { activityId })
    t.ok(id)
  }
  t.match(await read(1), {
    position: 2,
    estimate: { band: 'longer-than-3-months', how: /^Number 2 in line on .*2 places came free/ },
  })
  t.match(await read(0), { estimate: { band: '1-to-3-months' } })
  const line = await advisor.get(`/activities/${activityId}/waiting`)
  t.match(line.body, { inLine: 2, items: [{ position: 1 }, { position: 2 }] })
})
