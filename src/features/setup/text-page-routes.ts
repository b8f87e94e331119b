import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { Refusal } from '../../platform/problems.ts'
import { answerForm, type Faults, NO_FAULTS, readForm, type Typed, typedIn } from '../../platform/web/forms.ts'
import { listTexts, previewText, setText, toTextBody } from '../people/public.ts'
import { TextForm, VersionForm } from './forms.ts'
import { toTextGroups, toTextPage } from './text-words.ts'

const config = { access: ['administrator'] } as const
type OfText = { Params: { key: string } }

/** What the scheme says to people by letter, call, text and mail, each with how it reads to somebody invented. */
export async function textPageRoutes(app: FastifyInstance): Promise<void> {
  app.get('/settings/texts', { config }, async ({ context }, reply) =>
    reply.page('features/setup/pages/texts.njk', {
      title: 'What people are told',
      back: { href: '/settings', text: 'Settings' },
      groups: toTextGroups((await listTexts(context)).map(toTextBody)),
    }),
  )

  async function show(request: FastifyRequest<OfText>, reply: FastifyReply, typed: Typed, faults: Faults) {
    const { context, params } = request
    const text = (await listTexts(context)).map(toTextBody).find(({ key }) => key === params.key)
    if (text === undefined) throw new Refusal('not-found')
    const read = readForm(TextForm, typed)
    const words = read.isRight ? { subject: read.value.subject, body: read.value.body } : undefined
    const preview = faults.list.length > 0 ? undefined : await previewText(context, { key: text.key, words })
    return reply.page('features/setup/pages/text.njk', { ...toTextPage({ text, preview, typed }), faults })
  }
  app.get<OfText>('/settings/texts/:key', { config }, (request, reply) => show(request, reply, {}, NO_FAULTS))
  app.post<OfText>('/settings/texts/:key', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: TextForm,
      act: (context, { version, ...words }) => setText(context, { ...request.params, words, version }),
      to: () => `/settings/texts/${request.params.key}`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
  app.post<OfText>('/settings/texts/:key/preview', { config }, async (request, reply) => {
    const typed = typedIn(request)
    const read = readForm(TextForm, typed)
    if (!read.isRight) reply.code(400)
    return show(request, reply, typed, read.isRight ? NO_FAULTS : read.faults)
  })
  app.post<OfText>('/settings/texts/:key/reset', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: VersionForm,
      act: (context, { version }) => setText(context, { ...request.params, words: undefined, version }),
      to: () => `/settings/texts/${request.params.key}`,
      again: (typed, faults) => show(request, reply, typed, faults),
    }),
  )
}
