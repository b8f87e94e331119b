import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerForm, type Faults, NO_FAULTS, NothingForm } from '../../platform/web/forms.ts'
import { getScheme } from '../schemes/public.ts'
import { agreementRoutes } from './agreement-routes.ts'
import { ConfirmForm } from './forms.ts'
import { TEST_WAYS } from './kinds.ts'
import { listPageRoutes } from './list-page-routes.ts'
import { organisationRoutes } from './organisation-routes.ts'
import { outboxRoutes } from './outbox-routes.ts'
import { safetyRoutes } from './safety-routes.ts'
import { settingsRoutes } from './settings-routes.ts'
import { textPageRoutes } from './text-page-routes.ts'
import { checkReadiness } from './use-cases/check-readiness.ts'
import { confirmDefault } from './use-cases/confirm-default.ts'
import { goLive } from './use-cases/go-live.ts'
import { testWayOut } from './use-cases/test-way-out.ts'
import { toSetupPage } from './view-models.ts'

const config = { access: ['administrator'] } as const

/** The first page of whoever looks after the scheme: what is missing before it takes referrals, and what each is for. */
export async function setupPages(app: FastifyInstance): Promise<void> {
  await organisationRoutes(app)
  await agreementRoutes(app)
  await settingsRoutes(app)
  await listPageRoutes(app)
  await safetyRoutes(app)
  await textPageRoutes(app)
  await outboxRoutes(app)

  async function show({ context, query }: FastifyRequest, reply: FastifyReply, faults: Faults) {
    const [readiness, { name }] = await Promise.all([checkReadiness(context), getScheme(context)])
    const { done } = query as { done?: string }
    return reply.page('features/setup/pages/setup.njk', { ...toSetupPage({ readiness, name, done }), faults })
  }
  app.get('/setup', { config }, (request, reply) => show(request, reply, NO_FAULTS))
  app.post('/setup/confirm', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: ConfirmForm,
      act: confirmDefault,
      to: () => '/setup?done=confirmed',
      again: (_typed, faults) => show(request, reply, faults),
    }),
  )
  for (const way of TEST_WAYS)
    app.post(`/setup/tests/${way}`, { config }, (request, reply) =>
      answerForm(request, reply, {
        form: NothingForm,
        act: (context) => testWayOut(context, { way }),
        to: () => `/setup?done=${way}`,
        again: (_typed, faults) => show(request, reply, faults),
      }),
    )
  app.post('/setup/go-live', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NothingForm,
      act: (context) => goLive(context),
      to: () => '/setup?done=live',
      again: (_typed, faults) => show(request, reply, faults),
    }),
  )
}
