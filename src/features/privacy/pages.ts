import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { noticeForm } from './forms.ts'
import { lookersPageRoutes } from './lookers-page-routes.ts'
import { looksPageRoutes } from './looks-page-routes.ts'
import { toNoticeBody } from './notice-contract.ts'
import { recordPageRoutes } from './record-page-routes.ts'
import { countNotGiven, listNotices } from './use-cases/list-notices.ts'
import { publishNotice } from './use-cases/publish-notice.ts'
import { toNoticesPage } from './view-models.ts'

const config = { access: ['administrator', 'privacy-officer'] } as const

/** What the privacy officer looks at, and what people are told is done with what is written about them. */
export async function privacyPages(app: FastifyInstance): Promise<void> {
  await looksPageRoutes(app)
  await recordPageRoutes(app)
  await lookersPageRoutes(app)

  async function show({ context, query }: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { items, inForceId } = await listNotices(context)
    const notGiven =
      inForceId === undefined ? undefined : (await countNotGiven(context, { noticeId: inForceId })).people
    const page = toNoticesPage({
      notices: items.map((notice) => toNoticeBody(notice, notice.id === inForceId)),
      notGiven,
      today: context.today(),
      done: (query as { done?: string }).done,
    })
    return reply.page('features/privacy/pages/notices.njk', { ...page, typed: { ...page.typed, ...typed }, faults })
  }
  app.get('/privacy-notices', { config }, (request, reply) => show(request, reply, {}, NO_FAULTS))
  app.post('/privacy-notices', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: noticeForm(request.context.today()),
      act: publishNotice,
      to: () => '/privacy-notices?done=published',
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
}
