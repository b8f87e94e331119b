import { sql } from 'drizzle-orm'
import { check, date, index, integer, pgPolicy, text, unique, uuid } from 'drizzle-orm/pg-core'
import { authRole, instant, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { schemes } from '../schemes/tables.ts'
import { ORGANISATION_KINDS } from './kinds.ts'

const kindList = sql.raw(ORGANISATION_KINDS.map((kind) => `'${kind}'`).join(', '))

export const organisations = schemeTable(
  'organisations',
  {
    name: text().notNull(),
    kinds: text({ enum: ORGANISATION_KINDS }).array().notNull(),
    /** The code of the Organisation Data Service: practices have one. */
    odsCode: text('ods_code'),
    postcode: text(),
    phone: text(),
    email: text(),
    closedOn: date('closed_on', { mode: 'string' }),
    /** The organisation that it closed into, and why; what it did before still names it. */
    successorId: uuid('successor_id'),
    closedBecause: text('closed_because'),
    version: integer().notNull().default(1),
    createdAt: instant('created_at').notNull(),
  },
  (table) => [
    unique('organisations_ods_code_key').on(table.schemeId, table.odsCode),
    check('organisations_kinds_check', sql`cardinality(kinds) > 0 and kinds <@ array[${kindList}]::text[]`),
    check('organisations_name_length', sql`length(name) between 1 and 200`),
    index('organisations_search').using('gin', sql`lower(name) gin_trgm_ops`),
    index('organisations_by_name').on(table.schemeId, table.name, table.id),
    check('organisations_successor_check', sql`successor_id is null or (closed_on is not null and successor_id <> id)`),
    check('organisations_closed_because_length', sql`length(closed_because) between 1 and 500`),
    within('organisations_successor_fk', [table.schemeId, table.successorId], [table.schemeId, table.id]),
    within('organisations_scheme_fk', [table.schemeId], [schemes.id]),
    pgPolicy('organisations_auth', { to: authRole, for: 'select', using: sql`true` }),
  ],
)

/** Which practices a case-management team serves, from day to day. */
export const servedPractices = schemeTable(
  'served_practices',
  {
    teamId: uuid('team_id').notNull(),
    practiceId: uuid('practice_id').notNull(),
    fromOn: date('from_on', { mode: 'string' }).notNull(),
    untilOn: date('until_on', { mode: 'string' }),
  },
  (table) => [
    within('served_practices_team_fk', [table.schemeId, table.teamId], [organisations.schemeId, organisations.id]),
    within(
      'served_practices_practice_fk',
      [table.schemeId, table.practiceId],
      [organisations.schemeId, organisations.id],
    ),
    unique('served_practices_key').on(table.schemeId, table.teamId, table.practiceId, table.fromOn),
  ],
)
