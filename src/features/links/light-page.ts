import type { FastifyReply, FastifyRequest } from 'fastify'
import type { SystemContext } from '../../platform/context.ts'
import { findOrganisation } from '../organisations/public.ts'
import { getScheme } from '../schemes/public.ts'

const HEADERS = {
  'content-security-policy':
    "default-src 'none'; style-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'",
  // The address opens something: no page that is gone to from here is told it.
  'referrer-policy': 'no-referrer',
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
} as const

/** Whom to ring stands under every page; unknown while nobody knows which scheme it is. */
export type Ring = { name: string; phone: string | null; emergency: string }

export async function ringOf(context: SystemContext): Promise<Ring> {
  const { name, settings } = await getScheme(context)
  const service = await findOrganisation(context.db, settings.advisorServiceId)
  return { name: service?.name ?? name, phone: service?.phone ?? null, emergency: settings.safety.phones.emergency }
}

/** By the link, whatever machine it comes from. Its seal is left out: there are many ways to write one. */
const toLink = ({ params }: FastifyRequest): string => {
  const { token } = params as { token: string }
  return token.slice(0, Math.max(token.lastIndexOf('.'), 0))
}

/** What is posted to a page behind a link. Nobody of a group sends twenty forms in a minute. */
export const POSTED = {
  access: 'public',
  rateLimit: { max: 20, timeWindow: '1 minute', keyGenerator: toLink },
} as const

/** A page of a few kilobytes with one small style sheet, without a script, a cookie or a session. */
export const showLight = (
  reply: FastifyReply,
  template: string,
  model: { title: string; ring: Ring | undefined } & Record<string, unknown>,
) => {
  reply.headers(HEADERS)
  return reply.view(`features/links/pages/${template}.njk`, model)
}
