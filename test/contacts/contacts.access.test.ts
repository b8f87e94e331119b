import t from 'tap'
import { startApp } from '../support/app.ts'

const CALL = {
  way: 'telephone',
  purpose: 'first-contact',
  happened: true,
  happenedOn: '2026-03-02',
  attendance: 'attended',
}
const IF_MATCH = { headers: { 'if-match': '"1"' } }

t.test('who may do what with contacts', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const elsewhere = await given.anotherTown()
  const referral = await given.referral({ status: 'accepted' })
  const { body: contact } = await as(town.advisor).post(`/referrals/${referral.id}/contacts`, CALL)

  const members = {
    referrer: town.referrer,
    'other practice': town.otherReferrer,
    advisor: town.otherAdvisor,
    'team lead': town.teamLead,
    provider: town.provider,
    commissioner: town.commissioner,
    administrator: town.administrator,
    'another scheme': elsewhere.advisor,
  }
  const expected: Record<keyof typeof members, { list: number; record: number; amend: number; day: number }> = {
    referrer: { list: 200, record: 403, amend: 403, day: 403 },
    'other practice': { list: 404, record: 403, amend: 403, day: 403 },
    advisor: { list: 200, record: 201, amend: 200, day: 200 },
    'team lead': { list: 200, record: 201, amend: 412, day: 200 },
    provider: { list: 403, record: 403, amend: 403, day: 403 },
    commissioner: { list: 403, record: 403, amend: 403, day: 403 },
    administrator: { list: 403, record: 403, amend: 403, day: 403 },
    'another scheme': { list: 404, record: 404, amend: 404, day: 200 },
  }
  for (const [name, member] of Object.entries(members) as [keyof typeof members, typeof town.referrer][]) {
    const client = as(member)
    const list = await client.get(`/referrals/${referral.id}/contacts`)
    const record = await client.post(`/referrals/${referral.id}/contacts`, { ...CALL, purpose: 'support' })
    const amend = await client.patch(`/contacts/${contact.id}`, { note: 'Hello' }, IF_MATCH)
    const day = await client.get(`/contacts?worker=${town.advisor.membershipId}&on=2026-03-02`)
    t.same(
      { list: list.statusCode, record: record.statusCode, amend: amend.statusCode, day: day.statusCode },
      expected[name],
      name,
    )
    for (const check of ['check-in', 'check-out']) {
      const answer = await client.post(`/contacts/${contact.id}/${check}`)
      const wanted = expected[name].amend === 403 ? 403 : expected[name].amend === 404 ? 404 : undefined
      if (wanted !== undefined) t.equal(answer.statusCode, wanted, `${name}: ${check}`)
    }
  }
  const { body } = await as(elsewhere.advisor).get(`/contacts?worker=${town.advisor.membershipId}&on=2026-03-02`)
  t.same(body.items, [], 'another scheme has nothing of this worker')
})
