import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { sayDay } from '../../platform/clock.ts'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, readForm, type Typed } from '../../platform/web/forms.ts'
import { readReferral, toReferralBody } from '../referrals/public.ts'
import { toImportedScoreBody, toMeasurementBody } from './contract.ts'
import { firstAnswerForm, NextAnswerForm, setupForm } from './forms.ts'
import { INSTRUMENT_CODES, type Instrument } from './instruments/instrument.ts'
import { findNewestInstrument, getInstrument } from './instruments.ts'
import { listMeasurements } from './use-cases/list-measurements.ts'
import { recordMeasurement } from './use-cases/record-measurement.ts'
import type { MeasurementInEpisode } from './use-cases/settle-measurement.ts'
import { takeUpMeasurement } from './use-cases/take-up-measurement.ts'
import { STOP_CHOICES, sayWhose, toMeasuresPage, toQuestion, toSetup } from './view-models.ts'
import { wrongRoutes } from './wrong-routes.ts'

type OfReferral = { Params: { referralId: string } }
type OfMeasurement = { Params: { referralId: string; measurementId: string } }
const config = { access: ['advisor', 'team-lead'] } as const
const EVERYTHING = 500

/** Scores of an episode, and asking the questions one at a time; each answer is kept, so that one may stop and go on. */
export async function measurePages(app: FastifyInstance): Promise<void> {
  await wrongRoutes(app)

  app.get<OfReferral>('/referrals/:referralId/measures', { config }, async (request, reply) => {
    const referral = await loadReferral(request)
    const { items, imported } = await listMeasurements(request.context, { ...request.params, limit: EVERYTHING })
    const { done } = request.query as { done?: string }
    return reply.page('features/measures/pages/measures.njk', {
      ...toMeasuresPage({
        referral,
        measurements: items.map(toMeasurementBody),
        imported: imported.map(toImportedScoreBody),
        today: request.context.today(),
      }),
      done:
        done === 'measured'
          ? 'Every answer is saved.'
          : done === 'wrong'
            ? 'It counts nowhere any more.'
            : done && 'What was answered is saved. Go on with the rest another day.',
    })
  })

  /** How the questions are put, then the first of them: nothing is kept before the first answer. */
  async function showFirst(request: FastifyRequest<OfReferral>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const referral = await loadReferral(request)
    const today = request.context.today()
    const instrument = instrumentNamed(typed.instrument)
    const path = `/referrals/${referral.id}/measures`
    const frame = { back: { href: path, text: 'Scores' }, person: sayWhose(referral), action: `${path}/ask` }
    const isChosen = typed.mode !== undefined || typed.begin !== undefined
    const chosen = readForm(setupForm(today), typed)
    if (!isChosen || !chosen.isRight) {
      if (isChosen) reply.code(400)
      return reply.page('features/measures/pages/setup.njk', {
        ...frame,
        title: instrument.name,
        instrument: instrument.code,
        ...toSetup(instrument),
        typed: { on: sayDay(today), respondent: 'person', ...typed },
        faults: isChosen && !chosen.isRight ? chosen.faults : NO_FAULTS,
      })
    }
    const { mode, respondent, on } = typed
    return showQuestion(reply, instrument, instrument.items[0]?.id ?? '', {
      frame,
      answers: {},
      hidden: { instrument: instrument.code, mode, respondent, on },
      version: undefined,
      typed,
      faults,
    })
  }
  app.get<OfReferral>('/referrals/:referralId/measures/ask', { config }, (request, reply) =>
    showFirst(request, reply, request.query as Typed, NO_FAULTS),
  )
  app.post<OfReferral>('/referrals/:referralId/measures/ask', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: firstAnswerForm(request.context.today()),
      act: (context, { item, answer, stop, do: button, ...setup }) =>
        recordMeasurement(context, {
          ...request.params,
          ...setup,
          language: 'en',
          answers: answer === undefined ? {} : { [item]: answer },
          notFinished: button === 'stop' ? stop : undefined,
        }),
      to: nextPageOf(request.params.referralId),
      fieldOf: (pointer) => (pointer.startsWith('#/answers') ? 'answer' : pointer.split('/').at(-1)),
      again: (typed, faults) => showFirst(request, reply, { instrument: INSTRUMENT_CODES[0], ...typed }, faults),
    }),
  )

  async function showNext(request: FastifyRequest<OfMeasurement>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const [referral, measurement] = await Promise.all([loadReferral(request), loadMeasurement(request)])
    const path = `/referrals/${referral.id}/measures`
    if (measurement.status !== 'unfinished')
      throw new Refusal('step-not-open', 'Every question was answered. The scores stand on the page before.')
    const instrument = getInstrument(measurement.instrument, measurement.instrumentVersion)
    const asked = typed.item ?? (request.query as Typed).item ?? measurement.missing[0] ?? ''
    return showQuestion(reply, instrument, String(asked), {
      frame: {
        back: { href: path, text: 'Scores' },
        person: sayWhose(referral),
        action: `${path}/${measurement.id}`,
      },
      answers: measurement.answers,
      hidden: {},
      version: measurement.version,
      typed,
      faults,
    })
  }
  app.get<OfMeasurement>('/referrals/:referralId/measures/:measurementId', { config }, (request, reply) =>
    showNext(request, reply, {}, NO_FAULTS),
  )
  app.post<OfMeasurement>('/referrals/:referralId/measures/:measurementId', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NextAnswerForm,
      act: (context, { item, answer, stop, do: button, version }) =>
        takeUpMeasurement(context, {
          measurementId: request.params.measurementId,
          version,
          patch: button === 'stop' ? { notFinished: stop } : { answers: { [item]: answer ?? null }, notFinished: null },
        }),
      to: nextPageOf(request.params.referralId),
      fieldOf: (pointer) => (pointer.startsWith('#/answers') ? 'answer' : 'stop'),
      again: (typed, faults) => showNext(request, reply, typed, faults),
    }),
  )
}

