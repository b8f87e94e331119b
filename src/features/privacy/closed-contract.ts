import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { CLOSING_KINDS, OPENING_OUTCOMES } from './kinds.ts'
import type { Closing, Opening } from './store/closed-records.ts'

export const PersonId = z.object({ personId: z.uuid() })
export const OpeningId = z.object({ openingId: z.uuid() })
const words = (most: number) => z.string().trim().min(1, 'Say why').max(most)

const closing = {
  kind: z.enum(CLOSING_KINDS).describe('Open only to those named, or not to those named'),
  membershipIds: z.array(z.uuid()).min(1, 'Name somebody').max(50),
  reason: words(1_000),
}
export const NewClosingBody = z.strictObject(closing).meta({ id: 'NewRecordClosing' })

export const ClosingBody = z
  .object({
    closing: z
      .object({ ...closing, closedAt: z.iso.datetime(), version: z.int() })
      .meta({ id: 'RecordClosing' })
      .nullable()
      .describe('Null when the record is not closed'),
  })
  .meta({ id: 'RecordClosingState' })

export const toClosingBody = (made: Closing | undefined): z.infer<typeof ClosingBody> => ({
  closing: made === undefined ? null : { ...made, closedAt: made.closedAt.toISOString() },
})

export const BreakGlassBody = z.strictObject({ reason: words(1_000) }).meta({ id: 'BreakGlass' })
export const OpenedBody = z
  .object({ id: z.uuid(), untilAt: z.iso.datetime().describe('Until when the record is open to you') })
  .meta({ id: 'OpenedRecord' })

export const OpeningsQuery = PageQuery.extend({
  reviewed: z.stringbool().default(false).describe('Those that were reviewed, in place of those to review'),
})
export const OpeningsBody = pageOf(
  z
    .object({
      id: z.uuid(),
      personId: z.uuid(),
      membershipId: z.uuid(),
      memberName: z.string(),
      organisationId: z.uuid(),
      reason: z.string(),
      openedAt: z.iso.datetime(),
      untilAt: z.iso.datetime(),
      outcome: z.enum(OPENING_OUTCOMES).nullable(),
      note: z.string().nullable(),
    })
    .meta({ id: 'RecordOpening' }),
).meta({ id: 'RecordOpenings' })

export const toOpeningBody = (opening: Opening) => ({
  ...opening,
  openedAt: opening.openedAt.toISOString(),
  untilAt: opening.untilAt.toISOString(),
})

export const ReviewBody = z
  .strictObject({ outcome: z.enum(OPENING_OUTCOMES), note: words(2_000) })
  .meta({ id: 'RecordOpeningReview' })
export const ReviewedBody = z
  .object({ id: z.uuid(), outcome: z.enum(OPENING_OUTCOMES), reviewedAt: z.iso.datetime() })
  .meta({ id: 'ReviewedRecordOpening' })
