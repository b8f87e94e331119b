import { z } from 'zod'
import type { ContactRecord } from './store.ts'

const Token = z.string().min(1).max(400)
export const said = {
  say: z.string().trim().max(200).optional().describe('A word to the office; it is not kept'),
}
export const LookBody = z.strictObject({ token: Token }).meta({ id: 'VisitLinkLook' })
export const VisitLinkActBody = z.strictObject({ token: Token, ...said }).meta({ id: 'VisitLinkAct' })

/** The same whatever was done, and nothing of the person: who holds the telephone may be anybody. */
export const VisitLinkBody = z
  .object({
    state: z.enum(['to-come', 'inside', 'out']),
    plannedStart: z.iso.datetime().nullable(),
    plannedEnd: z.iso.datetime().nullable(),
  })
  .meta({ id: 'VisitByLink' })

export const toVisitLinkBody = (contact: ContactRecord): z.infer<typeof VisitLinkBody> => ({
  state: contact.checkedOutAt !== null ? 'out' : contact.checkedInAt !== null ? 'inside' : 'to-come',
  plannedStart: contact.plannedStart?.toISOString() ?? null,
  plannedEnd: contact.plannedEnd?.toISOString() ?? null,
})

export const MadeLinkBody = z
  .object({ url: z.string().describe('For the worker of the visit alone'), expiresAt: z.iso.datetime() })
  .meta({ id: 'VisitLink' })

export const PhraseBody = z
  .strictObject({
    phrase: z.string().trim().min(4).max(100).describe('Words that nobody says by chance'),
    forEverybody: z.boolean().optional().describe('For all workers of the scheme; by a lead'),
  })
  .meta({ id: 'TroublePhrase' })
export const PhraseSetBody = z.object({ isSet: z.literal(true) }).meta({ id: 'TroublePhraseSet' })
