import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { getScheme } from '../../features/schemes/public.ts'
import { answerForm, type Faults, NO_FAULTS, NothingForm, type Typed } from '../../platform/web/forms.ts'
import { NewFeedForm } from './forms.ts'
import { addFeed, getFeed, listFeeds, turnFeed } from './use-cases/keep-feeds.ts'
import { startRun } from './use-cases/start-run.ts'
import { toFeedPage, toFeedsPage } from './view-models.ts'

const config = { access: ['administrator'] } as const
type Of = { Params: { feedId: string } }

/** Other areas' directories: added, tried, begun and stopped by whoever looks after the scheme. */
export async function openReferralPages(app: FastifyInstance): Promise<void> {
  async function showAll({ context }: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) {
    const page = toFeedsPage(await listFeeds(context), await getScheme(context))
    return reply.page('interop/open-referral/pages/feeds.njk', { ...page, typed, faults })
  }
  app.get('/directory-feeds', { config }, (request, reply) => showAll(request, reply, {}, NO_FAULTS))
  app.post('/directory-feeds', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: NewFeedForm,
      act: addFeed,
      to: ({ id }) => `/directory-feeds/${id}`,
      again: (typed, faults) => showAll(request, reply, typed, faults),
    }),
  )

  async function show({ context, params }: FastifyRequest<Of>, reply: FastifyReply, faults: Faults) {
    const page = toFeedPage(await getFeed(context, params), context.now())
    return reply.page('interop/open-referral/pages/feed.njk', { ...page, faults, refused: page.faults })
  }
  app.get<Of>('/directory-feeds/:feedId', { config }, (request, reply) => show(request, reply, NO_FAULTS))

  const acts = {
    trial: (context, feedId) => startRun(context, { feedId, kind: 'trial' }),
    run: (context, feedId) => startRun(context, { feedId, kind: 'update' }),
    'run-whole': (context, feedId) => startRun(context, { feedId, kind: 'update', isWhole: true, acceptsLoss: true }),
    begin: (context, feedId) => turnFeed(context, { feedId, isActive: true }),
    stop: (context, feedId) => turnFeed(context, { feedId, isActive: false }),
  } satisfies Record<string, (context: FastifyRequest['context'], feedId: string) => Promise<unknown>>
  for (const [name, act] of Object.entries(acts))
    app.post<Of>(`/directory-feeds/:feedId/${name}`, { config }, (request, reply) =>
      answerForm(request, reply, {
        form: NothingForm,
        act: async (context) => void (await act(context, request.params.feedId)),
        to: () => `/directory-feeds/${request.params.feedId}`,
        again: (_typed, faults) => show(request, reply, faults),
      }),
    )
}
