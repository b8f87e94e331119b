import t from 'tap'
import { startApp, type TestApp } from '../support/app.ts'

const FIRST = { headers: { 'if-none-match': '*' } }
const over = (version: number) => ({ headers: { 'if-match': `"${version}"` } })

const PLAN = {
  whatMatters: 'My garden and my sister.',
  aGoodDay: 'Somebody to have dinner with.',
  goals: [
    {
      words: 'Get out of the house on Thursdays',
      need: 'loneliness',
      proposedBy: 'person',
      agreedBy: ['person', 'advisor'],
      actions: [
        {
          what: 'Ring the lunch club',
          owner: 'advisor',
          byOn: '2026-03-10',
          proposedBy: 'advisor',
          agreedBy: ['person'],
        },
      ],
    },
    { words: 'Cut down on the whisky', need: 'alcohol-drugs', proposedBy: 'person' },
  ],
}

type Line = { id: string }
type Plan = typeof PLAN & { version: number; goals: (Line & { actions: Line[] })[] }

/** What of an answered plan is written back. */
const draftOf = ({ whatMatters, aGoodDay, goals }: Plan) => ({ whatMatters, aGoodDay, goals })

async function accepted({ given, as }: TestApp) {
  const { town } = given
  const referral = await given.referral({ status: 'accepted', allocatedTo: town.advisor })
  const advisor = as(town.advisor)
  return {
    town,
    referral,
    advisor,
    practice: as(town.referrer),
    path: `/referrals/${referral.id}/plan`,
    read: () => advisor.get(`/referrals/${referral.id}`),
  }
}

async function planned(app: TestApp) {
  const around = await accepted(app)
  const answer = await around.advisor.put(around.path, PLAN, FIRST)
  if (answer.statusCode !== 200) throw new Error(answer.text)
  return { ...around, plan: answer.body as Plan }
}

const agreement = (version: number, on = '2026-03-02') => ({ version, how: 'in-person', on })

t.test('a plan is written, agreed by the person, and heard of', async (t) => {
  const app = await startApp(t)
  const { advisor, practice, referral, path, read } = await accepted(app)
  t.equal((await advisor.get(path)).statusCode, 404, 'there is none yet')

  const written = await advisor.put(path, PLAN, FIRST)
  t.equal(written.statusCode, 200, written.text)
  t.equal(written.headers.etag, '"1"')
  t.match(written.body, {
    ...PLAN,
    version: 1,
    agreedVersion: null,
    agreement: null,
    writtenBy: 'Ada Advisor',
    reviewOn: null,
  })
  t.equal((await read()).body.planAgreedAt, null)

  await advisor.post(`/referrals/${referral.id}/contacts`, {
    way: 'home-visit',
    purpose: 'assessment',
    happened: true,
    happenedOn: '2026-03-02',
    attendance: 'attended',
  })
  const agreed = await advisor.post(`${path}/agreements`, { ...agreement(1), how: 'by-phone-read-aloud' })
  t.equal(agreed.statusCode, 201, agreed.text)
  t.match(agreed.body, {
    agreedVersion: 1,
    agreement: { how: 'by-phone-read-aloud', on: '2026-03-02', recordedBy: 'Ada Advisor' },
  })
  t.match((await read()).body, {
    stage: 'active',
    planAgreedAt: app.clock.now().toISOString(),
    reviewDueOn: '2026-05-25',
    nextStep: { code: 'review' },
    dueOn: '2026-05-25',
  })
  t.equal((await advisor.post(`${path}/agreements`, agreement(1))).statusCode, 409, 'agreed once')

  const inbox = await practice.get(`/messages?subjectId=${referral.id}`)
  const message = inbox.body.items.find(({ kind }: { kind: string }) => kind === 'plan-agreed')
  t.match(message.body, /- Loneliness or isolation: Get out of the house on Thursdays/)
  t.notMatch(message.body, /whisky|Alcohol/, 'a sensitive need stays in the record')

  const seen = await practice.get(path)
  t.match(seen.body, { whatMatters: PLAN.whatMatters, agreedVersion: 1, goals: [{ words: PLAN.goals[0]?.words }, {}] })
})

