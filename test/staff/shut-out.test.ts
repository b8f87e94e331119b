import t from 'tap'
import { startApp, type TestApp } from '../support/app.ts'
import type { Member } from '../support/town.ts'
import { untilWithinASecond } from '../support/until.ts'

const shutOut = ({ as }: TestApp, by: Member, member: Member) =>
  as(by).post(`/memberships/${member.membershipId}/shut-out`)

async function concernOf({ as, given }: TestApp, holder: Member): Promise<string> {
  const concern = { kind: 'safeguarding', about: 'A neighbour', content: 'Bruises', doneNow: [] }
  const { body } = await as(given.town.referrer).post('/concerns', { ...concern, wishNotAskedBecause: 'nobody-named' })
  await given.rows(`update concerns set responsible_id = '${holder.membershipId}', status = 'acknowledged',
    acknowledged_at = now(), escalates_at = null where id = '${body.id}'`)
  return body.id
}

t.test('in an emergency access ends within a second, concerns climb, and the rest is a task for today', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const [lead, advisor] = [as(town.teamLead), as(town.advisor)]
  await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const concernId = await concernOf(test, town.advisor)
  t.equal((await advisor.get('/me')).statusCode, 200)
  const asked = await as(town.administrator).post(`/memberships/${town.advisor.membershipId}/disable`, {
    handTo: town.otherAdvisor.membershipId,
  })
  t.match(
    asked,
    { statusCode: 409, body: { detail: /concerns one by one/ } },
    'by the long way they would go on reading',
  )

  t.equal((await shutOut(test, town.otherAdvisor, town.advisor)).statusCode, 403, 'a colleague does not')
  t.equal((await shutOut(test, town.referrer, town.advisor)).statusCode, 404, 'nor another organisation')
  t.equal((await shutOut(test, town.teamLead, town.teamLead)).statusCode, 403, 'nor anybody themselves')
  const done = await shutOut(test, town.teamLead, town.advisor)
  t.equal(done.statusCode, 204, done.text)
  t.ok(await untilWithinASecond(async () => (await advisor.get('/me')).statusCode === 401))
  t.equal((await shutOut(test, town.teamLead, town.advisor)).statusCode, 409)

  const [concern] = await given.rows<{ whose: string | null; status: string; climbs: Date | null }>(
    `select responsible_id as whose, status, escalates_at as climbs from concerns where id = '${concernId}'`,
  )
  t.not(concern?.whose, town.advisor.membershipId, 'somebody else is asked')
  t.equal(concern?.status, 'open')
  t.ok(concern?.climbs, 'by its clock')

  const { items } = (await lead.get('/tasks')).body
  t.match(
    items.find(({ kind }: { kind: string }) => kind === 'hand-over-work'),
    { subjectId: town.advisor.membershipId, dueOn: '2026-03-02' },
  )
  const path = `/memberships/${town.advisor.membershipId}`
  t.match((await lead.get(`${path}/open-work`)).body.items, ['1 open referral'], 'said in words')
  t.equal((await as(town.otherAdvisor).get(`${path}/open-work`)).statusCode, 403)

  const handTo = town.otherAdvisor.membershipId
  t.equal((await as(town.administrator).post(`${path}/disable`, { handTo })).statusCode, 204, 'now somebody takes it')
  const left = (await lead.get('/tasks')).body.items
  t.notOk(left.some(({ kind }: { kind: string }) => kind === 'hand-over-work'))
  t.same((await lead.get(`${path}/open-work`)).body.items, [])
})

t.test('what a leaver began and did not send, and a visit they are at, are a colleague’s', async (t) => {
  const test = await startApp(t)
  const { given, as } = test
  const { town } = given
  const administrator = as(town.administrator)
  const draft = await given.referral({ status: 'draft' })
  const { id } = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const times = { plannedStart: '2026-03-02T10:00:00Z', plannedEnd: '2026-03-02T11:00:00Z' }
  const visit = { way: 'home-visit', purpose: 'support', ...times }
  const { body: contact } = await as(town.advisor).post(`/referrals/${id}/contacts`, visit)
  t.equal((await as(town.advisor).post(`/contacts/${contact.id}/check-in`)).statusCode, 200)

  const leaver = town.referrer
  const [colleague] = await given.rows<{ id: string }>(`
    insert into memberships (scheme_id, id, account_id, organisation_id, role, name, created_at)
    select scheme_id, gen_random_uuid(), '${town.commissioner.accountId}', organisation_id, role, 'Nora New', now()
    from memberships where id = '${leaver.membershipId}' returning id`)
  const handTo = colleague?.id ?? ''
  const path = `/memberships/${leaver.membershipId}/end`
  t.match((await administrator.post(path, {})).body.errors, [{ detail: '1 referral that is not sent yet' }])
  t.equal((await administrator.post(path, { handTo })).statusCode, 204)
  const [row] = await given.rows(`select created_by_id as by from referrals where id = '${draft.id}'`)
  t.same(row, { by: handTo })

  const other = town.otherAdvisor.membershipId
  const end = await administrator.post(`/memberships/${town.advisor.membershipId}/end`, { handTo: other })
  t.equal(end.statusCode, 204, end.text)
  const [at] = await given.rows(`select worker_id as worker from contacts where id = '${contact.id}'`)
  t.same(at, { worker: other }, 'somebody writes down how it went')
})
