import t from 'tap'
import { ALL_REFERRAL_STEPS, takeStep } from '../../src/features/referrals/lifecycle.ts'
import { OUTSIDE_NEWS, OUTSIDE_NEWS_OF } from '../../src/features/referrals/outside.ts'
import { startApp } from '../support/app.ts'
import { sendReadBack } from '../support/given.ts'

const test = await startApp(t)
const { given, as } = test
const { town } = given
const [lead, advisor, practice] = [as(town.teamLead), as(town.advisor), as(town.referrer)]

type Outside = { by: 'letter' | 'mail'; mayKnowMore: boolean }
const ADDRESSES = {
  letter: { by: 'letter', to: ['Ward 7', '1 Hospital Road', 'S60 2UD'] },
  mail: { by: 'mail', to: 'sister@ward.example' },
}

async function asked({ by, mayKnowMore }: Outside, status: 'submitted' | 'accepted') {
  const made = await sendReadBack(lead, '/referrals', {
    ...given.referralDetails({
      practiceId: town.referrer.organisationId,
      outsideReferrer: { name: 'Sister Ward', answer: ADDRESSES[by], mayKnowMore },
    }),
  })
  t.equal(made.statusCode, 201, made.text)
  const { id, personId, reference } = made.body
  if (status === 'accepted') await advisor.post(`/referrals/${id}/accept`)
  return { id, personId, reference }
}

const answers = (id: string) =>
  given.rows<{ subject: string; body: string; channel: string }>(
    `select subject, body, channel from outgoing_messages where event = 'outside-answer' and subject_id = '${id}' order by id`,
  )

type Asked = { id: string; personId: string }
const on = () => test.clock.now().toISOString().slice(0, 10)
const close = ({ id }: Asked) =>
  advisor.post(`/referrals/${id}/close`, { reason: 'self-managing', summary: 'She manages.', goalResults: [] })
const die = ({ personId }: Asked, who = lead) => who.post(`/people/${personId}/death`, { on: on(), toldBy: 'Her son' })

/** Every way in which whoever asked hears something, by the step that it is, and what they hear when the person agreed. */
const WAYS: readonly {
  way: string
  step: keyof typeof OUTSIDE_NEWS_OF
  from: 'submitted' | 'accepted'
  act: (asked: Asked) => Promise<{ statusCode: number; text: string }>
  more: RegExp | undefined
}[] = [
  {
    way: 'accepted',
    step: 'accept',
    from: 'submitted',
    act: ({ id }) => advisor.post(`/referrals/${id}/accept`),
    more: undefined,
  },
  {
    way: 'declined',
    step: 'decline',
    from: 'submitted',
    act: ({ id }) =>
      advisor.post(`/referrals/${id}/decline`, { reason: 'capacity', advisedInstead: 'Ring the lunch club.' }),
    more: /Ring the lunch club/,
  },
  {
    way: 'withdrawn',
    step: 'withdraw',
    from: 'accepted',
    act: ({ id }) => advisor.post(`/referrals/${id}/withdraw`, { reason: 'moved' }),
    more: /The person has moved/,
  },
  { way: 'closed', step: 'close', from: 'accepted', act: close, more: /Why it ended/ },
  { way: 'died, accepted', step: 'close', from: 'accepted', act: die, more: /has died/ },
  { way: 'died, only sent', step: 'withdraw', from: 'submitted', act: die, more: /has died/ },
  {
    way: 'died, told by the practice',
    step: 'close',
    from: 'accepted',
    act: (one) => die(one, practice),
    more: /has died/,
  },
  {
    way: 'entered in error',
    step: 'enter-in-error',
    from: 'accepted',
    act: ({ id }) => lead.post(`/referrals/${id}/enter-in-error`, { note: 'Nobody of that name' }),
    more: undefined,
  },
  {
    way: 'reopened',
    step: 'reopen',
    from: 'accepted',
    act: async (one) => {
      await close(one)
      return advisor.post(`/referrals/${one.id}/reopen`, { note: 'She rang' })
    },
    more: undefined,
  },
  {
    way: 'the death was of somebody else',
    step: 'reopen',
    from: 'accepted',
    act: async (one) => {
      await die(one)
      return lead.post(`/people/${one.personId}/death/undo`, { reason: 'Her sister' })
    },
    more: /that was wrong/,
  },
]

for (const { way, step, from, act, more } of WAYS)
  t.test(`whoever asked from outside hears, without details, that it is ${way}`, async (t) => {
    for (const outside of [
      { by: 'letter', mayKnowMore: false },
      { by: 'letter', mayKnowMore: true },
      { by: 'mail', mayKnowMore: true },
    ] as const) {
      const one = await asked(outside, from)
      const done = await act(one)
      t.ok(done.statusCode < 300, done.text)
      const last = (await answers(one.id)).at(-1)
      const news = OUTSIDE_NEWS_OF[step]
      if (news === null) return t.fail(`${step} is told nobody outside`)
      t.ok(last?.body.includes(OUTSIDE_NEWS[news]), `says: ${OUTSIDE_NEWS[news]}`)
      t.equal(last?.channel, outside.by)
      const isMore = more !== undefined && outside.mayKnowMore && outside.by === 'letter'
      if (more !== undefined) t.equal(more.test(last?.body ?? ''), isMore, 'more only by letter, and only when agreed')
      t.notMatch(`${last?.subject} ${last?.body}`, /Edith|Thornley|1944|lonel/i, 'never who, nor why')
    }
  })

t.test('the table tells of every step that ends an episode, and the ways above play all of it', async (t) => {
  const played = new Set(WAYS.map(({ step }) => step))
  for (const step of ALL_REFERRAL_STEPS) t.equal(OUTSIDE_NEWS_OF[step] !== null, played.has(step), step)
  for (const step of ['decline', 'withdraw', 'close', 'enter-in-error'] as const) {
    t.ok(OUTSIDE_NEWS_OF[step], `${step} ends it`)
    t.ok(takeStep(step === 'decline' ? 'submitted' : 'accepted', step).allowed)
  }
})

t.test('of a draft that never was nobody outside hears', async (t) => {
  const made = await lead.post('/referrals', {
    ...given.referralDetails({
      practiceId: town.referrer.organisationId,
      submit: false,
      outsideReferrer: { name: 'Sister Ward', answer: ADDRESSES.letter },
    }),
  })
  await lead.post(`/referrals/${made.body.id}/enter-in-error`, { note: 'Twice' })
  t.same(await answers(made.body.id), [])
})
