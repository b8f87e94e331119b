import t from 'tap'
import { startApp } from '../support/app.ts'
import { givePlacements } from './given-placements.ts'
import { WRONGLY_TAKEN } from './places-taken.ts'

const test = await startApp(t)
const { given, as, runJobs } = test
const { town } = given
const { activity, placement } = givePlacements(test)
const advisor = as(town.advisor)
const group = as(town.provider)
const FIRST = { headers: { 'if-match': '"1"' } }

/** Tuesdays, of which 10 March is one. */
const TUESDAYS = JSON.stringify([
  { startsOn: '2026-01-06', startsAt: '10:00', endsAt: '12:00', rule: 'FREQ=WEEKLY;BYDAY=TU', exceptOn: [] },
])
const accepted = () => given.referral({ status: 'accepted' })

async function bySession(capacity: number): Promise<string> {
  const activityId = await activity({ capacity })
  await given.rows(
    `update activities set capacity_level = 'session', schedule = '${TUESDAYS}'::jsonb where id = '${activityId}'`,
  )
  return activityId
}

async function byCohort(capacity: number): Promise<{ activityId: string; cohortId: string }> {
  const activityId = await activity({ capacity: 0 })
  await given.rows(`update activities set capacity_level = 'cohort' where id = '${activityId}'`)
  const [row] = (await given.rows(
    `insert into activity_cohorts (scheme_id, id, activity_id, name, starts_on, weeks, capacity)
     values ('${town.schemeId}', gen_random_uuid(), '${activityId}', 'Spring', '2026-04-07', 6, ${capacity}) returning id`,
  )) as { id: string }[]
  return { activityId, cohortId: row?.id ?? '' }
}

async function offerAll(n: number, offer: object) {
  const referrals = []
  for (let made = 0; made < n; made += 1) referrals.push(await accepted())
  return Promise.all(referrals.map(({ id }) => advisor.post(`/referrals/${id}/placements`, offer)))
}
const statusesOf = (answers: { statusCode: number }[]) => answers.map(({ statusCode }) => statusCode).sort()

t.test('50 people are offered the last place of a session at once: one has it', async (t) => {
  const activityId = await bySession(1)
  t.same(statusesOf(await offerAll(50, { activityId, sessionOn: '2026-03-10' })), [201, ...Array(49).fill(409)])
  t.same(statusesOf(await offerAll(1, { activityId, sessionOn: '2026-03-17' })), [201], 'the next one has its own')
  t.same(await given.rows(WRONGLY_TAKEN), [])
})

t.test('50 people are offered the last place of a run at once: one has it', async (t) => {
  const { activityId, cohortId } = await byCohort(1)
  const answers = await offerAll(50, { activityId, cohortId })
  t.same(statusesOf(answers), [201, ...Array(49).fill(409)])
  t.same(await given.rows(WRONGLY_TAKEN), [])
  const { id } = answers.find(({ statusCode }) => statusCode === 201)?.body ?? {}
  t.match((await advisor.get(`/placements/${id}`)).body, { place: { run: 'Spring', sessionOn: null } })
  await advisor.post(`/placements/${id}/cancel`, { note: 'By mistake' })
  t.same(statusesOf(await offerAll(2, { activityId, cohortId })), [201, 409], 'what is given back is one place')
  t.same(await given.rows(WRONGLY_TAKEN), [])
})

t.test('a place is named as the activity counts them, on a day it is held', async (t) => {
  const sessions = await bySession(1)
  const { activityId, cohortId } = await byCohort(1)
  const offer = async (body: object) => (await offerAll(1, body))[0]
  const says = (pointer: string) => ({ statusCode: 400, body: { errors: [{ pointer }] } })
  t.match(await offer({ activityId: sessions }), says('#/sessionOn'))
  t.match(await offer({ activityId: sessions, sessionOn: '2026-03-11' }), says('#/sessionOn'))
  t.match(await offer({ activityId: sessions, sessionOn: '2026-02-24' }), says('#/sessionOn'))
  t.match(await offer({ activityId }), says('#/cohortId'))
  t.match(await offer({ activityId: await activity(), cohortId }), says('#/cohortId'))
  t.match(await offer({ activityId, cohortId: '01900000-0000-7000-8000-000000000000' }), says('#/cohortId'))
  t.match(await offer({ activityId, cohortId: (await byCohort(1)).cohortId }), says('#/cohortId'))
  t.match(await offer({ activityId: await activity(), sessionOn: '2026-03-10' }), says('#/sessionOn'))
})

