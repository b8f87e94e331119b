import t from 'tap'
import { startApp } from '../support/app.ts'
import { givePlacements } from './given-placements.ts'

const test = await startApp(t)
const { given, as } = test
const { town } = given
const { placement, answerToShare } = givePlacements(test)

const STEPS = {
  accept: undefined,
  decline: { reason: 'area' },
  cancel: { note: 'Offered by mistake' },
  start: {},
  complete: {},
  end: { reason: 'health' },
  attendances: { on: '2026-03-02', attended: 'yes' },
} as const

t.test('another group and another scheme reach nothing of a placement', async (t) => {
  const { id, referral } = await placement('offered')
  const elsewhere = await given.anotherTown()
  for (const member of [town.otherProvider, elsewhere.provider, elsewhere.advisor, elsewhere.teamLead]) {
    const client = as(member)
    const reach = [await client.get(`/placements/${id}`)]
    for (const [step, body] of Object.entries(STEPS)) reach.push(await client.post(`/placements/${id}/${step}`, body))
    for (const answer of reach) t.ok([403, 404].includes(answer.statusCode), `${member.name}: ${answer.statusCode}`)
    t.equal(reach[0]?.statusCode, 404)
    t.notOk((await client.get('/placements')).text.includes(id))
  }
  for (const member of [town.otherReferrer, elsewhere.referrer])
    t.same((await as(member).get(`/placements?referralId=${referral.id}`)).body.items, [], 'another practice')
  t.match((await as(town.advisor).get(`/placements/${id}`)).body, { status: 'offered' }, 'and nothing happened')
})

t.test(
  'each step is its side’s: the service alone takes back, and types in what a group without an account answered',
  async (t) => {
    const SERVICE_ONLY = ['cancel']
    const { id } = await placement('offered')
    for (const [step, body] of Object.entries(STEPS)) {
      const group = await as(town.provider).post(`/placements/${id}/${step}`, body)
      const service = await as(town.advisor).post(`/placements/${id}/${step}`, body)
      t.equal(group.statusCode === 403, SERVICE_ONLY.includes(step), `group ${step}: ${group.statusCode}`)
      t.not(service.statusCode, 403, `service ${step}`)
    }
    for (const member of [town.referrer, town.teamReferrer, town.commissioner, town.administrator]) {
      t.equal((await as(member).get(`/placements/${id}`)).statusCode, 403, member.role)
      for (const [step, body] of Object.entries(STEPS))
        t.equal((await as(member).post(`/placements/${id}/${step}`, body)).statusCode, 403, `${member.role} ${step}`)
    }
    for (const member of [town.commissioner, town.administrator])
      t.equal((await as(member).get('/placements')).statusCode, 403)
    t.equal((await test.anybody.get(`/placements/${id}`)).statusCode, 401)
  },
)

t.test('any advisor of the service works with a placement, and only the service offers one', async (t) => {
  const { id, referral, activityId } = await placement('accepted')
  t.equal((await as(town.otherAdvisor).post(`/placements/${id}/start`, {})).statusCode, 200)
  for (const member of [town.provider, town.referrer, town.commissioner, town.administrator])
    t.equal(
      (await as(member).post(`/referrals/${referral.id}/placements`, { activityId })).statusCode,
      403,
      member.role,
    )
})

t.test('a group never comes from a placement to the person or the referral', async (t) => {
  const { referral } = await placement('accepted')
  await answerToShare(referral.personId, 'given')
  const group = as(town.provider)
  for (const path of [`/people/${referral.personId}`, `/referrals/${referral.id}`])
    t.ok([403, 404].includes((await group.get(path)).statusCode), path)
  t.ok([403, 404].includes((await group.post('/people/search', { familyName: 'Thornley' })).statusCode))
})

t.test('the database keeps placements to their scheme, and lets nobody rewrite what happened', async (t) => {
  const { id } = await placement('started')
  await as(town.provider).post(`/placements/${id}/attendances`, { on: '2026-03-02', attended: 'yes' })
  const elsewhere = await given.anotherTown()
  const theirs = (await test.pools.scheme(elsewhere.schemeId)).sql
  const ours = (await test.pools.scheme(town.schemeId)).sql
  for (const table of ['activities', 'placements', 'placement_events', 'placement_attendances']) {
    t.same(await theirs`select id from ${theirs(table)}`, [], table)
    t.ok((await ours`select id from ${ours(table)}`).length > 0, table)
    // A listing that a file brought and nobody uses is taken back with the file; what anybody uses stays by its keys.
    const code = table === 'activities' ? '23503' : '42501'
    await t.rejects(ours`delete from ${ours(table)}`, { code }, `${table}: nothing is deleted`)
  }
  await t.rejects(ours`update placement_events set note = 'other'`, { code: '42501' })
  await t.rejects(ours`update placement_attendances set attended = 'no'`, { code: '42501' })
})
