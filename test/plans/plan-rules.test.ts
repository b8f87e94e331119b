import t from 'tap'
import { PlanContent, PlanDraft } from '../../src/features/plans/content.ts'
import { planAgreed } from '../../src/features/plans/letters.ts'
import { hasLine, isSamePlan, reviewDueOn, toContent, unknownLines } from '../../src/features/plans/rules.ts'
import { uuidv7 } from '../../src/platform/ids.ts'

const draft = PlanDraft.parse({
  whatMatters: 'My garden and my sister.',
  goals: [
    {
      words: 'Get out of the house on Thursdays',
      need: 'loneliness',
      proposedBy: 'person',
      agreedBy: ['person'],
      actions: [{ what: 'Ring the lunch club', owner: 'advisor', proposedBy: 'advisor' }],
    },
    { words: 'Sort the heating', proposedBy: 'carer', actions: [] },
  ],
})
const content = toContent(draft, () => uuidv7())

t.test('every line of a plan gets an id, and keeps the one it has', async (t) => {
  const again = toContent(PlanDraft.parse(content), () => 'never asked for')
  t.same(again, content)
  t.ok(isSamePlan(again, content))
  t.notOk(isSamePlan({ ...content, aGoodDay: 'A walk' }, content))
  t.notOk(isSamePlan({ ...content, goals: content.goals.toReversed() }, content), 'the order is part of it')
  t.ok(isSamePlan(PlanContent.parse(JSON.parse(JSON.stringify(content))), content))
})

t.test(
  'an id that the current plan does not have in that place, or that stands twice, is named with its place',
  async (t) => {
    const [goal, other] = content.goals
    const actionId = goal?.actions[0]?.id
    t.same(unknownLines(PlanDraft.parse(content), content), [])
    t.same(
      unknownLines(PlanDraft.parse(content), undefined).map(({ pointer }) => pointer),
      ['#/goals/0/id', '#/goals/0/actions/0/id', '#/goals/1/id'],
    )
    const twice = {
      ...draft,
      goals: [
        { ...draft.goals[0], id: other?.id },
        { ...draft.goals[1], id: other?.id },
      ],
    }
    t.same(
      unknownLines(PlanDraft.parse(twice), content).map(({ pointer }) => pointer),
      ['#/goals/1/id'],
    )
    const crossed = { ...draft, goals: [{ ...draft.goals[0], id: actionId }] }
    t.same(
      unknownLines(PlanDraft.parse(crossed), content).map(({ pointer }) => pointer),
      ['#/goals/0/id'],
      'an action is no goal',
    )
  },
)

t.test('a plan has the lines that stand in it', async (t) => {
  const [goal] = content.goals
  const actionId = goal?.actions[0]?.id ?? ''
  t.ok(hasLine(content, { goalId: goal?.id ?? '', actionId: null }))
  t.ok(hasLine(content, { goalId: null, actionId }))
  t.notOk(hasLine(content, { goalId: actionId, actionId: null }))
})

t.test('a plan is reviewed on its own day, unless that has passed when it is agreed', async (t) => {
  t.equal(reviewDueOn({ reviewOn: '2026-04-01' }, '2026-03-02', '2026-05-25'), '2026-04-01')
  t.equal(reviewDueOn({ reviewOn: '2026-03-02' }, '2026-03-02', '2026-05-25'), '2026-05-25')
  t.equal(reviewDueOn({ reviewOn: null }, '2026-03-02', '2026-05-25'), '2026-05-25')
})

t.test('the message says the goals in brief, a sensitive one not at all, and stays under the limit', async (t) => {
  const facts = {
    reference: '7KQ-2M9X',
    personName: 'Edith Thornley',
    bornOn: '1943-05-17',
    author: { name: 'Ada Advisor', role: 'Advisor', organisation: 'Community Links' },
    on: '2026-03-02',
    decision: null,
    agreedOn: '2026-03-02',
    version: 1,
    reviewOn: '2026-05-25',
  }
  const { body } = planAgreed({
    ...facts,
    goals: [
      { need: 'Loneliness or isolation', words: 'Get out on Thursdays', isSensitive: false },
      { need: 'Alcohol or drugs', words: 'Stop the whisky', isSensitive: true },
      { need: undefined, words: 'See my sister', isSensitive: false },
    ],
  })
  t.match(body, /- Loneliness or isolation: Get out on Thursdays\n- A need: .*\n- See my sister\n/)
  t.notMatch(body, /[Aa]lcohol|whisky/)
  const long = { need: 'Loneliness or isolation', words: 'x'.repeat(300), isSensitive: false }
  const full = planAgreed({ ...facts, goals: Array(12).fill(long) }).body
  t.ok(full.length <= 1_500)
  t.match(full, /Ada Advisor, Advisor, Community Links\. 2 March 2026\.$/)
})