t.test('a changed plan is a new version that the person has not agreed to; the referral goes on', async (t) => {
  const app = await startApp(t)
  const { advisor, path, plan, read } = await planned(app)
  await advisor.post(`${path}/agreements`, agreement(1))
  const before = (await read()).body

  const [goal, whisky] = plan.goals
  const changed = {
    ...draftOf(plan),
    reviewOn: '2026-04-20',
    goals: [goal, { words: 'See my sister', proposedBy: 'carer' }],
  }
  const second = await advisor.put(path, changed, over(1))
  t.equal(second.statusCode, 200, second.text)
  t.match(second.body, { version: 2, agreedVersion: 1, agreement: null })
  t.equal(second.body.goals[0].id, goal?.id, 'ids are stable')
  t.equal(second.body.goals[0].actions[0].id, goal?.actions[0]?.id)
  t.equal((await read()).body.stage, before.stage)

  const stale = await advisor.post(`${path}/agreements`, agreement(1))
  t.equal(stale.statusCode, 412, 'the person was shown an old version')
  await advisor.post(`${path}/agreements`, agreement(2))
  const after = (await read()).body
  t.equal(after.planAgreedAt, before.planAgreedAt, 'the first agreement is the milestone')
  t.equal(after.reviewDueOn, '2026-04-20', 'the plan names its day')

  const old = await advisor.get(`${path}?version=1`)
  t.match(old.body, { version: 1, agreedVersion: 2, agreement: { version: 1 }, goals: [{}, { id: whisky?.id }] })
  t.equal((await advisor.get(`${path}?version=3`)).statusCode, 404)
  const versions = await advisor.get(`${path}/versions?limit=1`)
  t.match(versions.body.items, [{ version: 2, writtenBy: 'Ada Advisor', agreedOn: '2026-03-02' }])
  const rest = await advisor.get(`${path}/versions?limit=1&after=${versions.body.next}`)
  t.match(rest.body, { items: [{ version: 1 }], next: null })

  const goals = await app.given.rows<{ words: string; first_version: number; removed_in_version: number | null }>(
    'select words, first_version, removed_in_version from plan_goals order by first_version, id',
  )
  t.same(
    goals.map((row) => [row.words, row.first_version, row.removed_in_version]),
    [
      ['Get out of the house on Thursdays', 1, null],
      ['Cut down on the whisky', 1, 2],
      ['See my sister', 2, null],
    ],
    'each goal is kept, with where it came and went',
  )
})

t.test('the same plan again is no new version', async (t) => {
  const { advisor, path, plan } = await planned(await startApp(t))
  await advisor.post(`${path}/agreements`, agreement(1))
  t.match((await advisor.put(path, draftOf(plan), over(1))).body, { version: 1, agreedVersion: 1 })
})

t.test('a plan is written over the version that was read', async (t) => {
  const { advisor, path, plan } = await planned(await startApp(t))
  const changed = { ...draftOf(plan), aGoodDay: 'A walk.' }
  t.equal((await advisor.put(path, changed)).statusCode, 428)
  t.equal((await advisor.put(path, PLAN, FIRST)).statusCode, 412, 'there is one')
  t.equal((await advisor.put(path, changed, over(2))).statusCode, 412)
  t.equal((await advisor.put(path, changed, { headers: { 'if-none-match': '"1"' } })).statusCode, 400)
  const answers = await Promise.all(
    [1, 2].map((n) => advisor.put(path, { ...changed, aGoodDay: `A walk of ${n} miles.` }, over(1))),
  )
  t.same(answers.map(({ statusCode }) => statusCode).sort(), [200, 412], 'of two writers one wins')
})

t.test('two first plans at once: one wins', async (t) => {
  const app = await startApp(t)
  const { town, path } = await accepted(app)
  const answers = await Promise.all(
    [town.advisor, town.teamLead].map((member) => app.as(member).put(path, PLAN, FIRST)),
  )
  t.same(answers.map(({ statusCode }) => statusCode).sort(), [200, 412])
})

t.test('what does not fit is refused where it stands', async (t) => {
  const app = await startApp(t)
  const { advisor, path, plan } = await planned(app)
  const [goal] = plan.goals
  const stranger = '01890000-0000-7000-8000-000000000000'
  const cases: [object, string][] = [
    [{ ...draftOf(plan), goals: [{ ...goal, id: stranger }] }, '#/goals/0/id'],
    [
      { ...draftOf(plan), goals: [{ ...goal, actions: [{ ...goal?.actions[0], id: stranger }] }] },
      '#/goals/0/actions/0/id',
    ],
    [{ ...draftOf(plan), goals: [{ ...goal, need: 'not-a-need' }] }, '#/goals/0/need'],
    [{ ...draftOf(plan), reviewOn: '2026-03-02' }, '#/reviewOn'],
    [{ ...draftOf(plan), goals: [{ ...goal, words: '' }] }, '#/goals/0/words'],
  ]
  for (const [draft, pointer] of cases) {
    const answer = await advisor.put(path, draft, over(1))
    t.equal(answer.statusCode, 400, answer.text)
    t.equal(answer.body.errors[0].pointer, pointer)
  }
  t.equal((await advisor.post(`${path}/agreements`, agreement(1, '2026-03-03'))).body.errors[0].pointer, '#/on')
  t.equal((await advisor.post(`${path}/agreements`, agreement(1, '2026-03-01'))).body.errors[0].pointer, '#/on')
})

t.test('a plan without a goal can be written, and not be agreed', async (t) => {
  const { advisor, path } = await accepted(await startApp(t))
  t.equal((await advisor.put(path, { goals: [] }, FIRST)).statusCode, 200)
  t.equal((await advisor.post(`${path}/agreements`, agreement(1))).statusCode, 422)
})

