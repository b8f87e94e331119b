import { sql } from 'drizzle-orm'
import {
  boolean,
  check,
  date,
  integer,
  jsonb,
  pgPolicy,
  pgTable,
  primaryKey,
  smallint,
  text,
  unique,
  uuid,
} from 'drizzle-orm/pg-core'
import { authRole, instant, oneOf, schemePolicies, schemeTable } from '../../platform/db/scheme-table.ts'
import { LISTS } from './lists.ts'

/** An area that runs social prescribing: the tenant. Global, so that a host name finds its scheme. */
export const schemes = pgTable(
  'schemes',
  {
    id: uuid().primaryKey(),
    name: text().notNull(),
    /** The host name at which the scheme is reached without a session. */
    host: text(),
    /** A scheme for training: invented people only, said loudly on each page. */
    isPractice: boolean('is_practice').notNull().default(false),
    createdAt: instant('created_at').notNull(),
    /** Since when the scheme takes referrals; null until somebody who may has said that it is ready. */
    liveAt: instant('live_at').defaultNow(),
  },
  (table) => [
    unique('schemes_host_key').on(table.host),
    check('schemes_name_length', sql`length(${table.name}) between 1 and 200`),
  ],
)

export const schemeSettings = pgTable(
  'scheme_settings',
  {
    schemeId: uuid('scheme_id')
      .notNull()
      .references(() => schemes.id),
    settings: jsonb().notNull(),
    version: integer().notNull().default(1),
    updatedAt: instant('updated_at').notNull(),
  },
  (table) => [
    primaryKey({ name: 'scheme_settings_pk', columns: [table.schemeId] }),
    ...schemePolicies('scheme_settings'),
    pgPolicy('scheme_settings_auth', { to: authRole, for: 'select', using: sql`true` }),
  ],
)

/** The scheme's own words: needs, reasons, categories. Retired, never deleted, so that old records keep their meaning. */
export const schemeListItems = schemeTable(
  'scheme_list_items',
  {
    list: text({ enum: LISTS }).notNull(),
    code: text().notNull(),
    label: text().notNull(),
    position: smallint().notNull(),
    /** Its name is replaced wherever somebody reads who is not placing the person. */
    isSensitive: boolean('is_sensitive').notNull().default(false),
    retiredOn: date('retired_on', { mode: 'string' }),
  },
  (table) => [
    unique('scheme_list_items_code_key').on(table.schemeId, table.list, table.code),
    oneOf('scheme_list_items_list_check', table.list, LISTS),
    check('scheme_list_items_code_check', sql`code ~ '^[a-z0-9-]{1,60}$'`),
  ],
)

/** England's bank holidays, a national reference list, so that SQL counts working days as the rules do. */
export const bankHolidays = pgTable('bank_holidays', {
  on: date({ mode: 'string' }).primaryKey(),
  name: text().notNull(),
})

/** Every day with the number of working days up to it, so that SQL counts them by subtraction. Filled by the migration. */
export const calendarDays = pgTable('calendar_days', {
  on: date({ mode: 'string' }).primaryKey(),
  workingDays: integer('working_days').notNull(),
})
