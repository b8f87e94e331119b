import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  doublePrecision,
  index,
  integer,
  jsonb,
  pgTable,
  smallint,
  text,
  unique,
  uniqueIndex,
  uuid,
} from 'drizzle-orm/pg-core'
import { bytea } from '../../platform/db/bytea.ts'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { organisations } from '../organisations/tables.ts'
import {
  ACCESS_FEATURE_CODES,
  ACTIVITY_STATUSES,
  CAPACITY_LEVELS,
  EDIT_DECISIONS,
  ENTRY_KINDS,
  LOCATION_KINDS,
  PLACES_MODES,
  SESSION_STATUSES,
  WAITING_ORDERS,
} from './kinds.ts'
import { PARTS_OF_WEEK, type ScheduleLine } from './recurrence.ts'

const list = (values: readonly string[]) => sql.raw(values.map((value) => `'${value}'`).join(', '))

/** What a provider offers, and how many places it has. */
export const activities = schemeTable(
  'activities',
  {
    providerId: uuid('provider_id').notNull(),
    name: text().notNull(),
    /** A code of the scheme's list `activity-category`. */
    category: text().notNull(),
    description: text().notNull(),
    whoFor: text('who_for'),
    whoNotFor: text('who_not_for'),
    minimumAge: smallint('minimum_age'),
    maximumAge: smallint('maximum_age'),
    /** What the person pays each time; null when nobody said, nought when it is free. */
    costPence: integer('cost_pence'),
    costNote: text('cost_note'),
    /** Codes of languages spoken there beside English. */
    languages: text().array().notNull().default([]),
    gettingThere: text('getting_there'),
    /** Who brings somebody the first time. */
    firstTime: text('first_time'),
    phone: text(),
    email: text(),
    website: text(),
    address: text(),
    /** Districts of postcodes that it serves; none when it serves the whole scheme. */
    areas: text().array().notNull().default([]),
    entry: text({ enum: ENTRY_KINDS }).notNull().default('referral-needed'),
    locationKind: text('location_kind', { enum: LOCATION_KINDS }).notNull(),
    postcode: text(),
    /** In words: "Tuesdays 10 to 12, term time". */
    when: text('when_held').notNull(),
    /** The same for a calendar; empty when it is not said by rule. */
    schedule: jsonb().$type<ScheduleLine[]>().notNull().default([]),
    /** When in the week it is held, from the schedule: what a search asks. */
    held: text({ enum: PARTS_OF_WEEK }).array().notNull().default([]),
    /** Degrees, of the postcode's middle; null while no postcode file says where that is. */
    latitude: doublePrecision(),
    longitude: doublePrecision(),
    access: text({ enum: ACCESS_FEATURE_CODES }).array().notNull(),
    capacity: integer().notNull(),
    /** Whether places are counted, or somebody talks first. */
    placesMode: text('places_mode', { enum: PLACES_MODES }).notNull().default('counted'),
    /** Of what the capacity is: the activity as it runs on, each session, each cohort. */
    capacityLevel: text('capacity_level', { enum: CAPACITY_LEVELS }).notNull().default('activity'),
    /** When and by whom the places were said last. */
    placesSaidAt: instant('places_said_at'),
    placesSaidById: uuid('places_said_by_id'),
    waitingOrder: text('waiting_order', { enum: WAITING_ORDERS }).notNull().default('first-come'),
    /** Places that somebody has or is offered; placements take and give them back, each in one statement. */
    taken: integer().notNull().default(0),
    status: text({ enum: ACTIVITY_STATUSES }).notNull().default('open'),
    closedBecause: text('closed_because'),
    /** When it means to open again. */
    reopensOn: date('reopens_on', { mode: 'string' }),
    /** The day somebody said last that all of this is so; null for what was never confirmed. */
    confirmedOn: date('confirmed_on', { mode: 'string' }),
    /** The rung of the review ladder that was reached since, and when. */
    reviewRung: smallint('review_rung').notNull().default(0),
    reviewRungOn: date('review_rung_on', { mode: 'string' }),
    /** Hidden from searches: nobody confirmed it for long, or the feed that it came from lists it no more. */
    hiddenAt: instant('hidden_at'),
    updatedAt: instant('updated_at').notNull().defaultNow(),
    /** Of what the provider says; taking a place does not change it. */
    version: integer().notNull().default(1),
    createdAt: instant('created_at').notNull(),
    /** The feed of another area that it came from, its id there, and whom and under what licence it is from, as people read it. */
    feedId: uuid('feed_id'),
    externalId: text('external_id'),
    source: text(),
    /** What a search looks through. */
    searchText: text('search_text')
      .notNull()
      .generatedAlwaysAs(sql`lower(name || ' ' || coalesce(who_for, '') || ' ' || description || ' ' || when_held)`),
  },
  (table) => [
    oneOf('activities_location_kind_check', table.locationKind, LOCATION_KINDS),
    oneOf('activities_status_check', table.status, ACTIVITY_STATUSES),
    check('activities_name_length', sql`length(name) between 1 and 200`),
    check('activities_access_check', sql`access <@ array[${list(ACCESS_FEATURE_CODES)}]::text[]`),
    oneOf('activities_entry_check', table.entry, ENTRY_KINDS),
    oneOf('activities_places_mode_check', table.placesMode, PLACES_MODES),
    oneOf('activities_capacity_level_check', table.capacityLevel, CAPACITY_LEVELS),
    oneOf('activities_waiting_order_check', table.waitingOrder, WAITING_ORDERS),
    check('activities_held_check', sql`held <@ array[${list(PARTS_OF_WEEK)}]::text[]`),
    check('activities_ages_check', sql`minimum_age between 0 and 120 and maximum_age between 0 and 120`),
    check('activities_cost_check', sql`cost_pence between 0 and 1000000`),
    check('activities_where_check', sql`num_nulls(latitude, longitude) in (0, 2)`),
    check('activities_venue_check', sql`location_kind <> 'venue' or postcode is not null or feed_id is not null`),
    check('activities_closed_check', sql`(status = 'closed') = (closed_because is not null)`),
    check('activities_places_check', sql`taken between 0 and capacity`),
    check('activities_feed_check', sql`num_nulls(feed_id, external_id, source) in (0, 3)`),
    // What everybody may read, in the order in which an open feed is walked through.
    index('activities_public').on(table.schemeId, table.id).where(sql`hidden_at is null and feed_id is null`),
    index('activities_of_feed').on(table.schemeId, table.feedId).where(sql`feed_id is not null`),
    // So that a placement names the activity and its provider together.
    unique('activities_provider_key').on(table.schemeId, table.id, table.providerId),
    index('activities_search').using('gin', sql`search_text gin_trgm_ops`),
    index('activities_near').on(table.schemeId, table.latitude).where(sql`latitude is not null`),
    index('activities_to_confirm').on(table.schemeId, table.confirmedOn),
    index('activities_by_name').on(table.schemeId, table.name, table.id),
    index('activities_of_provider').on(table.schemeId, table.providerId, table.name, table.id),
    within('activities_provider_fk', [table.schemeId, table.providerId], [organisations.schemeId, organisations.id]),
    within('activities_said_by_fk', [table.schemeId, table.placesSaidById], [memberships.schemeId, memberships.id]),
  ],
)

