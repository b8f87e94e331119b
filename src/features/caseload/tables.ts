import { sql } from 'drizzle-orm'
import { check, date, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { referrals } from '../referrals/tables.ts'

/** What a worker writes beside a line of the caseload, for themselves: no part of the record, and of one worker alone. */
export const caseloadNotes = schemeTable(
  'caseload_notes',
  {
    referralId: uuid('referral_id').notNull(),
    membershipId: uuid('membership_id').notNull(),
    /** What the worker does next, in their own words. */
    next: text(),
    nextOn: date('next_on', { mode: 'string' }),
    note: text(),
    writtenAt: instant('written_at').notNull(),
  },
  (table) => [
    unique('caseload_notes_key').on(table.schemeId, table.referralId, table.membershipId),
    check('caseload_notes_lengths', sql`length(next) <= 200 and length(note) <= 500`),
    within('caseload_notes_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within('caseload_notes_member_fk', [table.schemeId, table.membershipId], [memberships.schemeId, memberships.id]),
  ],
)
