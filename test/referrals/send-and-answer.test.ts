import t from 'tap'
import { startApp } from '../support/app.ts'

t.test('a referral is sent, answered and heard of', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const practice = as(town.referrer)
  const advisor = as(town.advisor)

  const sent = await practice.post('/referrals', given.referralDetails())
  t.equal(sent.statusCode, 201, sent.text)
  t.match(sent.body.reference, /^[2-9A-Z]{3}-[2-9A-Z]{4}$/)
  t.equal(sent.body.nextStep, 'triage')
  t.equal(sent.body.dueOn, '2026-03-05', 'three working days after a Monday')

  const seen = await advisor.get(`/referrals/${sent.body.id}`)
  t.equal(seen.statusCode, 200, seen.text)
  t.match(seen.body, { status: 'submitted', stage: 'to-triage', person: { familyName: 'Thornley' }, overdue: false })
  t.ok(seen.body.nextSteps.includes('accept'))

  const accepted = await advisor.post(`/referrals/${sent.body.id}/accept`)
  t.equal(accepted.statusCode, 200, accepted.text)
  t.match(accepted.body, {
    status: 'accepted',
    stage: 'to-allocate',
    nextStep: { code: 'allocate' },
    dueOn: '2026-03-04',
  })

  const allocated = await advisor.post(`/referrals/${sent.body.id}/allocate`, {
    membershipId: town.advisor.membershipId,
  })
  t.equal(allocated.statusCode, 200, allocated.text)
  t.match(allocated.body, { stage: 'to-contact', ownerId: town.advisor.membershipId })

  const caseload = await advisor.get('/referrals?owner=me')
  t.equal(caseload.statusCode, 200, caseload.text)
  t.same(
    caseload.body.items.map((item: { id: string }) => item.id),
    [sent.body.id],
  )

  const told = await practice.get(`/referrals/${sent.body.id}`)
  t.match(told.body, { owner: { name: 'Ada Advisor' }, nextStep: { code: 'make-contact' } })
  t.same(
    told.body.events.map((event: { step: string }) => event.step),
    ['submit', 'accept', 'allocate'],
  )
})
