import t from 'tap'
import { referralClosed } from '../../src/features/closing/letters.ts'

const facts = {
  reference: 'K7PQ-3MTX',
  personName: 'Edith Thornley',
  bornOn: '1943-05-17',
  reason: 'The plan is completed',
  summary: 'Mrs Thornley goes to the lunch club each Tuesday and has made two friends there.',
  goals: [
    { words: 'I want to have someone to eat with', isSensitive: false, result: 'achieved' },
    { words: 'I want to take the bus again', isSensitive: false, result: 'no-longer-wanted' },
    { words: 'I want to leave him', isSensitive: true, result: 'not-achieved' },
  ],
  leftToDo: [
    { what: 'Keep going to the club', forWhom: 'person', by: null },
    { what: 'Review her inhaler technique', forWhom: 'practice', by: '2026-04-01' },
  ],
  author: { name: 'Ada Advisor', role: 'Advisor', organisation: 'Community Links' },
  on: '2026-03-02',
} as const

t.test('the practice reads why, what it is to do, each goal in the person’s words, and who says so', async (t) => {
  const { title, body } = referralClosed(facts)
  t.same(
    { title, body },
    {
      title: 'Referral K7PQ-3MTX is closed',
      body: `Edith Thornley, born 17 May 1943. Referral K7PQ-3MTX.
We have closed this referral. Reason: The plan is completed.
Mrs Thornley goes to the lunch club each Tuesday and has made two friends there.
Left for the practice: Review her inhaler technique (by 1 April 2026)
The goals in the person's words, and what came of them:
- "I want to have someone to eat with": achieved
- "I want to take the bus again": no longer wanted
- A goal that stands in the record: not achieved
Left for the person: Keep going to the club

Ada Advisor, Advisor, Community Links. 2 March 2026.`,
    },
  )
})

t.test('without a plan nothing is said of goals', async (t) => {
  t.notMatch(referralClosed({ ...facts, goals: [], leftToDo: [] }).body, /goals/)
})

t.test('a long letter is cut under 1,500 characters: what is asked of the practice and the author stay', async (t) => {
  const goals = Array.from({ length: 30 }, (_, number) => ({
    words: `I want to walk to the end of street ${number} and back without stopping`,
    isSensitive: false,
    result: 'partly' as const,
  }))
  const { body } = referralClosed({ ...facts, summary: 'She is well. '.repeat(50).trim(), goals })
  t.ok(body.length <= 1_500)
  t.match(body, 'Left for the practice: Review her inhaler technique (by 1 April 2026)')
  t.match(body, /the rest is in the record\)\n\nAda Advisor, Advisor, Community Links\. 2 March 2026\.$/)
})
