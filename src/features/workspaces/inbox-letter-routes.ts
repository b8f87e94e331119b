import type { FastifyInstance } from 'fastify'
import { todayInEngland } from '../../platform/clock.ts'
import { isLookedAt } from '../../platform/web/looked-at.ts'
import { markMessage } from '../messages/public.ts'
import { findOrganisation } from '../organisations/public.ts'
import { drawLetters } from '../people/public.ts'
import { getScheme } from '../schemes/public.ts'

/** A message as a letter, for whoever files letters and not texts. To draw it is to read it. */
export async function inboxLetterRoutes(app: FastifyInstance): Promise<void> {
  const config = { access: ['referrer', 'advisor', 'team-lead', 'provider'] } as const

  app.get<{ Params: { messageId: string } }>('/inbox/:messageId/letter.pdf', { config }, async (request, reply) => {
    if (!isLookedAt(request)) return reply.redirect('/inbox', 303)
    const { context } = request
    const { actor } = context
    const message = await markMessage(context, { ...request.params, mark: 'read' })
    const scheme = await getScheme(context)
    const service = await findOrganisation(context.db, scheme.settings.advisorServiceId)
    const pdf = await drawLetters([
      {
        to: [actor.organisationName],
        subject: message.title,
        body: message.body,
        isLarge: false,
        onColouredPaper: false,
        from: { scheme: scheme.name, service: service?.name ?? scheme.name, phone: service?.phone ?? null },
        printedBy: actor.name,
        on: todayInEngland(message.sentAt),
      },
    ])
    reply.type('application/pdf')
    reply.header('content-disposition', 'attachment; filename="message.pdf"')
    reply.header('cache-control', 'no-store')
    return reply.send(pdf)
  })
}
