import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { z } from 'zod'
import type { Context } from '../../platform/context.ts'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { sayLongDay } from '../../platform/web/words.ts'
import { sayHeld } from '../activities/public.ts'
import { CONCERN_KINDS } from '../schemes/public.ts'
import { CameForm, FullForm, NotThisWeekForm, RingForm, WorryForm } from './forms.ts'
import { POSTED, ringOf, showLight } from './light-page.ts'
import type { FoundLink } from './store/links.ts'
import { askToBeRung, sayFull, sayNotThisWeek, sayWhoCame, sayWorried } from './use-cases/answer-week.ts'
import { checkDigits } from './use-cases/check-digits.ts'
import { openGroupLink } from './use-cases/open-group-link.ts'
import { readWeek, type Week } from './use-cases/read-week.ts'
import { DONE, isWeekQuestion, toCamePeople, toWeekPage, toWorryPeople, type WeekQuestion } from './week-words.ts'

type OfLink = { Params: { token: string } }
type OfQuestion = { Params: { token: string; question: string } }
const config = { access: 'public' } as const
const NO_WORDS = 'The group said that it is not on'

/** A group's week, one question to a page. A GET shows; a POST with a choice and three digits acts. */
export async function weekRoutes(app: FastifyInstance): Promise<void> {
  async function open(request: FastifyRequest<OfLink>): Promise<{ context: Context; found: FoundLink }> {
    const { token } = request.params
    const opened = await openGroupLink(app.links, app.systemContext, { purpose: 'week', token })
    if (opened.is !== 'open') throw new Refusal('link-over')
    return opened
  }

  app.get<OfLink>('/links/week/:token', { config }, async (request, reply) => {
    const { context, found } = await open(request)
    const week = await readWeek(context, found.link)
    const { done } = request.query as { done?: string }
    return showLight(reply, 'week', {
      ...toWeekPage(week, `/links/week/${request.params.token}`),
      done: done === undefined ? undefined : DONE[done],
      ring: await ringOf(context),
    })
  })

  async function show(request: FastifyRequest<OfQuestion>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { token, question } = request.params
    if (!isWeekQuestion(question)) throw new Refusal('not-found')
    const { context, found } = await open(request)
    const week = await readWeek(context, found.link)
    return showLight(reply, 'question', {
      ...QUESTIONS[question](week),
      back: `/links/week/${token}`,
      action: `/links/week/${token}/${question}`,
      typed,
      faults,
      ring: await ringOf(context),
    })
  }
  const path = '/links/week/:token/:question'
  app.get<OfQuestion>(path, { config }, (request, reply) => show(request, reply, {}, NO_FAULTS))
  app.post<OfQuestion>(path, { config: POSTED }, async (request, reply) => {
    const { token, question } = request.params
    if (!isWeekQuestion(question)) throw new Refusal('not-found')
    const { context, found } = await open(request)
    request.context = context
    const { form, act } = ACTS[question]
    return answerForm(request, reply, {
      form,
      act: async (once, value: { digits: string }) => {
        await checkDigits(context, found, value)
        return act(once, { ...value, activityId: found.link.activityId } as never)
      },
      to: (result) => `/links/week/${token}?done=${result === 'same' ? 'same' : question}`,
      again: (typed, faults) => show(request, reply, typed, faults),
    })
  })
}

type OfActivity = { activityId: string }
type Act = { form: z.ZodType<{ digits: string }>; act: (context: Context, input: never) => Promise<unknown> }

const ACTS: Record<WeekQuestion, Act> = {
  came: {
    form: CameForm,
    act: (context, { activityId, on, answers, others }: z.output<typeof CameForm> & OfActivity) =>
      sayWhoCame(context, { activityId, on, answers, others }),
  },
  'not-this-week': {
    form: NotThisWeekForm,
    act: (context, { activityId, on, why = NO_WORDS }: z.output<typeof NotThisWeekForm> & OfActivity) =>
      sayNotThisWeek(context, { activityId, on, why }),
  },
  full: {
    form: FullForm,
    act: (context, { activityId, full }: z.output<typeof FullForm> & OfActivity) =>
      sayFull(context, { activityId, isFull: full === 'yes' }),
  },
  worry: {
    form: WorryForm,
    act: (context, { who, kind, content }: z.output<typeof WorryForm>) =>
      sayWorried(context, { placementId: who === 'other' ? undefined : who, kind, content }),
  },
  ring: { form: RingForm, act: (context, { activityId }: OfActivity) => askToBeRung(context, { activityId }) },
}

/** What each page asks; nothing is chosen before somebody chooses. */
const QUESTIONS: Record<WeekQuestion, (week: Week) => { title: string; button: string } & Record<string, unknown>> = {
  came: ({ activity, last, wasExpected }) => {
    const people = toCamePeople(wasExpected)
    return {
      title: last === undefined ? 'Who came' : `Who came on ${sayLongDay(last.heldOn)}`,
      on: last?.heldOn,
      people,
      cannot:
        last === undefined || (people.length === 0 && !activity.isOpenDoor)
          ? 'There is nobody whose coming you can mark here. Ring us and tell us who came.'
          : undefined,
      number: activity.isOpenDoor
        ? { name: 'others', label: 'How many others came?', hint: 'A number and no names' }
        : undefined,
      lead: 'Whom you leave open is not written down.',
      button: 'Keep it',
    }
  },
  'not-this-week': ({ next }) => ({
    title: 'Not this week',
    lead: next === undefined ? undefined : sayHeld(next),
    on: next?.on,
    cannot:
      next === undefined || next.status === 'cancelled'
        ? 'Nothing is planned in these seven days, or it is cancelled already.'
        : undefined,
    questions: [{ name: 'sure', legend: 'Is it not on?', items: [{ value: 'yes', text: 'It is not on' }] }],
    words: { name: 'why', label: 'Why?', hint: 'You may leave it empty. Write no name' },
    button: 'Tell those who come',
  }),
  full: ({ activity }) => ({
    title: activity.isClosed ? 'Is there room again?' : 'Are you full?',
    lead: 'Whoever comes already keeps their place.',
    questions: [
      {
        name: 'full',
        legend: 'Do you take anybody new?',
        items: [
          { value: 'yes', text: 'We are full: nobody new for now' },
          { value: 'no', text: 'There is room' },
        ],
      },
    ],
    button: 'Save',
  }),
  worry: ({ expected }) => ({
    title: 'I am worried about somebody',
    lead: 'If somebody is in danger now, ring 999 first.',
    questions: [
      { name: 'who', legend: 'Who is it about?', items: toWorryPeople(expected) },
      {
        name: 'kind',
        legend: 'What is it?',
        items: Object.entries(CONCERN_KINDS).map(([value, { label }]) => ({ value, text: label })),
      },
    ],
    words: { name: 'content', label: 'What did you see or hear?' },
    button: 'Tell us',
  }),
  ring: () => ({
    title: 'Ring me',
    questions: [{ name: 'ring', legend: 'Shall we ring you?', items: [{ value: 'yes', text: 'Ring us' }] }],
    button: 'Send',
  }),
}
