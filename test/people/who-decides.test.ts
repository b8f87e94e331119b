import t from 'tap'
import { startApp } from '../support/app.ts'

const CAPACITY = {
  assessedBy: 'Dr Hill, her GP',
  assessedOn: '2026-03-01',
  howHelped: 'In the morning, with pictures, with her sister beside her; asked twice',
}
const ATTORNEY = {
  by: 'attorney',
  capacity: CAPACITY,
  name: 'Ruth Thornley',
  documentSeenBy: 'Ada Advisor',
  documentSeenOn: '2026-03-02',
}
const BEST_INTERESTS = {
  by: 'best-interests',
  capacity: CAPACITY,
  name: 'Ada Advisor, with Dr Hill',
  consulted: 'Her sister; an advocate of the council',
}
const GOAL = { words: 'I want to sing again', proposedBy: 'person', agreedBy: ['person'] }
const FIRST = { headers: { 'if-none-match': '*' } }

t.test('somebody with dementia: an attorney whose document was seen agrees the plan', async (t) => {
  const { given, as, logged } = await startApp(t)
  const { town } = given
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const advisor = as(town.advisor)
  const plan = `/referrals/${referral.id}/plan`
  await advisor.put(plan, { goals: [GOAL] }, FIRST)
  const agreed = await advisor.post(`${plan}/agreements`, {
    version: 1,
    how: 'in-person',
    on: '2026-03-02',
    decision: ATTORNEY,
  })
  t.match(
    agreed,
    { statusCode: 201, body: { agreement: { decision: { by: 'attorney', name: 'Ruth Thornley', consulted: null } } } },
    agreed.text,
  )
  t.match(
    (await as(town.referrer).get(plan)).body.agreement.decision,
    { capacity: CAPACITY, documentSeenBy: 'Ada Advisor' },
    'the practice reads on what ground',
  )
  const [letter] = (await as(town.referrer).get('/messages')).body.items
  t.match(letter.body, /The person's attorney for health and welfare agreed the plan on 2 March 2026/)
  t.notMatch(letter.body, /Ruth/, 'the name stays in the record')
  t.notMatch(logged(), /Ruth|with pictures/)
})

t.test('without an attorney it is decided in their best interests, with whoever knows them', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const consent = { answer: 'given', how: 'in-person', on: '2026-03-02', decision: BEST_INTERESTS }
  const made = await as(town.referrer).post('/referrals', given.referralDetails({ consent }))
  t.equal(made.statusCode, 201, made.text)
  const { body: person } = await as(town.advisor).get(`/people/${made.body.personId}`)
  t.match(person.consents, [
    {
      purpose: 'refer',
      answer: 'given',
      decision: { by: 'best-interests', consulted: /advocate/, documentSeenOn: null },
    },
  ])

  const share = { purpose: 'share', answer: 'given', how: 'in-person', on: '2026-03-02' }
  const path = `/people/${made.body.personId}/consents`
  t.match(await as(town.advisor).post(path, { ...share, decision: BEST_INTERESTS }), {
    statusCode: 201,
    body: { decision: { by: 'best-interests' } },
  })
  t.match(
    await as(town.advisor).post(path, share),
    { statusCode: 201, body: { decision: null } },
    'another decision is the person’s own again',
  )
})

t.test('next of kin cannot agree for somebody', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const advisor = as(town.advisor)
  await advisor.put(`/referrals/${referral.id}/plan`, { goals: [GOAL] }, FIRST)
  const ask = (decision: object) =>
    advisor.post(`/referrals/${referral.id}/plan/agreements`, {
      version: 1,
      how: 'in-person',
      on: '2026-03-02',
      decision,
    })
  t.match(await ask({ by: 'next-of-kin', name: 'Her son' }), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/decision/by', detail: /Next of kin cannot agree/ }] },
  })
  const without = (part: string, decision: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(decision).filter(([key]) => key !== part))
  for (const part of ['capacity', 'name', 'documentSeenBy', 'documentSeenOn'])
    t.match(
      await ask(without(part, ATTORNEY)),
      { statusCode: 400, body: { errors: [{ pointer: `#/decision/${part}` }] } },
      `an attorney without ${part}`,
    )
  t.match(await ask(without('consulted', BEST_INTERESTS)), { statusCode: 400 }, 'nobody was consulted')
  t.match(
    await ask({ ...ATTORNEY, documentSeenOn: '2026-03-03' }),
    { statusCode: 400, body: { errors: [{ pointer: '#/decision/documentSeenOn' }] } },
    'a document that will be seen',
  )
  t.match(await ask({ ...BEST_INTERESTS, capacity: { ...CAPACITY, assessedOn: '2026-03-03' } }), {
    statusCode: 400,
    body: { errors: [{ pointer: '#/decision/capacity/assessedOn' }] },
  })
  t.equal((await advisor.get(`/referrals/${referral.id}/plan`)).body.agreement, null, 'nothing of it was kept')
})

t.test('how somebody feels, nobody answers for them, whoever decides', async (t) => {
  const { given, as } = await startApp(t)
  const { town } = given
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const answers = { satisfied: 5, worthwhile: 5, happy: 5, anxious: 5 }
  const proxy = { instrument: 'ons4', mode: 'face-to-face', respondent: 'proxy', on: '2026-03-02', answers }
  t.match(await as(town.advisor).post(`/referrals/${referral.id}/measurements`, proxy), { statusCode: 422 })
})
