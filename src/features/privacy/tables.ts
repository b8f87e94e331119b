import { sql } from 'drizzle-orm'
import { check, date, index, integer, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { people } from '../people/tables.ts'
import { CLOSING_KINDS, NOTICE_WAYS, OPENING_OUTCOMES } from './kinds.ts'

/** A record that is closed, and to whom. What reads these tables stands in `platform/closed-records.ts`. */
export const recordClosings = schemeTable(
  'record_closings',
  {
    personId: uuid('person_id').notNull(),
    kind: text({ enum: CLOSING_KINDS }).notNull(),
    reason: text().notNull(),
    version: integer().notNull(),
    closedAt: instant('closed_at').notNull(),
    closedById: uuid('closed_by_id').notNull(),
    endedAt: instant('ended_at'),
    endedById: uuid('ended_by_id'),
  },
  (table) => [
    uniqueIndex('record_closings_open_key').on(table.schemeId, table.personId).where(sql`ended_at is null`),
    oneOf('record_closings_kind_check', table.kind, CLOSING_KINDS),
    check('record_closings_reason_length', sql`length(reason) between 1 and 1000`),
    check('record_closings_ended_check', sql`num_nonnulls(ended_at, ended_by_id) in (0, 2)`),
    within('record_closings_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('record_closings_closed_by_fk', [table.schemeId, table.closedById], [memberships.schemeId, memberships.id]),
    within('record_closings_ended_by_fk', [table.schemeId, table.endedById], [memberships.schemeId, memberships.id]),
  ],
)

/** The staff whom a closing names. */
export const recordClosingMembers = schemeTable(
  'record_closing_members',
  { closingId: uuid('closing_id').notNull(), membershipId: uuid('membership_id').notNull() },
  (table) => [
    unique('record_closing_members_key').on(table.schemeId, table.closingId, table.membershipId),
    within(
      'record_closing_members_closing_fk',
      [table.schemeId, table.closingId],
      [recordClosings.schemeId, recordClosings.id],
    ),
    within(
      'record_closing_members_membership_fk',
      [table.schemeId, table.membershipId],
      [memberships.schemeId, memberships.id],
    ),
  ],
)

/** That somebody who was not named opened a closed record, why, until when, and what the officer found. */
export const recordOpenings = schemeTable(
  'record_openings',
  {
    personId: uuid('person_id').notNull(),
    membershipId: uuid('membership_id').notNull(),
    reason: text().notNull(),
    openedAt: instant('opened_at').notNull(),
    untilAt: instant('until_at').notNull(),
    reviewedAt: instant('reviewed_at'),
    reviewedById: uuid('reviewed_by_id'),
    outcome: text({ enum: OPENING_OUTCOMES }),
    note: text(),
  },
  (table) => [
    index('record_openings_of').on(table.schemeId, table.personId, table.membershipId, table.untilAt),
    index('record_openings_to_review').on(table.schemeId, table.id).where(sql`reviewed_at is null`),
    oneOf('record_openings_outcome_check', table.outcome, OPENING_OUTCOMES),
    check('record_openings_lengths', sql`length(reason) between 1 and 1000 and length(note) <= 2000`),
    check('record_openings_reviewed_check', sql`num_nonnulls(reviewed_at, reviewed_by_id, outcome, note) in (0, 4)`),
    within('record_openings_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within(
      'record_openings_membership_fk',
      [table.schemeId, table.membershipId],
      [memberships.schemeId, memberships.id],
    ),
    within(
      'record_openings_reviewed_by_fk',
      [table.schemeId, table.reviewedById],
      [memberships.schemeId, memberships.id],
    ),
  ],
)

/** Which record is a member of staff's own, as the officer was told: who lives with them or beside them is asked about. */
export const ownRecords = schemeTable(
  'own_records',
  {
    membershipId: uuid('membership_id').notNull(),
    personId: uuid('person_id').notNull(),
    notedAt: instant('noted_at').notNull(),
    notedById: uuid('noted_by_id').notNull(),
  },
  (table) => [
    unique('own_records_key').on(table.schemeId, table.membershipId),
    index('own_records_of_person').on(table.schemeId, table.personId),
    within('own_records_membership_fk', [table.schemeId, table.membershipId], [memberships.schemeId, memberships.id]),
    within('own_records_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('own_records_noted_by_fk', [table.schemeId, table.notedById], [memberships.schemeId, memberships.id]),
  ],
)

/** What people are told is done with what is written down about them, each version with the day from which it holds. */
export const privacyNotices = schemeTable(
  'privacy_notices',
  {
    version: integer().notNull(),
    text: text().notNull(),
    holdsFrom: date('holds_from', { mode: 'string' }).notNull(),
    publishedAt: instant('published_at').notNull(),
    publishedById: uuid('published_by_id').notNull(),
  },
  (table) => [
    unique('privacy_notices_version_key').on(table.schemeId, table.version),
    check('privacy_notices_length', sql`length(text) between 1 and 20000`),
    within(
      'privacy_notices_published_by_fk',
      [table.schemeId, table.publishedById],
      [memberships.schemeId, memberships.id],
    ),
  ],
)

/** Which version a person was given, on which day, how and by whom. */
export const privacyNoticesGiven = schemeTable(
  'privacy_notices_given',
  {
    personId: uuid('person_id').notNull(),
    noticeId: uuid('notice_id').notNull(),
    givenOn: date('given_on', { mode: 'string' }).notNull(),
    how: text({ enum: NOTICE_WAYS }).notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedById: uuid('recorded_by_id').notNull(),
  },
  (table) => [
    index('privacy_notices_given_to').on(table.schemeId, table.personId, table.id),
    index('privacy_notices_given_of').on(table.schemeId, table.noticeId, table.personId),
    oneOf('privacy_notices_given_how_check', table.how, NOTICE_WAYS),
    within('privacy_notices_given_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within(
      'privacy_notices_given_notice_fk',
      [table.schemeId, table.noticeId],
      [privacyNotices.schemeId, privacyNotices.id],
    ),
    within(
      'privacy_notices_given_recorded_by_fk',
      [table.schemeId, table.recordedById],
      [memberships.schemeId, memberships.id],
    ),
  ],
)
