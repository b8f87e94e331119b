import { sql } from 'drizzle-orm'
import { index, integer, jsonb, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { IMPORT_KINDS, IMPORT_STATUSES, ROW_STATES, type RowFault } from './kinds.ts'

/** A file that brings what exists. Its name is not kept: names of files hold names of people. */
export const imports = schemeTable(
  'imports',
  {
    kind: text({ enum: IMPORT_KINDS }).notNull(),
    status: text({ enum: IMPORT_STATUSES }).notNull(),
    /** SHA-256 of the file: sent a second time it is the same import. */
    fileHash: text('file_hash').notNull(),
    headerRow: integer('header_row').notNull(),
    headings: text().array().notNull(),
    mapping: jsonb().$type<Record<string, number>>().notNull(),
    createdAt: instant('created_at').notNull(),
    createdById: uuid('created_by_id').notNull(),
    /** When a part was last written, or the run was asked for: one that has stood still for long is begun again. */
    workedAt: instant('worked_at'),
    finishedAt: instant('finished_at'),
  },
  (table) => [
    oneOf('imports_kind_check', table.kind, IMPORT_KINDS),
    oneOf('imports_status_check', table.status, IMPORT_STATUSES),
    uniqueIndex('imports_file_key').on(table.schemeId, table.kind, table.fileHash).where(sql`status <> 'taken-back'`),
    within('imports_created_by_fk', [table.schemeId, table.createdById], [memberships.schemeId, memberships.id]),
  ],
)

/** A row of the file, its cells kept until it is used; its id becomes the id of what it makes. */
export const importRows = schemeTable(
  'import_rows',
  {
    importId: uuid('import_id').notNull(),
    number: integer().notNull(),
    /** Null once they have served their purpose. */
    cells: text().array(),
    state: text({ enum: ROW_STATES }).notNull(),
    faults: jsonb().$type<RowFault[]>().notNull(),
    /** Who and since when, as a hash: brought once. */
    rowKey: text('row_key'),
    subjectId: uuid('subject_id'),
    /** Of what the row made, when it was made: a later one has been worked on. */
    subjectVersion: integer('subject_version'),
    /** What a row changed, as it was: null for what it made new. */
    before: jsonb().$type<Record<string, unknown>>(),
  },
  (table) => [
    oneOf('import_rows_state_check', table.state, ROW_STATES),
    unique('import_rows_number_key').on(table.schemeId, table.importId, table.number),
    index('import_rows_brought').on(table.schemeId, table.rowKey).where(sql`state in ('imported', 'worked-on')`),
    within('import_rows_import_fk', [table.schemeId, table.importId], [imports.schemeId, imports.id]),
  ],
)
