import { z } from 'zod'

export const WeekLinkSentBody = z
  .object({ isSent: z.literal(true).describe('To the address on record; the link before it is over') })
  .meta({ id: 'WeekLinkSent' })
export const WeekLinkRevokedBody = z.object({ isRevoked: z.literal(true) }).meta({ id: 'WeekLinkRevoked' })