/** The picture of an activity, cleaned of where and when it was taken, and what it shows for whoever does not see it. */
export const activityPhotos = schemeTable(
  'activity_photos',
  {
    activityId: uuid('activity_id').notNull(),
    bytes: bytea('bytes').notNull(),
    alternativeText: text('alternative_text').notNull(),
    addedAt: instant('added_at').notNull(),
    addedById: uuid('added_by_id').notNull(),
  },
  (table) => [
    unique('activity_photos_key').on(table.schemeId, table.activityId),
    check('activity_photos_text_length', sql`length(alternative_text) between 1 and 300`),
    within('activity_photos_activity_fk', [table.schemeId, table.activityId], [activities.schemeId, activities.id]),
    within('activity_photos_by_fk', [table.schemeId, table.addedById], [memberships.schemeId, memberships.id]),
  ],
)

/** What somebody would change in a listing. It waits beside what is live; one waits at a time for each activity. */
export const activityEdits = schemeTable(
  'activity_edits',
  {
    activityId: uuid('activity_id').notNull(),
    /** A merge patch of the listing, as `amendActivity` takes it. */
    patch: jsonb().$type<Record<string, unknown>>().notNull(),
    proposedAt: instant('proposed_at').notNull(),
    proposedById: uuid('proposed_by_id').notNull(),
    decision: text({ enum: EDIT_DECISIONS }),
    decidedAt: instant('decided_at'),
    decidedById: uuid('decided_by_id'),
    why: text(),
  },
  (table) => [
    oneOf('activity_edits_decision_check', table.decision, EDIT_DECISIONS),
    check('activity_edits_decided_check', sql`num_nulls(decision, decided_at, decided_by_id) in (0, 3)`),
    uniqueIndex('activity_edits_open_key').on(table.schemeId, table.activityId).where(sql`decision is null`),
    index('activity_edits_waiting').on(table.schemeId, table.id).where(sql`decision is null`),
    within('activity_edits_activity_fk', [table.schemeId, table.activityId], [activities.schemeId, activities.id]),
    within('activity_edits_by_fk', [table.schemeId, table.proposedById], [memberships.schemeId, memberships.id]),
    within('activity_edits_decided_by_fk', [table.schemeId, table.decidedById], [memberships.schemeId, memberships.id]),
  ],
)

