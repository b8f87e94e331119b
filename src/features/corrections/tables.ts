import { sql } from 'drizzle-orm'
import { check, index, jsonb, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { people } from '../people/tables.ts'
import { referrals } from '../referrals/tables.ts'
import { CORRECTED_KINDS, CORRECTION_ACTIONS } from './kinds.ts'

/** What was taken out of a record, as it stood, why, and where it went. Append-only, and read by the lead alone. */
export const corrections = schemeTable(
  'corrections',
  {
    subjectKind: text('subject_kind', { enum: CORRECTED_KINDS }).notNull(),
    subjectId: uuid('subject_id').notNull(),
    action: text({ enum: CORRECTION_ACTIONS }).notNull(),
    personId: uuid('person_id').notNull(),
    referralId: uuid('referral_id'),
    /** Where it went, and as what. */
    toPersonId: uuid('to_person_id'),
    toReferralId: uuid('to_referral_id'),
    movedAsId: uuid('moved_as_id'),
    reason: text().notNull(),
    original: jsonb().$type<Record<string, unknown>>().notNull(),
    at: instant('at').notNull(),
    byId: uuid('by_id').notNull(),
  },
  (table) => [
    oneOf('corrections_subject_kind_check', table.subjectKind, CORRECTED_KINDS),
    oneOf('corrections_action_check', table.action, CORRECTION_ACTIONS),
    check('corrections_moved_check', sql`(action = 'move') = (to_person_id is not null)`),
    check('corrections_reason_length', sql`length(reason) <= 1000`),
    // A referral may be moved, and moved back.
    uniqueIndex('corrections_key')
      .on(table.schemeId, table.subjectKind, table.subjectId)
      .where(sql`not (subject_kind = 'referral' and action = 'move')`),
    index('corrections_of').on(table.schemeId, table.personId, table.id),
    index('corrections_to').on(table.schemeId, table.toPersonId, table.id),
    within('corrections_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('corrections_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within('corrections_to_person_fk', [table.schemeId, table.toPersonId], [people.schemeId, people.id]),
    within('corrections_to_referral_fk', [table.schemeId, table.toReferralId], [referrals.schemeId, referrals.id]),
    within('corrections_by_fk', [table.schemeId, table.byId], [memberships.schemeId, memberships.id]),
  ],
)
