import { type BuildExtraConfigColumns, type SQL, sql } from 'drizzle-orm'
import {
  type AnyPgColumn,
  check,
  foreignKey,
  type PgColumnBuilderBase,
  type PgTableExtraConfigValue,
  pgPolicy,
  pgRole,
  pgTable,
  primaryKey,
  timestamp,
  uuid,
} from 'drizzle-orm/pg-core'
import { DATABASE_ROLES } from './roles.ts'

export const appRole = pgRole(DATABASE_ROLES.app).existing()
export const authRole = pgRole(DATABASE_ROLES.auth).existing()
export const workerRole = pgRole(DATABASE_ROLES.worker).existing()
export const sealerRole = pgRole(DATABASE_ROLES.sealer).existing()
const ownerRole = pgRole(DATABASE_ROLES.owner).existing()

/** The setting a connection of one scheme carries. A missing setting is null, and null equals nothing: no rows. */
const sameScheme = sql`scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)`

const schemeId = () => uuid('scheme_id').notNull()

/**
 * The net under every table of a scheme: the application sees one scheme, the owner sees all.
 * The owner needs its own policy because FORCE would otherwise hide every row from backfills and foreign key checks.
 */
export const schemePolicies = (name: string): PgTableExtraConfigValue[] => [
  pgPolicy(`${name}_scheme`, { to: appRole, using: sameScheme, withCheck: sameScheme }),
  pgPolicy(`${name}_owner`, { to: ownerRole, using: sql`true`, withCheck: sql`true` }),
]

/** A table of one scheme whose rows have an id: `scheme_id` leads its primary key, and row-level security is on. */
export function schemeTable<Name extends string, Columns extends Record<string, PgColumnBuilderBase>>(
  name: Name,
  columns: Columns,
  constraints: (
    table: BuildExtraConfigColumns<
      Name,
      Columns & { schemeId: ReturnType<typeof schemeId>; id: ReturnType<typeof recordId> },
      'pg'
    >,
  ) => PgTableExtraConfigValue[] = () => [],
) {
  return pgTable(name, { schemeId: schemeId(), id: recordId(), ...columns }, (table) => [
    primaryKey({ name: `${name}_pk`, columns: [table.schemeId, table.id] }),
    ...schemePolicies(name),
    ...constraints(table as never),
  ])
}

const recordId = () => uuid('id').notNull()

/** A foreign key inside the scheme: the columns are (scheme_id, …), so a row can never point into another scheme. */
export const within = (
  name: string,
  columns: [AnyPgColumn, ...AnyPgColumn[]],
  foreignColumns: [AnyPgColumn, ...AnyPgColumn[]],
) => foreignKey({ name, columns, foreignColumns })

/** `column in (…)` for a CHECK that is fed by the same list as the types. */
export const oneOf = (name: string, column: AnyPgColumn, values: readonly string[]) =>
  check(name, inList(column, values))

const inList = (column: AnyPgColumn, values: readonly string[]): SQL =>
  sql`${column} in (${sql.raw(values.map((value) => `'${value.replaceAll("'", "''")}'`).join(', '))})`

export const instant = (name: string) => timestamp(name, { withTimezone: true })
