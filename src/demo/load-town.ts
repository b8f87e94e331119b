import { getTableColumns, getTableName } from 'drizzle-orm'
import type { ISql } from 'postgres'
import { DATABASE_ROLES } from '../platform/db/roles.ts'
import { type Rows, TABLES, type TableName } from './town/rows.ts'

const ROWS_AT_ONCE = 1_000

/** The national list of postcodes may be here already: then it knows better where each lies. */
const KEPT: Partial<Record<TableName, string>> = { postcodeCentroids: ' on conflict do nothing' }

/**
 * Writes the town in the caller's transaction, as the owner, so that every key, check and policy holds for it too. A table
 * is a handful of statements: the rows go as one JSON text, which PostgreSQL takes apart by the table's own type.
 */
export async function loadRows(tx: ISql, rows: Rows): Promise<void> {
  await tx.unsafe(`set local role ${DATABASE_ROLES.owner}`)
  await tx.unsafe(`set local statement_timeout = '60s'`)
  for (const name of Object.keys(TABLES) as TableName[]) await loadTable(tx, name, rows[name])
}

async function loadTable(tx: ISql, name: TableName, rows: readonly Record<string, unknown>[]): Promise<void> {
  const columns = Object.entries(getTableColumns(TABLES[name])).filter(
    ([key]) => rows[0] !== undefined && key in rows[0],
  )
  const table = getTableName(TABLES[name])
  const list = columns.map(([, column]) => `"${column.name}"`).join(', ')
  for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
    const chunk = rows
      .slice(from, from + ROWS_AT_ONCE)
      .map((row) => Object.fromEntries(columns.map(([key, column]) => [column.name, toJson(row[key])])))
    const text = JSON.stringify(chunk)
    await tx.unsafe(
      `insert into ${table} (${list}) select ${list} from json_populate_recordset(null::${table}, $1::text::json)${KEPT[name] ?? ''}`,
      [text],
    )
  }
}

/** Bytes as PostgreSQL reads them in a text; the rest is JSON as it is. */
const toJson = (value: unknown): unknown =>
  value instanceof Uint8Array ? `\\x${Buffer.from(value).toString('hex')}` : (value ?? null)
