import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  index,
  integer,
  jsonb,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { ACCESS_FEATURE_CODES } from '../activities/public.ts'
import { activities, activityCohorts } from '../activities/tables.ts'
import { people } from '../people/tables.ts'
import { referrals } from '../referrals/tables.ts'
import type { CardLine } from './card.ts'
import { ATTENDED_ANSWERS, COMES_WITH, GAP_REASONS } from './kinds.ts'
import { LIVE_STATUSES, PLACEMENT_STATUSES, PLACEMENT_STEP_NAMES } from './lifecycle.ts'
import { WAITING_LEFT_REASONS } from './waiting.ts'
import { WAITING_STATUSES } from './waiting-lifecycle.ts'

const list = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(', '))
const isLive = sql`status in (${list(LIVE_STATUSES)})`

/** A person and an activity, within an episode. A live one holds a place of the activity. */
export const placements = schemeTable(
  'placements',
  {
    personId: uuid('person_id').notNull(),
    referralId: uuid('referral_id').notNull(),
    activityId: uuid('activity_id').notNull(),
    /** The provider that runs the activity: whoever may see the placement beside the service. */
    providerId: uuid('provider_id').notNull(),
    status: text({ enum: PLACEMENT_STATUSES }).notNull(),
    /** What the person hopes for, written to be read by the provider before it may know who they are. */
    hopes: text(),
    accessNeeds: text('access_needs', { enum: ACCESS_FEATURE_CODES }).array().notNull(),
    /** When it is meant to begin. */
    startsOn: date('starts_on', { mode: 'string' }),
    /** The run of a programme, or the one session, whose place it holds; both null: one of the activity. */
    cohortId: uuid('cohort_id'),
    sessionOn: date('session_on', { mode: 'string' }),
    /** False where nothing was counted: of an activity where one talks first. It gives nothing back. */
    holdsPlace: boolean('holds_place').notNull().default(true),
    /** Who comes with them the first time, and how they get home. */
    comesWith: text('comes_with', { enum: COMES_WITH }),
    homeBy: text('home_by'),
    /** The last day for the group's answer. */
    answerBy: date('answer_by', { mode: 'string' }),
    offeredAt: instant('offered_at').notNull(),
    acceptedAt: instant('accepted_at'),
    /** The day the person first took part. */
    startedOn: date('started_on', { mode: 'string' }),
    endedOn: date('ended_on', { mode: 'string' }),
    /** Why it was declined or ended, from the scheme's lists; or why the referral ended, when that ended it. */
    endReason: text('end_reason'),
    /** When the lead took it out, because it was made for the wrong person; `corrections` keeps what it said. */
    correctedAt: instant('corrected_at'),
  },
  (table) => [
    oneOf('placements_status_check', table.status, PLACEMENT_STATUSES),
    check('placements_access_needs_check', sql`access_needs <@ array[${list(ACCESS_FEATURE_CODES)}]::text[]`),
    check('placements_live_has_no_end', sql`(${isLive}) = (ended_on is null)`),
    check('placements_started_check', sql`status not in ('started', 'completed') or started_on is not null`),
    check('placements_order', sql`ended_on >= started_on`),
    uniqueIndex('placements_live_key').on(table.schemeId, table.personId, table.activityId).where(isLive),
    oneOf('placements_comes_with_check', table.comesWith, COMES_WITH),
    check('placements_home_by_length', sql`length(home_by) between 1 and 300`),
    check('placements_place_of_one', sql`num_nonnulls(cohort_id, session_on) < 2`),
    index('placements_to_answer').on(table.schemeId, table.answerBy).where(sql`status = 'offered'`),
    within(
      'placements_cohort_fk',
      [table.schemeId, table.cohortId, table.activityId],
      [activityCohorts.schemeId, activityCohorts.id, activityCohorts.activityId],
    ),
    index('placements_of_referral').on(table.schemeId, table.referralId, table.id),
    index('placements_of_provider').on(table.schemeId, table.providerId, table.id),
    index('placements_of_activity').on(table.schemeId, table.activityId, table.id),
    within('placements_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('placements_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within(
      'placements_activity_fk',
      [table.schemeId, table.activityId, table.providerId],
      [activities.schemeId, activities.id, activities.providerId],
    ),
  ],
)

/** What happened to a placement, and when it was written down. */
export const placementEvents = schemeTable(
  'placement_events',
  {
    placementId: uuid('placement_id').notNull(),
    personId: uuid('person_id').notNull(),
    referralId: uuid('referral_id').notNull(),
    step: text({ enum: PLACEMENT_STEP_NAMES }).notNull(),
    toStatus: text('to_status', { enum: PLACEMENT_STATUSES }).notNull(),
    /** Null when the system acted. */
    byId: uuid('by_id'),
    at: instant('at').notNull(),
    /** The day it happened, which may be before it was written down. */
    on: date('happened_on', { mode: 'string' }).notNull(),
    reason: text(),
    note: text(),
  },
  (table) => [
    oneOf('placement_events_step_check', table.step, PLACEMENT_STEP_NAMES),
    oneOf('placement_events_status_check', table.toStatus, PLACEMENT_STATUSES),
    index('placement_events_of').on(table.schemeId, table.placementId, table.id),
    within('placement_events_placement_fk', [table.schemeId, table.placementId], [placements.schemeId, placements.id]),
    within('placement_events_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('placement_events_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within('placement_events_by_fk', [table.schemeId, table.byId], [memberships.schemeId, memberships.id]),
  ],
)

/** Whether the person came on a day. Append-only: of several entries for one day the last one counts. */
export const placementAttendances = schemeTable(
  'placement_attendances',
  {
    placementId: uuid('placement_id').notNull(),
    personId: uuid('person_id').notNull(),
    referralId: uuid('referral_id').notNull(),
    on: date('happened_on', { mode: 'string' }).notNull(),
    attended: text({ enum: ATTENDED_ANSWERS }).notNull(),
    note: text(),
    recordedAt: instant('recorded_at').notNull(),
    recordedById: uuid('recorded_by_id').notNull(),
  },
  (table) => [
    oneOf('placement_attendances_attended_check', table.attended, ATTENDED_ANSWERS),
    index('placement_attendances_of').on(table.schemeId, table.placementId, table.on, table.id),
    within(
      'placement_attendances_placement_fk',
      [table.schemeId, table.placementId],
      [placements.schemeId, placements.id],
    ),
    within('placement_attendances_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('placement_attendances_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within(
      'placement_attendances_recorded_by_fk',
      [table.schemeId, table.recordedById],
      [memberships.schemeId, memberships.id],
    ),
  ],
)

/** What the group must know of the person, line by line: a line without the person's yes goes to nobody. */
export const placementCards = schemeTable(
  'placement_cards',
  {
    placementId: uuid('placement_id').notNull(),
    personId: uuid('person_id').notNull(),
    lines: jsonb().$type<CardLine[]>().notNull(),
    version: integer().notNull(),
    writtenAt: instant('written_at').notNull(),
    writtenById: uuid('written_by_id').notNull(),
  },
  (table) => [
    unique('placement_cards_key').on(table.schemeId, table.placementId),
    within('placement_cards_placement_fk', [table.schemeId, table.placementId], [placements.schemeId, placements.id]),
    within('placement_cards_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within(
      'placement_cards_written_by_fk',
      [table.schemeId, table.writtenById],
      [memberships.schemeId, memberships.id],
    ),
  ],
)

/** What a group asks the advisor about an offer or a place, and what it was answered. One waits at a time. */
export const placementQuestions = schemeTable(
  'placement_questions',
  {
    placementId: uuid('placement_id').notNull(),
    words: text().notNull(),
    askedById: uuid('asked_by_id').notNull(),
    askedAt: instant('asked_at').notNull(),
    answer: text(),
    answeredById: uuid('answered_by_id'),
    answeredAt: instant('answered_at'),
  },
  (table) => [
    check('placement_questions_answered', sql`num_nulls(answer, answered_by_id, answered_at) in (0, 3)`),
    index('placement_questions_of').on(table.schemeId, table.placementId, table.id),
    uniqueIndex('placement_questions_open_key').on(table.schemeId, table.placementId).where(sql`answered_at is null`),
    within(
      'placement_questions_placement_fk',
      [table.schemeId, table.placementId],
      [placements.schemeId, placements.id],
    ),
    within(
      'placement_questions_asked_by_fk',
      [table.schemeId, table.askedById],
      [memberships.schemeId, memberships.id],
    ),
    within(
      'placement_questions_answered_by_fk',
      [table.schemeId, table.answeredById],
      [memberships.schemeId, memberships.id],
    ),
  ],
)

/** Somebody who waits for a place. What is offered to them holds a place until the day on which it passes on. */
export const waitingEntries = schemeTable(
  'waiting_entries',
  {
    personId: uuid('person_id').notNull(),
    referralId: uuid('referral_id').notNull(),
    activityId: uuid('activity_id').notNull(),
    status: text({ enum: WAITING_STATUSES }).notNull(),
    isUrgent: boolean('is_urgent').notNull().default(false),
    hopes: text(),
    accessNeeds: text('access_needs', { enum: ACCESS_FEATURE_CODES }).array().notNull(),
    joinedAt: instant('joined_at').notNull(),
    joinedById: uuid('joined_by_id').notNull(),
    /** The last day for their answer, while a place is offered to them. */
    answerBy: date('answer_by', { mode: 'string' }),
    /** The run or the session whose place is held for them; both null: one of the activity. */
    cohortId: uuid('cohort_id'),
    sessionOn: date('session_on', { mode: 'string' }),
    /** The day of the last offer that they did not take, or that passed on; they are left in peace for a while. */
    passedOn: date('passed_on', { mode: 'string' }),
    /** Offers that they did not take, or that passed on. */
    passedOffers: smallint('passed_offers').notNull().default(0),
    /** The day they said last that they still want it; the day they were asked since. */
    wantedOn: date('wanted_on', { mode: 'string' }).notNull(),
    askedOn: date('asked_on', { mode: 'string' }),
    placementId: uuid('placement_id'),
    endedAt: instant('ended_at'),
    leftBecause: text('left_because', { enum: WAITING_LEFT_REASONS }),
  },
  (table) => [
    oneOf('waiting_entries_status_check', table.status, WAITING_STATUSES),
    oneOf('waiting_entries_left_check', table.leftBecause, WAITING_LEFT_REASONS),
    check('waiting_entries_left_has_why', sql`(status = 'left') = (left_because is not null)`),
    check('waiting_entries_offered_check', sql`(status = 'offered') = (answer_by is not null)`),
    check('waiting_entries_placed_check', sql`(status = 'placed') = (placement_id is not null)`),
    check('waiting_entries_place_of_one', sql`num_nonnulls(cohort_id, session_on) < 2`),
    within(
      'waiting_entries_cohort_fk',
      [table.schemeId, table.cohortId, table.activityId],
      [activityCohorts.schemeId, activityCohorts.id, activityCohorts.activityId],
    ),
    index('waiting_entries_to_answer').on(table.schemeId, table.answerBy).where(sql`status = 'offered'`),
    check('waiting_entries_ended_check', sql`(status in ('placed', 'left')) = (ended_at is not null)`),
    uniqueIndex('waiting_entries_open_key')
      .on(table.schemeId, table.personId, table.activityId)
      .where(sql`ended_at is null`),
    index('waiting_entries_in_line').on(table.schemeId, table.activityId, table.id).where(sql`ended_at is null`),
    index('waiting_entries_of_referral').on(table.schemeId, table.referralId, table.id),
    index('waiting_entries_ended').on(table.schemeId, table.activityId, table.endedAt).where(sql`ended_at is not null`),
    within('waiting_entries_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('waiting_entries_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within('waiting_entries_activity_fk', [table.schemeId, table.activityId], [activities.schemeId, activities.id]),
    within('waiting_entries_by_fk', [table.schemeId, table.joinedById], [memberships.schemeId, memberships.id]),
    within('waiting_entries_placement_fk', [table.schemeId, table.placementId], [placements.schemeId, placements.id]),
  ],
)

/** What somebody needed and nothing offered: for those who decide what is paid for next. */
export const gaps = schemeTable(
  'gaps',
  {
    personId: uuid('person_id').notNull(),
    referralId: uuid('referral_id').notNull(),
    /** A code of the scheme's list `need`. */
    need: text().notNull(),
    /** District of the person's postcode. */
    area: text(),
    why: text({ enum: GAP_REASONS }).notNull(),
    /** What would have helped, in words that name nobody. */
    note: text(),
    recordedAt: instant('recorded_at').notNull(),
    recordedOn: date('recorded_on', { mode: 'string' }).notNull(),
    recordedById: uuid('recorded_by_id').notNull(),
  },
  (table) => [
    oneOf('gaps_why_check', table.why, GAP_REASONS),
    check('gaps_note_length', sql`length(note) between 1 and 500`),
    index('gaps_of_referral').on(table.schemeId, table.referralId, table.id),
    index('gaps_by_day').on(table.schemeId, table.recordedOn),
    within('gaps_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('gaps_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within('gaps_by_fk', [table.schemeId, table.recordedById], [memberships.schemeId, memberships.id]),
  ],
)

/** A secret address at which a calendar reads when somebody is expected where. Revoked, it says nothing any more. */
export const calendarFeeds = schemeTable(
  'calendar_feeds',
  {
    membershipId: uuid('membership_id').notNull(),
    createdAt: instant('created_at').notNull(),
    revokedAt: instant('revoked_at'),
  },
  (table) => [
    uniqueIndex('calendar_feeds_live_key').on(table.schemeId, table.membershipId).where(sql`revoked_at is null`),
    within('calendar_feeds_member_fk', [table.schemeId, table.membershipId], [memberships.schemeId, memberships.id]),
  ],
)
