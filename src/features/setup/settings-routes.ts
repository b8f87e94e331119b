import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { answerForm, type Faults, NO_FAULTS, type Typed } from '../../platform/web/forms.ts'
import { getScheme } from '../schemes/public.ts'
import { toDraftBody, toDraftLineBody } from './contract.ts'
import { SettingsForm, scheduleForm, VersionForm } from './forms.ts'
import { firstSettings, toDraftPage, toSettingsPage } from './settings-words.ts'
import { discardDraft } from './use-cases/discard-draft.ts'
import { draftSettings } from './use-cases/draft-settings.ts'
import { listDrafts } from './use-cases/list-drafts.ts'
import { readDraft } from './use-cases/read-draft.ts'
import { scheduleDraft } from './use-cases/schedule-draft.ts'

const config = { access: ['administrator'] } as const
type OfDraft = { Params: { draftId: string } }

/** Settings are read here, changed as a draft that says what it touches, and hold from a day. */
export async function settingsRoutes(app: FastifyInstance): Promise<void> {
  app.get('/settings', { config }, async ({ context }, reply) => {
    const [scheme, drafts] = await Promise.all([getScheme(context), listDrafts(context)])
    const page = toSettingsPage({ scheme, drafts: drafts.map(toDraftLineBody), today: context.today() })
    return reply.page('features/setup/pages/settings.njk', page)
  })

  async function showNew({ context }: FastifyRequest, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { settings } = await getScheme(context)
    const first = firstSettings(settings)
    return reply.page('features/setup/pages/change-settings.njk', {
      title: 'Change the settings',
      back: { href: '/settings', text: 'Settings' },
      targets: first.targets,
      typed: faults.list.length > 0 ? typed : first.typed,
      faults,
    })
  }
  app.get('/settings/new', { config }, (request, reply) => showNew(request, reply, {}, NO_FAULTS))
  app.post('/settings/new', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: SettingsForm,
      act: draftSettings,
      to: ({ id }) => `/settings/drafts/${id}`,
      again: (typed, faults) => showNew(request, reply, typed, faults),
    }),
  )

  async function showDraft(request: FastifyRequest<OfDraft>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const draft = toDraftBody(await readDraft(context, params))
    const page = toDraftPage({ draft, today: context.today() })
    return reply.page('features/setup/pages/draft.njk', { ...page, typed: { ...page.typed, ...typed }, faults })
  }
  app.get<OfDraft>('/settings/drafts/:draftId', { config }, (request, reply) =>
    showDraft(request, reply, {}, NO_FAULTS),
  )
  app.post<OfDraft>('/settings/drafts/:draftId/schedule', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: scheduleForm(request.context.today()),
      act: (context, when) => scheduleDraft(context, { ...request.params, ...when }),
      to: () => `/settings/drafts/${request.params.draftId}`,
      again: (typed, faults) => showDraft(request, reply, typed, faults),
    }),
  )
  app.post<OfDraft>('/settings/drafts/:draftId/discard', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: VersionForm,
      act: (context, { version }) => discardDraft(context, { ...request.params, version }),
      to: () => '/settings',
      again: (typed, faults) => showDraft(request, reply, typed, faults),
    }),
  )
}
