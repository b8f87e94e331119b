import { z } from 'zod'
import { GAP_REASONS } from './kinds.ts'
import type { GapRecord } from './store/gaps.ts'

export const NewGapBody = z
  .strictObject({
    need: z.string().max(60).describe("A code of the scheme's list `need`"),
    why: z.enum(GAP_REASONS).describe('Why nothing fitted'),
    note: z.string().trim().min(1).max(500).optional().describe('What would have helped, in words that name nobody'),
  })
  .meta({ id: 'NewGap' })
export type NewGapBody = z.infer<typeof NewGapBody>

export const GapBody = z
  .object({
    id: z.uuid(),
    need: z.string(),
    area: z.string().nullable().describe('District of their postcode; null when it is not known or hidden'),
    why: z.enum(GAP_REASONS),
    note: z.string().nullable(),
    recordedOn: z.iso.date(),
  })
  .meta({ id: 'Gap' })
export const GapsBody = z.object({ items: z.array(GapBody.omit({}).extend({ by: z.string() })) }).meta({ id: 'Gaps' })

export const toGapBody = ({ id, need, area, why, note, recordedOn }: Omit<GapRecord, 'byName'>) => ({
  id,
  need,
  area,
  why,
  note,
  recordedOn,
})
export const toGapsBody = (items: readonly GapRecord[]): z.infer<typeof GapsBody> => ({
  items: items.map((gap) => ({ ...toGapBody(gap), by: gap.byName })),
})