t.test('the practice objects to a line, the service owes an answer, and nothing waits for it', async (t) => {
  const app = await startApp(t)
  const { town, advisor, practice, referral, path, plan } = await planned(app)
  const [goal] = plan.goals
  const actionId = goal?.actions[0]?.id

  const raised = await practice.post(`${path}/objections`, { actionId, reason: 'She must not eat lunch late.' })
  t.equal(raised.statusCode, 201, raised.text)
  t.match(raised.body, {
    goalId: null,
    actionId,
    dueOn: '2026-03-09',
    answer: null,
    raisedBy: { name: 'Rina Referrer' },
  })
  const both = await practice.post(`${path}/objections`, { goalId: goal?.id, actionId, reason: 'Both' })
  t.equal(both.statusCode, 400, 'one line at a time')
  const unknown = await practice.post(`${path}/objections`, { goalId: actionId, reason: 'No such goal' })
  t.equal(unknown.body.errors[0].pointer, '#/goalId')

  const { body: tasks } = await advisor.get('/tasks?mine=true')
  t.match(tasks.items, [
    { kind: 'answer-objection', subjectKind: 'plan-objection', subjectId: raised.body.id, dueOn: '2026-03-09' },
  ])
  t.equal(tasks.items[0].membershipId, town.advisor.membershipId, 'it is the owner who answers')
  t.equal((await advisor.post(`${path}/agreements`, agreement(1))).statusCode, 201, 'the person agrees meanwhile')

  app.clock.set('2026-03-10T09:00:00Z')
  for (const client of [practice, advisor])
    t.match((await client.get(path)).body.objections, [{ actionId, answer: null, overdue: true }], 'both sides see it')

  const answers = await Promise.all(
    [advisor, app.as(town.teamLead)].map((client) =>
      client.post(`/plan-objections/${raised.body.id}/answer`, {
        answer: 'person-wants-it',
        note: 'She eats early on that day.',
      }),
    ),
  )
  t.same(answers.map(({ statusCode }) => statusCode).sort(), [200, 409], 'answered once')
  t.same((await advisor.get('/tasks')).body.items, [])
  t.match((await practice.get(path)).body.objections, [{ answer: 'person-wants-it', overdue: false }])
  const inbox = await practice.get(`/messages?subjectId=${referral.id}`)
  const heard = inbox.body.items.filter(({ kind }: { kind: string }) => kind === 'objection-answered')
  t.equal(heard.length, 1)
  t.match(heard[0].body, /The person wants it as it is.*She eats early/s)
})

t.test('the same request twice is one agreement and one objection', async (t) => {
  const { advisor, practice, path, plan } = await planned(await startApp(t))
  const key = { headers: { 'idempotency-key': 'once' } }
  const one = await advisor.post(`${path}/agreements`, agreement(1), key)
  const again = await advisor.post(`${path}/agreements`, agreement(1), key)
  t.same([again.statusCode, again.body], [201, one.body])
  const objection = { goalId: plan.goals[0]?.id, reason: 'Not yet' }
  const raised = await practice.post(`${path}/objections`, objection, key)
  t.same((await practice.post(`${path}/objections`, objection, key)).body, raised.body)
  t.equal((await practice.get(path)).body.objections.length, 1)
})

t.test('in any other state than accepted a plan is not open, on hold it is', async (t) => {
  const app = await startApp(t)
  const { given, as } = app
  const { advisor, practice, referral, path, plan } = await planned(app)
  await advisor.post(`/referrals/${referral.id}/hold`, { reason: 'in-hospital', until: '2026-03-20' })
  t.equal((await advisor.post(`${path}/agreements`, agreement(1))).statusCode, 201)
  for (const status of ['submitted', 'returned', 'declined', 'withdrawn', 'entered-in-error'] as const) {
    const { id } = await given.referral({ status })
    t.equal((await as(given.town.advisor).put(`/referrals/${id}/plan`, PLAN, FIRST)).statusCode, 409, status)
  }
  await practice.post(`/referrals/${referral.id}/withdraw`, { reason: 'moved' })
  t.equal((await advisor.put(path, draftOf(plan), over(1))).statusCode, 409)
  t.equal((await practice.post(`${path}/objections`, { goalId: plan.goals[0]?.id, reason: 'Late' })).statusCode, 409)
  t.equal((await practice.get(path)).statusCode, 200, 'it can still be read')
})

t.test('reading a plan is recorded', async (t) => {
  const app = await startApp(t)
  const { practice, path, referral } = await planned(app)
  await practice.get(path)
  const [row] = await app.given.rows<{ person_id: string; subject_id: string }>(
    "select person_id, subject_id from audit_tail where action = 'plan.read'",
  )
  t.same(row, { person_id: referral.personId, subject_id: referral.id })
})
