import { sql } from 'drizzle-orm'
import { check, date, integer, jsonb, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import type { Change } from './changes.ts'
import { CONFIRMATIONS } from './kinds.ts'
import { SETTINGS_DRAFT_STATUSES } from './lifecycle.ts'

/** That somebody looked at what a scheme begins with and said that it is theirs; the latest counts. */
export const schemeConfirmations = schemeTable(
  'scheme_confirmations',
  {
    what: text({ enum: CONFIRMATIONS }).notNull(),
    confirmedAt: instant('confirmed_at').notNull(),
    confirmedById: uuid('confirmed_by_id').notNull(),
  },
  (table) => [
    unique('scheme_confirmations_key').on(table.schemeId, table.what),
    oneOf('scheme_confirmations_what_check', table.what, CONFIRMATIONS),
    within(
      'scheme_confirmations_confirmed_by_fk',
      [table.schemeId, table.confirmedById],
      [memberships.schemeId, memberships.id],
    ),
  ],
)

/** A change of settings that is not in force yet, or was: each field with what it was and what it becomes. */
export const settingsDrafts = schemeTable(
  'settings_drafts',
  {
    status: text({ enum: SETTINGS_DRAFT_STATUSES }).notNull().default('draft'),
    changes: jsonb().$type<Change[]>().notNull(),
    /** The day from which it holds. */
    holdsFrom: date('holds_from', { mode: 'string' }),
    version: integer().notNull().default(1),
    createdAt: instant('created_at').notNull(),
    createdById: uuid('created_by_id').notNull(),
    scheduledAt: instant('scheduled_at'),
    scheduledById: uuid('scheduled_by_id'),
    /** When it came into force, or was thrown away. */
    settledAt: instant('settled_at'),
  },
  (table) => [
    // One change waits at a time, so that nobody has to work out what two of them come to.
    uniqueIndex('settings_drafts_waiting_key').on(table.schemeId).where(sql`status = 'scheduled'`),
    oneOf('settings_drafts_status_check', table.status, SETTINGS_DRAFT_STATUSES),
    check(
      'settings_drafts_scheduled_check',
      sql`num_nonnulls(holds_from, scheduled_at, scheduled_by_id) in (0, 3) and (status not in ('scheduled', 'in-force') or holds_from is not null)`,
    ),
    check('settings_drafts_settled_check', sql`(status in ('in-force', 'discarded')) = (settled_at is not null)`),
    within(
      'settings_drafts_created_by_fk',
      [table.schemeId, table.createdById],
      [memberships.schemeId, memberships.id],
    ),
    within(
      'settings_drafts_scheduled_by_fk',
      [table.schemeId, table.scheduledById],
      [memberships.schemeId, memberships.id],
    ),
  ],
)
