import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { Role } from '../../platform/context.ts'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import { ReferralId, stepRoutes } from '../referrals/public.ts'
import { getScheme } from '../schemes/public.ts'
import {
  CloseBody,
  ClosingBody,
  DeathAnswer,
  DeathBody,
  NoteBody,
  PersonId,
  toClosingBody,
  toDeathAnswer,
  UndoDeathBody,
  WithdrawBody,
} from './contract.ts'
import { closeReferral } from './use-cases/close-referral.ts'
import { readClosing } from './use-cases/read-closing.ts'
import { recordDeath } from './use-cases/record-death.ts'
import { reopenReferral } from './use-cases/reopen-referral.ts'
import { undoDeath } from './use-cases/undo-death.ts'
import { withdrawReferral } from './use-cases/withdraw-referral.ts'

const SERVICE: readonly Role[] = ['advisor', 'team-lead']
const BOTH_SIDES: readonly Role[] = ['referrer', ...SERVICE]

/** Every way in which an episode ends or is taken up again, because what later features hang on it ends with it. */
export const closingApi: FastifyPluginAsyncZod = async (app) => {
  const step = stepRoutes(app)

  step(
    {
      name: 'close',
      operationId: 'closeReferral',
      summary: 'End the episode and tell the practice what came of it',
      access: SERVICE,
      body: CloseBody,
      may: ['not-possible'],
    },
    closeReferral,
  )
  step(
    {
      name: 'withdraw',
      operationId: 'withdrawReferral',
      summary: 'Take the referral back',
      access: BOTH_SIDES,
      body: WithdrawBody,
    },
    withdrawReferral,
  )
  step(
    {
      name: 'reopen',
      operationId: 'reopenReferral',
      summary: 'Take a closed referral up again',
      access: SERVICE,
      body: NoteBody,
    },
    reopenReferral,
  )
  app.get(
    '/referrals/:referralId/closing',
    {
      config: { access: BOTH_SIDES },
      schema: {
        operationId: 'readClosing',
        tags: ['Referrals'],
        summary: 'How an episode ended: the latest closing',
        params: ReferralId,
        response: { 200: ClosingBody, ...refusals('not-found') },
      },
    },
    async (request) =>
      toClosingBody(await readClosing(request.context, request.params), await getScheme(request.context)),
  )

  app.post(
    '/people/:personId/death',
    {
      config: { access: BOTH_SIDES },
      schema: {
        operationId: 'recordDeath',
        tags: ['People'],
        summary: 'Record that a person has died: everything that would still be done or sent ends at once',
        params: PersonId,
        body: DeathBody,
        response: { 201: DeathAnswer, ...refusals('not-found', 'already-done', 'not-possible') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => recordDeath(context, { ...request.params, ...request.body }), {
        status: 201,
        toBody: toDeathAnswer,
      }),
  )

  app.post(
    '/people/:personId/death/undo',
    {
      config: { access: ['team-lead'] },
      schema: {
        operationId: 'undoDeath',
        tags: ['People'],
        summary: 'It was somebody else who died: go on where everything was',
        params: PersonId,
        body: UndoDeathBody,
        response: { 200: DeathAnswer, ...refusals('not-found', 'step-not-open') },
      },
    },
    (request, reply) =>
      answerOnce(request, reply, (context) => undoDeath(context, { ...request.params, ...request.body }), {
        toBody: toDeathAnswer,
      }),
  )
}