/** What anybody says is wrong or missing in the directory; from the public page without a name. */
export const activitySuggestions = schemeTable(
  'activity_suggestions',
  {
    /** Null when it is about something that the directory lacks. */
    activityId: uuid('activity_id'),
    words: text().notNull(),
    /** How to answer them, if they gave it. */
    contact: text(),
    saidAt: instant('said_at').notNull(),
    saidById: uuid('said_by_id'),
    settledAt: instant('settled_at'),
    settledById: uuid('settled_by_id'),
    outcome: text(),
  },
  (table) => [
    check('activity_suggestions_words_length', sql`length(words) between 1 and 1000 and length(contact) <= 200`),
    check('activity_suggestions_settled_check', sql`num_nulls(settled_at, settled_by_id, outcome) in (0, 3)`),
    index('activity_suggestions_open').on(table.schemeId, table.id).where(sql`settled_at is null`),
    within('activity_suggestions_of_fk', [table.schemeId, table.activityId], [activities.schemeId, activities.id]),
    within('activity_suggestions_by_fk', [table.schemeId, table.saidById], [memberships.schemeId, memberships.id]),
    within(
      'activity_suggestions_settled_fk',
      [table.schemeId, table.settledById],
      [memberships.schemeId, memberships.id],
    ),
  ],
)

/** How many came by an open door on a day. Nobody is named. */
export const activityWalkIns = schemeTable(
  'activity_walk_ins',
  {
    activityId: uuid('activity_id').notNull(),
    on: date('held_on', { mode: 'string' }).notNull(),
    count: integer().notNull(),
    recordedAt: instant('recorded_at').notNull(),
    recordedById: uuid('recorded_by_id'),
  },
  (table) => [
    unique('activity_walk_ins_key').on(table.schemeId, table.activityId, table.on),
    check('activity_walk_ins_count_check', sql`count between 0 and 10000`),
    within('activity_walk_ins_activity_fk', [table.schemeId, table.activityId], [activities.schemeId, activities.id]),
    within('activity_walk_ins_by_fk', [table.schemeId, table.recordedById], [memberships.schemeId, memberships.id]),
  ],
)

/** One run of a programme of a fixed number of weeks. */
export const activityCohorts = schemeTable(
  'activity_cohorts',
  {
    activityId: uuid('activity_id').notNull(),
    name: text().notNull(),
    startsOn: date('starts_on', { mode: 'string' }).notNull(),
    weeks: smallint().notNull(),
    capacity: integer().notNull(),
    taken: integer().notNull().default(0),
    /** Nobody new; whoever has a place keeps it. */
    isClosed: boolean('is_closed').notNull().default(false),
    version: integer().notNull().default(1),
  },
  (table) => [
    unique('activity_cohorts_of_key').on(table.schemeId, table.id, table.activityId),
    check('activity_cohorts_name_length', sql`length(name) between 1 and 100`),
    check('activity_cohorts_weeks_check', sql`weeks between 1 and 104`),
    check('activity_cohorts_places_check', sql`taken between 0 and capacity`),
    index('activity_cohorts_of_activity').on(table.schemeId, table.activityId, table.startsOn, table.id),
    within('activity_cohorts_activity_fk', [table.schemeId, table.activityId], [activities.schemeId, activities.id]),
  ],
)

/**
 * A session that differs from the schedule, or whose places are counted. The others are what the schedule says; no row
 * is needed for them.
 */
export const activitySessions = schemeTable(
  'activity_sessions',
  {
    activityId: uuid('activity_id').notNull(),
    /** The day it has by the schedule. */
    on: date('held_on', { mode: 'string' }).notNull(),
    status: text({ enum: SESSION_STATUSES }).notNull().default('as-planned'),
    /** Where it went, when it was moved. */
    movedToOn: date('moved_to_on', { mode: 'string' }),
    startsAt: text('starts_at'),
    endsAt: text('ends_at'),
    why: text(),
    taken: integer().notNull().default(0),
    changedAt: instant('changed_at').notNull(),
    changedById: uuid('changed_by_id'),
  },
  (table) => [
    unique('activity_sessions_key').on(table.schemeId, table.activityId, table.on),
    oneOf('activity_sessions_status_check', table.status, SESSION_STATUSES),
    check('activity_sessions_taken_check', sql`taken >= 0`),
    check('activity_sessions_moved_check', sql`(status = 'moved') = (moved_to_on is not null)`),
    check('activity_sessions_why_check', sql`status = 'as-planned' or length(why) between 1 and 300`),
    within('activity_sessions_activity_fk', [table.schemeId, table.activityId], [activities.schemeId, activities.id]),
    within('activity_sessions_by_fk', [table.schemeId, table.changedById], [memberships.schemeId, memberships.id]),
  ],
)

/** Where the middle of each postcode lies: a national list, filled by `import-postcodes` from the ONS file. */
export const postcodeCentroids = pgTable('postcode_centroids', {
  /** Upper case with one space. */
  postcode: text().primaryKey(),
  latitude: doublePrecision().notNull(),
  longitude: doublePrecision().notNull(),
})
