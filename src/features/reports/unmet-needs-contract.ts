import { z } from 'zod'
import { OutcomesQuery, ReleasedCount } from './contract.ts'
import type { UnmetNeed } from './use-cases/report-unmet-needs.ts'

export const UnmetNeedsQuery = OutcomesQuery

/** What is counted, in the words that stand beside it. */
export const UNMET_NEEDS_DEFINITION =
  'People, in a month, for whom a need was written down that nothing met, whose offer a group declined because it was full, or who left a waiting list because it took too long. The same person counts once for a need in a month. By the district where they live; without one when the address is not known or hidden.'

export const UnmetNeedsBody = z
  .object({
    from: z.string(),
    to: z.string(),
    method: z.literal('unmet-needs-1').describe('Version of the definition and the arithmetic'),
    definition: z.string(),
    items: z.array(
      z.object({
        month: z.string(),
        need: z.string(),
        needLabel: z.string(),
        area: z.string().nullable().describe('District of the postcode'),
        n: z.union([z.int(), ReleasedCount]).describe('People; for a commissioner without small numbers'),
      }),
    ),
  })
  .meta({ id: 'UnmetNeeds' })

export const toUnmetNeedsBody = (
  items: UnmetNeed[],
  months: { from: string; to: string },
): z.infer<typeof UnmetNeedsBody> => ({
  ...months,
  method: 'unmet-needs-1',
  definition: UNMET_NEEDS_DEFINITION,
  items,
})
