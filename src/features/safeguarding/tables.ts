import { sql } from 'drizzle-orm'
import { check, date, index, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { people } from '../people/tables.ts'
import { CONCERN_KINDS } from '../schemes/public.ts'
import { DONE_NOW, ENTRY_KINDS, OUTCOMES, WISH_NOT_ASKED } from './kinds.ts'
import { CONCERN_STATUSES } from './lifecycle.ts'

const KINDS = Object.keys(CONCERN_KINDS) as [keyof typeof CONCERN_KINDS]

/** Somebody may be hurt. What it says is for the few who must know. */
export const concerns = schemeTable(
  'concerns',
  {
    /** Null when it is about somebody the scheme does not know, or who is not named. */
    personId: uuid('person_id'),
    /** Who and where, in words, when there is no record. */
    about: text(),
    kind: text({ enum: KINDS }).notNull(),
    status: text({ enum: CONCERN_STATUSES }).notNull(),
    content: text().notNull(),
    wish: text(),
    wishNotAskedBecause: text('wish_not_asked_because', { enum: WISH_NOT_ASKED }),
    raisedById: uuid('raised_by_id').notNull(),
    raisedAt: instant('raised_at').notNull(),
    /** Whose it is now; null when there is nobody on the ladder, and it is every lead's. */
    responsibleId: uuid('responsible_id'),
    acknowledgeBy: instant('acknowledge_by').notNull(),
    /** When it climbs; null once somebody has it. */
    escalatesAt: instant('escalates_at'),
    acknowledgedAt: instant('acknowledged_at'),
    closedAt: instant('closed_at'),
    outcome: text({ enum: OUTCOMES }),
    version: integer().notNull().default(1),
  },
  (table) => [
    oneOf('concerns_kind_check', table.kind, KINDS),
    oneOf('concerns_status_check', table.status, CONCERN_STATUSES),
    oneOf('concerns_wish_not_asked_check', table.wishNotAskedBecause, WISH_NOT_ASKED),
    oneOf('concerns_outcome_check', table.outcome, OUTCOMES),
    check('concerns_about_someone', sql`person_id is not null or about is not null`),
    check('concerns_wish_or_why_not', sql`(wish is null) <> (wish_not_asked_because is null)`),
    check('concerns_open_climbs', sql`(status = 'open') = (escalates_at is not null)`),
    check('concerns_closed_check', sql`(status = 'closed') = (closed_at is not null and outcome is not null)`),
    check(
      'concerns_lengths',
      sql`length(content) between 1 and 8000 and length(about) <= 500 and length(wish) <= 2000`,
    ),
    within('concerns_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('concerns_raised_by_fk', [table.schemeId, table.raisedById], [memberships.schemeId, memberships.id]),
    within('concerns_responsible_fk', [table.schemeId, table.responsibleId], [memberships.schemeId, memberships.id]),
    index('concerns_of_person').on(table.schemeId, table.personId),
    index('concerns_raised_by').on(table.schemeId, table.raisedById, table.id),
    index('concerns_to_escalate').on(table.schemeId, table.escalatesAt).where(sql`escalates_at is not null`),
  ],
)

/** Whom a concern was brought to: they may read it from then on. */
export const concernReaders = schemeTable(
  'concern_readers',
  {
    concernId: uuid('concern_id').notNull(),
    membershipId: uuid('membership_id').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    unique('concern_readers_key').on(table.schemeId, table.concernId, table.membershipId),
    index('concern_readers_of_member').on(table.schemeId, table.membershipId, table.concernId),
    within('concern_readers_concern_fk', [table.schemeId, table.concernId], [concerns.schemeId, concerns.id]),
    within(
      'concern_readers_membership_fk',
      [table.schemeId, table.membershipId],
      [memberships.schemeId, memberships.id],
    ),
  ],
)

/** What was done and decided, one line after the other; nothing is taken back. */
export const concernEntries = schemeTable(
  'concern_entries',
  {
    concernId: uuid('concern_id').notNull(),
    kind: text({ enum: ENTRY_KINDS }).notNull(),
    what: text({ enum: DONE_NOW }),
    words: text(),
    /** Of a referral to the local authority: the day, their reference and who took it. */
    on: date({ mode: 'string' }),
    reference: text(),
    takenBy: text('taken_by'),
    /** Whom it was brought or handed to. */
    toId: uuid('to_id'),
    at: instant('at').notNull(),
    /** Null when the system acted, as when it climbs. */
    byId: uuid('by_id'),
  },
  (table) => [
    oneOf('concern_entries_kind_check', table.kind, ENTRY_KINDS),
    oneOf('concern_entries_what_check', table.what, DONE_NOW),
    check(
      'concern_entries_lengths',
      sql`length(words) <= 4000 and length(reference) <= 100 and length(taken_by) <= 200`,
    ),
    within('concern_entries_concern_fk', [table.schemeId, table.concernId], [concerns.schemeId, concerns.id]),
    within('concern_entries_to_fk', [table.schemeId, table.toId], [memberships.schemeId, memberships.id]),
    within('concern_entries_by_fk', [table.schemeId, table.byId], [memberships.schemeId, memberships.id]),
    index('concern_entries_of').on(table.schemeId, table.concernId, table.id),
  ],
)
