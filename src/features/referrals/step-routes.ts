import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod'
import type { z } from 'zod'
import type { Context, Role } from '../../platform/context.ts'
import { answerOnce } from '../../platform/http/once.ts'
import { refusals } from '../../platform/http/problem-answers.ts'
import type { ProblemType } from '../../platform/problems.ts'
import { ReferralId, ReferralStateBody, toReferralStateBody } from './contract.ts'
import type { Referral } from './store.ts'

type StepDoor<Body extends z.ZodType | undefined> = {
  name: string
  operationId: string
  summary: string
  access: readonly Role[]
  body?: Body
  may?: ProblemType[]
}
type Input<Body> = { referralId: string } & (Body extends z.ZodType ? z.infer<Body> : unknown)

/** Adds the doors of steps, here and in the features above: each is a POST that answers with what the referral now is and may do. */
export const stepRoutes = (app: Parameters<FastifyPluginAsyncZod>[0]) =>
  function step<Body extends z.ZodType | undefined = undefined>(
    door: StepDoor<Body>,
    useCase: (context: Context, input: Input<Body>) => Promise<Referral>,
  ): void {
    const { name, operationId, summary, access, body, may = [] } = door
    app.post(
      `/referrals/:referralId/${name}`,
      {
        config: { access },
        schema: {
          operationId,
          tags: ['Referrals'],
          summary,
          params: ReferralId,
          ...(body === undefined ? {} : { body }),
          response: {
            200: ReferralStateBody,
            ...refusals('not-found', 'step-not-open', 'request-in-flight', 'key-used-for-another-request', ...may),
          },
        },
      },
      (request, reply) => {
        const { actor, today } = request.context
        const input = {
          ...(request.body as object | undefined),
          ...(request.params as { referralId: string }),
        } as Input<Body> // both were parsed by the schemas above
        return answerOnce(request, reply, (context) => useCase(context, input), {
          toBody: (referral: Referral) => toReferralStateBody(referral, actor, today()),
        })
      },
    )
  }
