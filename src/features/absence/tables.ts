import { sql } from 'drizzle-orm'
import { check, date, index, integer, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { ABSENCE_KINDS, WEEKDAYS, type Weekday } from './kinds.ts'

const WEEKDAY_LIST = sql.raw(`array[${WEEKDAYS.map((day) => `'${day}'`).join(', ')}]`)

/** On which weekdays somebody works, from a day on, until a later row says otherwise. Nobody without a row is thought away. */
export const workingPatterns = schemeTable(
  'working_patterns',
  {
    membershipId: uuid('membership_id').notNull(),
    fromOn: date('from_on', { mode: 'string' }).notNull(),
    weekdays: text().array().$type<Weekday[]>().notNull(),
    /** Of all that is said of somebody's working days: the next row has the next. */
    version: integer().notNull(),
  },
  (table) => [
    unique('working_patterns_key').on(table.schemeId, table.membershipId, table.fromOn),
    unique('working_patterns_version_key').on(table.schemeId, table.membershipId, table.version),
    check('working_patterns_weekdays_check', sql`weekdays <@ ${WEEKDAY_LIST}`),
    within(
      'working_patterns_membership_fk',
      [table.schemeId, table.membershipId],
      [memberships.schemeId, memberships.id],
    ),
  ],
)

/**
 * Somebody is away, from a day to a day, both included, and who has their work meanwhile. Nothing is handed over: whoever
 * asks looks at the dates, so that the work returns by itself. An absence that never began ends on the day before it.
 */
export const absences = schemeTable(
  'absences',
  {
    membershipId: uuid('membership_id').notNull(),
    kind: text({ enum: ABSENCE_KINDS }).notNull(),
    fromOn: date('from_on', { mode: 'string' }).notNull(),
    /** The last day away; null while nobody knows. */
    untilOn: date('until_on', { mode: 'string' }),
    coverId: uuid('cover_id'),
    createdAt: instant('created_at').notNull(),
    createdById: uuid('created_by_id').notNull(),
    /** When somebody said that they are back. */
    endedAt: instant('ended_at'),
    version: integer().notNull().default(1),
  },
  (table) => [
    oneOf('absences_kind_check', table.kind, ABSENCE_KINDS),
    check('absences_dates_check', sql`until_on is null or until_on >= from_on - 1`),
    check('absences_cover_check', sql`cover_id <> membership_id`),
    within('absences_membership_fk', [table.schemeId, table.membershipId], [memberships.schemeId, memberships.id]),
    within('absences_cover_fk', [table.schemeId, table.coverId], [memberships.schemeId, memberships.id]),
    within('absences_created_by_fk', [table.schemeId, table.createdById], [memberships.schemeId, memberships.id]),
    index('absences_of_member').on(table.schemeId, table.membershipId, table.fromOn),
    index('absences_of_cover').on(table.schemeId, table.coverId, table.fromOn),
  ],
)

/** Who is on duty: on one day, or each week on a weekday from a day on. What is said of one day wins over the week. */
export const dutyRota = schemeTable(
  'duty_rota',
  {
    onDay: date('on_day', { mode: 'string' }),
    weekday: text({ enum: WEEKDAYS }),
    fromOn: date('from_on', { mode: 'string' }),
    /** The last day of a weekly line. */
    untilOn: date('until_on', { mode: 'string' }),
    /** By the wall clock in England, `HH:MM`; null: the whole day. */
    startsAt: text('starts_at'),
    endsAt: text('ends_at'),
    membershipId: uuid('membership_id').notNull(),
    coverId: uuid('cover_id'),
    /** The number at which whoever is on duty is rung. */
    phone: text(),
    createdAt: instant('created_at').notNull(),
    createdById: uuid('created_by_id').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    oneOf('duty_rota_weekday_check', table.weekday, WEEKDAYS),
    check('duty_rota_when_check', sql`num_nonnulls(on_day, weekday) = 1 and (weekday is null) = (from_on is null)`),
    check('duty_rota_until_check', sql`until_on is null or weekday is not null`),
    check(
      'duty_rota_hours_check',
      sql`num_nonnulls(starts_at, ends_at) in (0, 2) and starts_at ~ '^[0-2][0-9]:[0-5][0-9]$' and ends_at ~ '^[0-2][0-9]:[0-5][0-9]$' and starts_at < ends_at`,
    ),
    check('duty_rota_cover_check', sql`cover_id <> membership_id`),
    check('duty_rota_phone_length', sql`length(phone) <= 25`),
    within('duty_rota_membership_fk', [table.schemeId, table.membershipId], [memberships.schemeId, memberships.id]),
    within('duty_rota_cover_fk', [table.schemeId, table.coverId], [memberships.schemeId, memberships.id]),
    within('duty_rota_created_by_fk', [table.schemeId, table.createdById], [memberships.schemeId, memberships.id]),
    index('duty_rota_by_day').on(table.schemeId, table.onDay).where(sql`ended_at is null`),
  ],
)
