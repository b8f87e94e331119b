import type { FastifyInstance } from 'fastify'
import { z } from 'zod'
import { answerForm, readForm, typedIn } from '../../platform/web/forms.ts'
import { BegunForm } from './forms.ts'
import { dropBegunReferral } from './use-cases/drop-begun-referral.ts'
import { saveBegunReferral } from './use-cases/save-begun-referral.ts'

const DropForm = z.object({ begunId: z.uuid('Open the list of drafts again') })

/** A referral that is half typed: kept, gone on with, thrown away. */
export async function begunRoutes(app: FastifyInstance): Promise<void> {
  const config = { access: ['referrer'] } as const

  /** Pressed by somebody, or by the page itself while they type: then there is nothing to show. */
  app.post('/refer/drafts', { config }, async (request, reply) => {
    if (request.headers['x-by-itself'] !== undefined) {
      const read = readForm(BegunForm, typedIn(request))
      if (read.isRight) await saveBegunReferral(request.context, read.value)
      return reply.code(read.isRight ? 204 : 400).send()
    }
    return answerForm(request, reply, {
      form: BegunForm,
      act: (context, input) => saveBegunReferral(context, input),
      to: () => '/referrals?show=draft&done=saved',
      again: async () => reply.redirect('/refer', 303),
    })
  })

  app.post('/refer/drafts/drop', { config }, (request, reply) =>
    answerForm(request, reply, {
      form: DropForm,
      act: (context, input) => dropBegunReferral(context, input),
      to: () => '/referrals?show=draft&done=dropped',
      again: async () => reply.redirect('/referrals?show=draft', 303),
    }),
  )
}
