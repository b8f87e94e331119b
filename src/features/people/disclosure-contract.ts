import { z } from 'zod'
import { HEARD_LEVELS } from '../messages/public.ts'
import { Decision, DecisionBody } from './decisions.ts'
import { CONSENT_WAYS } from './kinds.ts'
import type { DisclosureRow } from './store/disclosures.ts'

export const DisclosureId = z.object({ personId: z.uuid(), organisationId: z.uuid() })

export const PutDisclosureBody = z
  .strictObject({
    level: z
      .enum(HEARD_LEVELS)
      .describe('`summary`: what happened and what to do; `only-that-it-happened`: fact, code and date'),
    notForOnlineViewing: z
      .boolean()
      .default(false)
      .describe("Keep every message to this organisation out of the person's online record"),
    how: z.enum(CONSENT_WAYS).describe('How the person said it'),
    on: z.iso.date().describe('The day they said it; not in the future'),
    decision: Decision.optional().describe('Who decided, when it was not the person'),
  })
  .meta({ id: 'PutDisclosure' })
export type PutDisclosureBody = z.infer<typeof PutDisclosureBody>

export const DisclosureBody = z
  .object({
    organisation: z.object({ id: z.uuid(), name: z.string() }),
    version: z.int().describe('Send it as If-Match to change it'),
    level: z.enum(HEARD_LEVELS),
    notForOnlineViewing: z.boolean(),
    how: z.enum(CONSENT_WAYS),
    decision: DecisionBody,
    on: z.iso.date(),
    recordedAt: z.iso.datetime(),
    recordedBy: z.string(),
  })
  .meta({ id: 'Disclosure' })

export const DisclosuresBody = z
  .object({
    unlessSaid: z.enum(HEARD_LEVELS).describe('What an organisation hears of which the person has not said'),
    items: z.array(DisclosureBody).describe('What counts now, one for each organisation'),
    earlier: z.array(DisclosureBody).describe('What was said before, the latest first'),
  })
  .meta({ id: 'Disclosures' })

export const toDisclosureBody = (row: DisclosureRow): z.infer<typeof DisclosureBody> => ({
  organisation: { id: row.organisationId, name: row.organisationName },
  version: row.version,
  level: row.level,
  notForOnlineViewing: row.notForOnlineViewing,
  how: row.how,
  decision: row.decision,
  on: row.saidOn,
  recordedAt: row.recordedAt.toISOString(),
  recordedBy: row.recordedBy,
})
