import { sql } from 'drizzle-orm'
import { boolean, check, date, index, jsonb, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { organisations } from '../organisations/tables.ts'
import { referrals } from '../referrals/tables.ts'
import { DECISION_OWNERS, RISK_ANSWERS } from './kinds.ts'
import type { WrongRow } from './risk-rows.ts'

/** The meeting of a practice or a team about its people, one a month. */
export const meetings = schemeTable(
  'meetings',
  {
    organisationId: uuid('organisation_id').notNull(),
    month: text().notNull(),
    /** Who was there, as it was typed. */
    present: text(),
    closedAt: instant('closed_at'),
    closedById: uuid('closed_by_id'),
  },
  (table) => [
    unique('meetings_month_key').on(table.schemeId, table.organisationId, table.month),
    check('meetings_month_check', sql`month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'`),
    check('meetings_present_length', sql`length(present) <= 1000`),
    check('meetings_closed_check', sql`num_nonnulls(closed_at, closed_by_id) in (0, 2)`),
    within(
      'meetings_organisation_fk',
      [table.schemeId, table.organisationId],
      [organisations.schemeId, organisations.id],
    ),
    within('meetings_closed_by_fk', [table.schemeId, table.closedById], [memberships.schemeId, memberships.id]),
  ],
)

/** What a meeting decided about one referral: becomes a task when the meeting is closed. */
export const meetingDecisions = schemeTable(
  'meeting_decisions',
  {
    meetingId: uuid('meeting_id').notNull(),
    referralId: uuid('referral_id').notNull(),
    what: text().notNull(),
    owner: text({ enum: DECISION_OWNERS }).notNull(),
    /** Who of the practice or team does it; null: whoever of them takes it. */
    memberId: uuid('member_id'),
    dueOn: date('due_on', { mode: 'string' }).notNull(),
    decidedById: uuid('decided_by_id').notNull(),
    decidedAt: instant('decided_at').notNull(),
  },
  (table) => [
    unique('meeting_decisions_key').on(table.schemeId, table.meetingId, table.referralId),
    index('meeting_decisions_of').on(table.schemeId, table.referralId),
    oneOf('meeting_decisions_owner_check', table.owner, DECISION_OWNERS),
    check('meeting_decisions_member_check', sql`member_id is null or owner = 'practice'`),
    within('meeting_decisions_member_fk', [table.schemeId, table.memberId], [memberships.schemeId, memberships.id]),
    check('meeting_decisions_length', sql`length(what) between 1 and 300`),
    within('meeting_decisions_meeting_fk', [table.schemeId, table.meetingId], [meetings.schemeId, meetings.id]),
    within('meeting_decisions_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within('meeting_decisions_by_fk', [table.schemeId, table.decidedById], [memberships.schemeId, memberships.id]),
  ],
)

/** A name that a meeting added to its agenda, or left out this time. */
export const meetingNames = schemeTable(
  'meeting_names',
  {
    meetingId: uuid('meeting_id').notNull(),
    referralId: uuid('referral_id').notNull(),
    isAdded: boolean('is_added').notNull(),
    byId: uuid('by_id').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    unique('meeting_names_key').on(table.schemeId, table.meetingId, table.referralId),
    index('meeting_names_of').on(table.schemeId, table.referralId),
    within('meeting_names_meeting_fk', [table.schemeId, table.meetingId], [meetings.schemeId, meetings.id]),
    within('meeting_names_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within('meeting_names_by_fk', [table.schemeId, table.byId], [memberships.schemeId, memberships.id]),
  ],
)

/** A practice's own list of people at risk, for its meetings: nobody else's to see, and gone 45 days after it was brought. */
export const riskLists = schemeTable(
  'risk_lists',
  {
    organisationId: uuid('organisation_id').notNull(),
    broughtAt: instant('brought_at').notNull(),
    broughtById: uuid('brought_by_id').notNull(),
    /** Which rows of the file could not be taken, and why. */
    wrong: jsonb().$type<WrongRow[]>().notNull(),
  },
  (table) => [
    unique('risk_lists_key').on(table.schemeId, table.organisationId),
    within(
      'risk_lists_organisation_fk',
      [table.schemeId, table.organisationId],
      [organisations.schemeId, organisations.id],
    ),
    within('risk_lists_by_fk', [table.schemeId, table.broughtById], [memberships.schemeId, memberships.id]),
  ],
)

export const riskLines = schemeTable(
  'risk_lines',
  {
    riskListId: uuid('risk_list_id').notNull(),
    nhsNumber: text('nhs_number').notNull(),
    tier: text().notNull(),
    /** What came of asking the person; null: nobody wrote it down. */
    answer: text({ enum: RISK_ANSWERS }),
    answeredOn: date('answered_on', { mode: 'string' }),
  },
  (table) => [
    unique('risk_lines_key').on(table.schemeId, table.riskListId, table.nhsNumber),
    oneOf('risk_lines_answer_check', table.answer, RISK_ANSWERS),
    check('risk_lines_tier_length', sql`length(tier) <= 60`),
    check('risk_lines_answered_check', sql`num_nonnulls(answer, answered_on) in (0, 2)`),
    within('risk_lines_list_fk', [table.schemeId, table.riskListId], [riskLists.schemeId, riskLists.id]),
  ],
)
