import t from 'tap'
import { startApp } from '../support/app.ts'

const PLAN = { goals: [{ words: 'Get out on Thursdays', proposedBy: 'person' }] }

t.test('who may do what with plans', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const elsewhere = await given.anotherTown()
  const referral = await given.referral({ status: 'accepted' })
  const path = `/referrals/${referral.id}/plan`
  const { body: plan } = await as(town.advisor).put(path, PLAN, { headers: { 'if-none-match': '*' } })
  const objection = { goalId: plan.goals[0].id, reason: 'Too soon' }
  const { body: raised } = await as(town.referrer).post(`${path}/objections`, objection)

  const members = {
    referrer: town.referrer,
    'other practice': town.otherReferrer,
    'a team that did not refer': town.teamReferrer,
    provider: town.provider,
    commissioner: town.commissioner,
    administrator: town.administrator,
    'another scheme': elsewhere.advisor,
    'a practice of another scheme': elsewhere.referrer,
    advisor: town.otherAdvisor,
  }
  type Expected = { read: number; versions: number; write: number; agree: number; object: number; answer: number }
  const none = { read: 403, versions: 403, write: 403, agree: 403, object: 403, answer: 403 }
  const unknownReferrer = { read: 404, versions: 404, write: 403, agree: 403, object: 404, answer: 403 }
  const expected: Record<keyof typeof members, Expected> = {
    referrer: { read: 200, versions: 200, write: 403, agree: 403, object: 201, answer: 403 },
    'other practice': unknownReferrer,
    'a team that did not refer': unknownReferrer,
    provider: none,
    commissioner: none,
    administrator: none,
    'another scheme': { read: 404, versions: 404, write: 404, agree: 404, object: 403, answer: 404 },
    'a practice of another scheme': unknownReferrer,
    advisor: { read: 200, versions: 200, write: 200, agree: 201, object: 403, answer: 200 },
  }
  for (const [name, member] of Object.entries(members) as [keyof typeof members, typeof town.referrer][]) {
    const client = as(member)
    const answers = {
      read: await client.get(path),
      versions: await client.get(`${path}/versions`),
      write: await client.put(path, { goals: plan.goals }, { headers: { 'if-match': '"1"' } }),
      agree: await client.post(`${path}/agreements`, { version: 1, how: 'on-paper', on: '2026-03-02' }),
      object: await client.post(`${path}/objections`, objection),
      answer: await client.post(`/plan-objections/${raised.id}/answer`, { answer: 'talked', note: 'We did' }),
    }
    const codes = Object.fromEntries(Object.entries(answers).map(([door, { statusCode }]) => [door, statusCode]))
    t.same(codes, expected[name], name)
  }
})

t.test('a case-management team reads the plan of whom it referred, and may object', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const referral = await given.referral({ by: town.teamReferrer, practiceId: town.practiceId, status: 'accepted' })
  const path = `/referrals/${referral.id}/plan`
  const { body: plan } = await as(town.advisor).put(path, PLAN, { headers: { 'if-none-match': '*' } })
  for (const member of [town.teamReferrer, town.referrer]) {
    t.equal((await as(member).get(path)).statusCode, 200, member.name)
    const answer = await as(member).post(`${path}/objections`, { goalId: plan.goals[0].id, reason: 'Too soon' })
    t.equal(answer.statusCode, 201, member.name)
  }
})
