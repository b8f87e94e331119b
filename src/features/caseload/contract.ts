import { z } from 'zod'
import { REASONS_TO_TAKE_OUT } from '../../platform/audit/taking-out.ts'
import type { Context } from '../../platform/context.ts'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { Label } from '../accounts/public.ts'
import { CONTACT_WAYS } from '../contacts/public.ts'
import { ReferralItemBody, STAGES, toReferralItem } from '../referrals/public.ts'
import { GAPS, type Gap } from './gaps.ts'
import { ORDERS, SORTS } from './sorts.ts'
import type { GapCounts } from './store/gaps.ts'
import type { CaseloadLine } from './store.ts'

export const CaseloadQuery = PageQuery.extend({
  owner: z
    .union([z.enum(['me', 'anyone', 'nobody']), z.uuid()])
    .default('me')
    .describe('`me` holds whom I stand in for too'),
  stage: z.enum(STAGES).optional(),
  overdue: z.stringbool().default(false),
  practiceId: z.uuid().optional(),
  gap: z.enum(GAPS).optional().describe('Only those whose record lacks this'),
  need: z.string().max(60).optional().describe("A code of the scheme's list of needs"),
  sort: z.enum(SORTS).default('due'),
  order: z.enum(ORDERS).default('asc').describe('Up: due first, seen the longest ago, waiting longest'),
})

const Seen = z.object({ on: z.iso.date(), way: z.enum(CONTACT_WAYS) })

const CaseloadItemBody = ReferralItemBody.extend({
  lastContact: Seen.nullable().describe('When somebody last reached the person'),
  nextContact: z.object({ at: z.iso.datetime(), way: z.enum(CONTACT_WAYS) }).nullable(),
  daysWaiting: z.int().nullable().describe('Days since it was sent'),
  own: z
    .object({ next: z.string().nullable(), nextOn: z.iso.date().nullable(), note: z.string().nullable() })
    .describe('What the reader wrote beside it, for themselves'),
})
export const CaseloadBody = pageOf(CaseloadItemBody).meta({ id: 'Caseload' })
export type CaseloadItem = z.infer<typeof CaseloadItemBody>

const GapNumbers = Object.fromEntries(GAPS.map((gap) => [gap, z.int()])) as Record<Gap, z.ZodInt> // each gap by its name

export const GapsBody = z
  .object({
    items: z.array(
      z.object({
        ownerId: z.uuid().nullable().describe('Null: nobody has them yet'),
        ownerLabel: Label.nullable(),
        open: z.int(),
        gaps: z.object(GapNumbers),
      }),
    ),
  })
  .meta({ id: 'CaseloadGaps' })

export const toGapsBody = (rows: readonly GapCounts[]): z.infer<typeof GapsBody> => ({
  items: rows.map(({ ownerId, ownerLabel, open, ...gaps }) => ({ ownerId, ownerLabel, open, gaps })),
})

export const OwnNoteBody = z.strictObject({
  next: z.string().trim().max(200, 'Write at most 200 characters').nullish().describe('What I do next'),
  nextOn: z.iso.date().nullish(),
  note: z.string().trim().max(500, 'Write at most 500 characters').nullish(),
})

export const TakeCaseloadBody = CaseloadQuery.omit({ limit: true, after: true }).extend({
  reason: z.enum(REASONS_TO_TAKE_OUT, { error: 'Select why you take it out' }),
})

const DAY_MS = 86_400_000

export function toCaseloadItem(row: CaseloadLine, { now, today }: Pick<Context, 'now' | 'today'>): CaseloadItem {
  const { lastContact, nextContact, submittedAt } = row
  return {
    ...toReferralItem(row, today()),
    lastContact: lastContact && { on: lastContact.day, way: lastContact.way },
    nextContact: nextContact && { at: new Date(nextContact.at).toISOString(), way: nextContact.way },
    daysWaiting: submittedAt === null ? null : Math.floor((now().getTime() - submittedAt.getTime()) / DAY_MS),
    own: { next: row.ownNext, nextOn: row.ownNextOn, note: row.ownNote },
  }
}
