import { z } from 'zod'
import { CONSENT_WAYS } from '../people/public.ts'
import { CARD_LINES } from './kinds.ts'
import type { Card } from './store/cards.ts'

const Agreed = z.strictObject({ on: z.iso.date(), how: z.enum(CONSENT_WAYS) })

export const NewCardBody = z
  .strictObject({
    lines: z
      .array(
        z.strictObject({
          line: z.enum(CARD_LINES),
          words: z.string().trim().min(1).max(300),
          agreed: Agreed.nullable()
            .default(null)
            .describe('The yes of the person to these words; without it the group does not read them'),
        }),
      )
      .max(CARD_LINES.length),
  })
  .meta({ id: 'NewPlacementCard' })

export const CardBody = z
  .object({
    placementId: z.uuid(),
    lines: z.array(z.object({ line: z.enum(CARD_LINES), words: z.string(), agreed: Agreed.nullable() })),
    writtenAt: z.iso.datetime(),
    version: z.int(),
  })
  .meta({ id: 'PlacementCard' })

export const toCardBody = ({ placementId, lines, writtenAt, version }: Card): z.infer<typeof CardBody> => ({
  placementId,
  lines,
  writtenAt: writtenAt.toISOString(),
  version,
})
