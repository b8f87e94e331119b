import { sql } from 'drizzle-orm'
import { check, date, index, integer, jsonb, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { ACCESS_FEATURE_CODES } from '../activities/public.ts'
import { activities } from '../activities/tables.ts'
import { people } from '../people/tables.ts'
import { referrals } from '../referrals/tables.ts'
import type { CardLine } from './card.ts'
import { ATTENDED_ANSWERS } from './kinds.ts'
import { LIVE_STATUSES, PLACEMENT_STATUSES, PLACEMENT_STEP_NAMES } from './lifecycle.ts'

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
