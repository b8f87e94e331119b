import t from 'tap'
import { startApp } from '../support/app.ts'

t.test('an advisor who knows the practice is suggested first, until the lead ends it', async (t) => {
  const { given, as, clock } = await startApp(t)
  const { town } = given
  const lead = as(town.teamLead)
  const { id } = await given.referral({ status: 'accepted' })
  const suggested = async () =>
    (await lead.get(`/referrals/${id}/allocation-suggestions`)).body.items.map((item: { name: string }) => item.name)
  t.same(await suggested(), ['Ada Advisor', 'Ben Advisor', 'Lena Lead'], 'nobody knows it: by load, then by name')

  const alignment = { membershipId: town.otherAdvisor.membershipId, practiceId: town.practiceId }
  const aligned = await lead.post('/advisor-alignments', alignment)
  t.match(aligned, { statusCode: 201, body: { ...alignment, fromOn: '2026-03-02', untilOn: null } })
  t.same(await suggested(), ['Ben Advisor', 'Ada Advisor', 'Lena Lead'])

  clock.forward(3)
  t.match(await lead.post('/advisor-alignments', alignment), { statusCode: 409 }, 'once is enough')
  t.match(await lead.post(`/advisor-alignments/${aligned.body.id}/end`), {
    statusCode: 200,
    body: { untilOn: '2026-03-05' },
  })
  t.same(await suggested(), ['Ada Advisor', 'Ben Advisor', 'Lena Lead'])
  t.match(await lead.post(`/advisor-alignments/${aligned.body.id}/end`), { statusCode: 404 }, 'ended already')
})

t.test('only the lead aligns, and only their own advisors with practices', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const elsewhere = await given.anotherTown()
  const lead = as(town.teamLead)
  const { membershipId } = town.advisor
  t.match(await as(town.advisor).post('/advisor-alignments', { membershipId, practiceId: town.practiceId }), {
    statusCode: 403,
  })
  for (const [membership, practice, pointer] of [
    [town.referrer.membershipId, town.practiceId, '#/membershipId'],
    [elsewhere.advisor.membershipId, town.practiceId, '#/membershipId'],
    [membershipId, town.serviceId, '#/practiceId'],
    [membershipId, elsewhere.practiceId, '#/practiceId'],
  ]) {
    t.match(await lead.post('/advisor-alignments', { membershipId: membership, practiceId: practice }), {
      statusCode: 400,
      body: { errors: [{ pointer }] },
    })
  }
  const { body } = await lead.post('/advisor-alignments', { membershipId, practiceId: town.practiceId })
  t.match(
    await as(elsewhere.teamLead).post(`/advisor-alignments/${body.id}/end`),
    { statusCode: 404 },
    'another scheme',
  )
})