t.test('the capacity of each session is not lowered below what one of them has, also at the same moment', async (t) => {
  const activityId = await bySession(2)
  await offerAll(2, { activityId, sessionOn: '2026-03-10' })
  const lower = (id: string, capacity: number) => group.patch(`/activities/${id}`, { capacity }, FIRST)
  t.match(await lower(activityId, 1), {
    statusCode: 422,
    body: { detail: '2 places are taken: the capacity cannot be lower' },
  })
  const second = { headers: { 'if-match': '"2"' } }
  t.equal(
    (await group.patch(`/activities/${activityId}`, { capacityLevel: 'activity', capacity: 1 }, FIRST)).statusCode,
    200,
  )
  t.match(await group.patch(`/activities/${activityId}`, { capacityLevel: 'session' }, second), {
    statusCode: 422,
    body: { detail: '2 places are taken: the capacity cannot be lower' },
  })
  for (let round = 0; round < 5; round += 1) {
    const racing = await bySession(1)
    const referral = await accepted()
    const [lowered, offered] = await Promise.all([
      lower(racing, 0),
      advisor.post(`/referrals/${referral.id}/placements`, { activityId: racing, sessionOn: '2026-03-10' }),
    ])
    t.ok(
      ['200 409', '422 201'].includes(`${lowered.statusCode} ${offered.statusCode}`),
      `${lowered.statusCode} ${offered.statusCode}`,
    )
  }
})

t.test('a group that talks first counts nothing, and gives nothing back', async (t) => {
  const activityId = await activity({ capacity: 0 })
  await given.rows(`update activities set places_mode = 'talk-first' where id = '${activityId}'`)
  const { id } = await placement('offered', { activityId })
  t.match((await advisor.get(`/activities/${activityId}`)).body, { taken: 0 })
  await given.rows(`update activities set places_mode = 'counted', capacity = 1 where id = '${activityId}'`)
  t.equal((await group.post(`/placements/${id}/decline`, { reason: 'full' })).statusCode, 200)
  t.match((await advisor.get(`/activities/${activityId}`)).body, { taken: 0 })
})

t.test('whoever waits for a session is offered the one that came free, and answers before it', async (t) => {
  const activityId = await bySession(1)
  const held = []
  for (const sessionOn of ['2026-03-03', '2026-03-10', '2026-03-17', '2026-03-24', '2026-03-30'].slice(0, 4))
    held.push((await offerAll(1, { activityId, sessionOn }))[0]?.body.id)
  await given.rows(
    `update activities set schedule = jsonb_set(schedule, '{0,exceptOn}', '["2026-03-31"]') where id = '${activityId}'`,
  )
  const { body: entry, statusCode } = await advisor.post(`/referrals/${(await accepted()).id}/waiting`, { activityId })
  t.equal(statusCode, 201)
  await group.post(`/placements/${held[1]}/decline`, { reason: 'full' })
  await runJobs()
  const [row] = await given.rows(
    `select status, answer_by::text, session_on::text from waiting_entries where id = '${entry.id}'`,
  )
  t.match(row, { status: 'offered', answer_by: '2026-03-09', session_on: '2026-03-10' })
  const { body: placed } = await advisor.post(`/waiting/${entry.id}/take`, {})
  t.match((await advisor.get(`/placements/${placed.id}`)).body, { place: { sessionOn: '2026-03-10' } })
  t.same(await given.rows(WRONGLY_TAKEN), [])
})

t.test('an offer is refused for who does not fit, in words, and for what nobody confirmed', async (t) => {
  const referral = await given.referral({ status: 'accepted', person: given.personDetails({ bornOn: '1950-03-03' }) })
  const offer = (activityId: string) => advisor.post(`/referrals/${referral.id}/placements`, { activityId })
  const young = await activity()
  await given.rows(`update activities set maximum_age = 30 where id = '${young}'`)
  t.match(await offer(young), { statusCode: 422, body: { detail: 'It is for people up to 30' } })
  const hidden = await activity()
  await given.rows(`update activities set hidden_at = now() where id = '${hidden}'`)
  t.match(await offer(hidden), { statusCode: 422, body: { detail: /confirmed/ } })
})

t.test('why a group says no for safety is the service’s to read, and nobody else’s', async (t) => {
  const referral = await given.referral({ status: 'accepted' })
  const { id } = await placement('offered', { referral })
  const note = 'He shouted at our cook last year'
  t.equal((await group.post(`/placements/${id}/decline`, { reason: 'safety', note })).statusCode, 200)
  t.match((await advisor.get(`/placements/${id}`)).body, {
    endReason: 'safety',
    events: [{}, { reason: 'safety', note }],
  })
  const referrer = as(town.referrer)
  for (const path of [
    `/placements?referralId=${referral.id}`,
    `/referrals/${referral.id}`,
    `/referrals/${referral.id}/history`,
    `/referrals/${referral.id}/plan`,
    `/people/${referral.personId}`,
    '/messages',
    '/tasks',
  ]) {
    const { text } = await referrer.get(path)
    t.notOk(/shouted|"safety"/.test(text), path)
  }
  await runJobs()
  t.same(await given.rows(`select id from messages where body ilike '%shouted%' or body ilike '%safety%'`), [])
  t.notOk((await group.get(`/placements/${id}`)).text.includes('shouted'), 'nor does the group read it in what is over')
})
