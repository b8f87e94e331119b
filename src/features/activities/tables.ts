import { sql } from 'drizzle-orm'
import { check, index, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { organisations } from '../organisations/tables.ts'
import { ACCESS_FEATURE_CODES, ACTIVITY_STATUSES, LOCATION_KINDS } from './kinds.ts'

const accessList = sql.raw(ACCESS_FEATURE_CODES.map((code) => `'${code}'`).join(', '))

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
    locationKind: text('location_kind', { enum: LOCATION_KINDS }).notNull(),
    postcode: text(),
    /** In words: "Tuesdays 10 to 12, term time". */
    when: text('when_held').notNull(),
    access: text({ enum: ACCESS_FEATURE_CODES }).array().notNull(),
    capacity: integer().notNull(),
    /** Places that somebody has or is offered; placements take and give them back, each in one statement. */
    taken: integer().notNull().default(0),
    status: text({ enum: ACTIVITY_STATUSES }).notNull().default('open'),
    closedBecause: text('closed_because'),
    /** Of what the provider says; taking a place does not change it. */
    version: integer().notNull().default(1),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    oneOf('activities_location_kind_check', table.locationKind, LOCATION_KINDS),
    oneOf('activities_status_check', table.status, ACTIVITY_STATUSES),
    check('activities_name_length', sql`length(name) between 1 and 200`),
    check('activities_access_check', sql`access <@ array[${accessList}]::text[]`),
    check('activities_venue_check', sql`location_kind <> 'venue' or postcode is not null`),
    check('activities_closed_check', sql`(status = 'closed') = (closed_because is not null)`),
    check('activities_places_check', sql`taken between 0 and capacity`),
    // So that a placement names the activity and its provider together.
    unique('activities_provider_key').on(table.schemeId, table.id, table.providerId),
    index('activities_by_name').on(table.schemeId, table.name, table.id),
    index('activities_of_provider').on(table.schemeId, table.providerId, table.name, table.id),
    within('activities_provider_fk', [table.schemeId, table.providerId], [organisations.schemeId, organisations.id]),
  ],
)