type Asked = {
  frame: Record<string, unknown>
  answers: Readonly<Record<string, number>>
  hidden: Typed
  version: number | undefined
  typed: Typed
  faults: Faults
}

function showQuestion(reply: FastifyReply, instrument: Instrument, itemId: string, asked: Asked) {
  const question = toQuestion(instrument, itemId, asked.answers)
  if (question === undefined) throw new Refusal('not-found')
  return reply.page('features/measures/pages/question.njk', {
    ...asked.frame,
    title: question.wording,
    name: instrument.name,
    question,
    hidden: Object.entries({ ...asked.hidden, item: question.id }).map(([name, value]) => ({ name, value })),
    version: asked.version,
    stops: STOP_CHOICES,
    typed: { answer: question.answer, ...asked.typed },
    faults: asked.faults,
  })
}

/** The next question; after the last, or when it was stopped, the scores. */
const nextPageOf =
  (referralId: string) =>
  ({ row }: MeasurementInEpisode): string => {
    const path = `/referrals/${referralId}/measures`
    if (row.status === 'finished') return `${path}?done=measured`
    return row.notFinishedBecause === null ? `${path}/${row.id}` : `${path}?done=stopped`
  }

const loadReferral = async ({ context, params }: FastifyRequest<OfReferral>) =>
  toReferralBody(await readReferral(context, params), context.actor, context.today())

async function loadMeasurement({ context, params }: FastifyRequest<OfMeasurement>) {
  const { items } = await listMeasurements(context, { referralId: params.referralId, limit: EVERYTHING })
  const found = items.find(({ row }) => row.id === params.measurementId)
  if (found === undefined) throw new Refusal('not-found')
  return toMeasurementBody(found)
}

function instrumentNamed(code: string | string[] | undefined): Instrument {
  const known = INSTRUMENT_CODES.find((candidate) => candidate === code)
  const instrument = known === undefined ? undefined : findNewestInstrument(known)
  if (instrument === undefined) throw new Refusal('not-found')
  return instrument
}
