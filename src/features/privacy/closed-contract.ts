import { z } from 'zod'
import { todayInEngland } from '../../platform/clock.ts'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { Label } from '../accounts/public.ts'
import { CLOSING_KINDS, OPENING_OUTCOMES, REVIEW_STATES } from './kinds.ts'
import { reviewState } from './reviews.ts'
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
  state: z.enum(REVIEW_STATES).default('to-review').describe('Overdue: to review, and opened before today'),
})
export const OpeningsBody = pageOf(
  z
    .object({
      id: z.uuid(),
      personId: z.uuid(),
      membershipId: z.uuid(),
      memberName: z.string(),
      memberLabel: Label,
      organisationId: z.uuid(),
      reason: z.string(),
      openedAt: z.iso.datetime(),
      untilAt: z.iso.datetime(),
      dueOn: z.iso.date().describe('By when it is reviewed'),
      state: z.enum(REVIEW_STATES),
      reviewedAt: z.iso.datetime().nullable(),
      outcome: z.enum(OPENING_OUTCOMES).nullable(),
      note: z.string().nullable(),
    })
    .meta({ id: 'RecordOpening' }),
).meta({ id: 'RecordOpenings' })

export const toOpeningBody = (opening: Opening, today: string) => ({
  ...opening,
  openedAt: opening.openedAt.toISOString(),
  untilAt: opening.untilAt.toISOString(),
  dueOn: todayInEngland(opening.openedAt),
  state: reviewState(opening, today),
  reviewedAt: opening.reviewedAt?.toISOString() ?? null,
})

export const OwnOpeningsBody = pageOf(
  z
    .object({
      id: z.uuid(),
      personId: z.uuid(),
      reason: z.string(),
      openedAt: z.iso.datetime(),
      untilAt: z.iso.datetime(),
      outcome: z.enum(OPENING_OUTCOMES).nullable().describe('What the privacy officer found; null until then'),
      note: z.string().nullable().describe('What the privacy officer says to you'),
    })
    .meta({ id: 'OwnRecordOpening' }),
).meta({ id: 'OwnRecordOpenings' })

export const ReviewBody = z
  .strictObject({
    outcome: z.enum(OPENING_OUTCOMES),
    note: words(2_000).describe('What you found, in words: whoever opened the record reads it'),
  })
  .meta({ id: 'RecordOpeningReview' })
export const ReviewedBody = z
  .object({ id: z.uuid(), outcome: z.enum(OPENING_OUTCOMES), reviewedAt: z.iso.datetime() })
  .meta({ id: 'ReviewedRecordOpening' })
