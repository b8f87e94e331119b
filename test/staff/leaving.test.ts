import t from 'tap'
import { startApp } from '../support/app.ts'
import type { Member } from '../support/town.ts'
import { untilWithinASecond } from '../support/until.ts'

const test = await startApp(t)
const { given, as } = test
const { town } = given
const administrator = as(town.administrator)
const answers = (member: Member, status: number) =>
  untilWithinASecond(async () => (await as(member).get('/me')).statusCode === status)
const end = (membershipId: string, body: object = {}, by = administrator) =>
  by.post(`/memberships/${membershipId}/end`, body)

t.test('who has open work does not leave before a colleague has it, and then at once', async (t) => {
  const leaver = town.advisor
  const successor = town.otherAdvisor
  const referral = await given.referral({ status: 'accepted', allocatedTo: leaver })
  const visit = { way: 'telephone', purpose: 'support', plannedStart: '2026-03-05T10:00:00Z' }
  const { body: contact } = await as(leaver).post(`/referrals/${referral.id}/contacts`, visit)
  const alignment = { membershipId: leaver.membershipId, practiceId: town.practiceId }
  await as(town.teamLead).post('/advisor-alignments', alignment)
  const ladder = { concernLadder: [leaver.membershipId, town.teamLead.membershipId] }
  const set = await administrator.put('/scheme/safety', ladder, { headers: { 'if-match': '"1"' } })
  t.equal(set.statusCode, 200, set.text)

  const asked = await end(leaver.membershipId)
  t.match(asked, { statusCode: 409, body: { type: '/problems/has-open-work' } })
  t.match(
    asked.body.errors.map(({ detail }: { detail: string }) => detail),
    ['1 open referral', '1 contact that is planned or has no notes yet', /tasks?|practices?/],
  )
  t.equal((await as(leaver).get('/me')).statusCode, 200, 'nothing has changed')
  t.equal((await end(leaver.membershipId, { handTo: town.provider.membershipId })).statusCode, 400)
  t.equal((await end(leaver.membershipId, { handTo: leaver.membershipId })).statusCode, 400)

  const left = await end(leaver.membershipId, { handTo: successor.membershipId })
  t.equal(left.statusCode, 204, left.text)
  t.ok(await answers(leaver, 401), 'access ended within a second')
  const { body } = await as(successor).get(`/referrals/${referral.id}`)
  t.match(body, { owner: { membershipId: successor.membershipId } })
  const rows = await given.rows<{ worker: string; note: string; aligned: string; ladder: string }>(`
    select (select worker_id from contacts where id = '${contact.id}') as worker,
      (select note from referral_events where referral_id = '${referral.id}' order by id desc limit 1) as note,
      (select membership_id from advisor_alignments where until_on is null) as aligned,
      (select settings #>> '{safety,concernLadder,0}' from scheme_settings where scheme_id = '${town.schemeId}') as ladder`)
  t.match(rows[0], {
    worker: successor.membershipId,
    note: /has left/,
    aligned: successor.membershipId,
    ladder: successor.membershipId,
  })
  t.match(await end(leaver.membershipId), { statusCode: 409, body: { type: '/problems/already-done' } })
})

t.test('a manager ends and disables their own, never another organisation’s', async (t) => {
  await administrator.put(`/memberships/${town.provider.membershipId}/manager`, { isManager: true })
  const manager = as(town.provider)
  t.equal((await end(town.otherProvider.membershipId, {}, manager)).statusCode, 404)
  t.equal((await end(town.referrer.membershipId, {}, as(town.otherReferrer))).statusCode, 404)
  t.equal((await end(town.otherAdvisor.membershipId, {}, as(town.teamLead))).statusCode, 403, 'a colleague, no manager')
})

t.test('disabled is shut out, enabled is let in, and an invitation from before opens nothing', async (t) => {
  const path = `/memberships/${town.otherReferrer.membershipId}`
  t.equal((await as(town.otherReferrer).get('/me')).statusCode, 200)
  t.equal((await administrator.post(`${path}/disable`, {})).statusCode, 204)
  t.ok(await answers(town.otherReferrer, 401))
  t.equal((await administrator.post(`${path}/disable`, {})).statusCode, 409)
  t.equal((await administrator.post(`${path}/enable`)).statusCode, 204)
  t.ok(await answers(town.otherReferrer, 200))
  t.equal((await administrator.post(`${path}/enable`)).statusCode, 409)
})

t.test('a concern is handed over by those who may read it', async (t) => {
  const concern = {
    kind: 'safeguarding',
    about: 'A neighbour',
    content: 'Bruises',
    doneNow: [],
    wishNotAskedBecause: 'nobody-named',
  }
  const { body } = await as(town.referrer).post('/concerns', concern)
  t.ok(body.id)
  await given.rows(`update concerns set responsible_id = '${town.teamLead.membershipId}' where id = '${body.id}'`)
  const refused = await end(town.teamLead.membershipId, { handTo: town.otherAdvisor.membershipId })
  t.match(refused, { statusCode: 409, body: { detail: /concerns one by one/ } })
})

t.test('the last administrator stays', async (t) => {
  t.match(await end(town.administrator.membershipId), { statusCode: 422, body: { detail: /last administrator/ } })
  t.match(await administrator.post(`/memberships/${town.administrator.membershipId}/disable`, {}), { statusCode: 422 })
})
