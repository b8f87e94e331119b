import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { sayShortDay } from '../../platform/web/words.ts'
import { readReferral, toReferralBody } from '../referrals/public.ts'
import { toImportedScoreBody, toMeasurementBody } from './contract.ts'
import { enterImportedScoreInError } from './use-cases/enter-imported-score-in-error.ts'
import { enterMeasurementInError } from './use-cases/enter-measurement-in-error.ts'
import { listMeasurements } from './use-cases/list-measurements.ts'
import { nameOf, sayWhose } from './view-models.ts'

type OfMeasurement = { Params: { referralId: string; measurementId: string } }
type OfScore = { Params: { referralId: string; importedScoreId: string } }
type OfReferral = { Params: { referralId: string } }
type Thing = { name: string; on: string; isWrongAlready: boolean }
type Again = { typed: Typed; faults: Faults }
const NOTHING: Again = { typed: {}, faults: NO_FAULTS }

const config = { access: ['advisor', 'team-lead'] } as const
const EVERYTHING = 500

const WrongForm = z.object({
  note: z
    .string({ error: 'Say what was wrong' })
    .trim()
    .min(3, 'Say what was wrong')
    .max(1_000, 'Shorten this to 1,000 characters'),
})

/** A measurement, or a total that was brought, that should never have been: it stays to be read and counts nowhere. */
export async function wrongRoutes(app: FastifyInstance): Promise<void> {
  async function show(request: FastifyRequest<OfReferral>, reply: FastifyReply, thing: Thing, again: Again) {
    const { context, params } = request
    if (thing.isWrongAlready && again.faults.list.length === 0)
      throw new Refusal('step-not-open', 'It was entered in error already')
    const referral = toReferralBody(await readReferral(context, params), context.actor, context.today())
    return reply.page('features/measures/pages/wrong.njk', {
      title: `${thing.name} of ${sayShortDay(thing.on)} is wrong`,
      back: { href: `/referrals/${referral.id}/measures`, text: 'Scores' },
      person: sayWhose(referral),
      action: request.url,
      ...again,
    })
  }
  const to = ({ referralId }: { referralId: string }) => `/referrals/${referralId}/measures?done=wrong`

  const ofMeasurement = '/referrals/:referralId/measures/:measurementId/wrong'
  app.get<OfMeasurement>(ofMeasurement, { config }, async (request, reply) =>
    show(request, reply, await findMeasurement(request), NOTHING),
  )
  app.post<OfMeasurement>(ofMeasurement, { config }, async (request, reply) => {
    const thing = await findMeasurement(request)
    return answerForm(request, reply, {
      form: WrongForm,
      act: (context, { note }) => enterMeasurementInError(context, { ...request.params, note }),
      to: () => to(request.params),
      again: (typed, faults) => show(request, reply, thing, { typed, faults }),
    })
  })

  const ofScore = '/referrals/:referralId/measures/brought/:importedScoreId/wrong'
  app.get<OfScore>(ofScore, { config }, async (request, reply) =>
    show(request, reply, await findScore(request), NOTHING),
  )
  app.post<OfScore>(ofScore, { config }, async (request, reply) => {
    const thing = await findScore(request)
    return answerForm(request, reply, {
      form: WrongForm,
      act: (context, { note }) => enterImportedScoreInError(context, { ...request.params, note }),
      to: () => to(request.params),
      again: (typed, faults) => show(request, reply, thing, { typed, faults }),
    })
  })
}

/** Of this referral, and of no other. */
async function findMeasurement({ context, params }: FastifyRequest<OfMeasurement>): Promise<Thing> {
  const { items } = await listMeasurements(context, { referralId: params.referralId, limit: EVERYTHING })
  const found = items.map(toMeasurementBody).find(({ id }) => id === params.measurementId)
  if (found === undefined) throw new Refusal('not-found')
  return { name: nameOf(found), on: found.on, isWrongAlready: found.status === 'entered-in-error' }
}

async function findScore({ context, params }: FastifyRequest<OfScore>): Promise<Thing> {
  const { imported } = await listMeasurements(context, { referralId: params.referralId, limit: EVERYTHING })
  const found = imported.map(toImportedScoreBody).find(({ id }) => id === params.importedScoreId)
  if (found === undefined) throw new Refusal('not-found')
  return { name: found.name, on: found.on, isWrongAlready: found.enteredInErrorNote !== null }
}
