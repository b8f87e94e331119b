import { sql } from 'drizzle-orm'
import { check, index, integer, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { bytea } from '../../platform/db/bytea.ts'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { people } from '../people/tables.ts'
import { FILE_SUBJECT_KINDS, FILE_TYPE_NAMES } from './kinds.ts'

/** A file and the record to which it belongs. A removed one leaves this row; its bytes are gone. */
export const files = schemeTable(
  'files',
  {
    subjectKind: text('subject_kind', { enum: FILE_SUBJECT_KINDS }).notNull(),
    subjectId: uuid('subject_id').notNull(),
    /** Whose record it belongs to; null when it is an organisation's. */
    personId: uuid('person_id'),
    title: text().notNull(),
    type: text({ enum: FILE_TYPE_NAMES }).notNull(),
    size: integer().notNull(),
    /** Of what is kept. */
    sha256: bytea('sha256').notNull(),
    /** Of what was sent, by which the same thing sent twice is known. */
    sentSha256: bytea('sent_sha256').notNull(),
    addedAt: instant('added_at').notNull(),
    addedById: uuid('added_by_id').notNull(),
    removedAt: instant('removed_at'),
    removedById: uuid('removed_by_id'),
    removedBecause: text('removed_because'),
  },
  (table) => [
    uniqueIndex('files_same_key')
      .on(table.schemeId, table.subjectKind, table.subjectId, table.sentSha256)
      .where(sql`removed_at is null`),
    index('files_of_subject').on(table.schemeId, table.subjectKind, table.subjectId, table.id),
    index('files_of_person').on(table.schemeId, table.personId).where(sql`person_id is not null`),
    oneOf('files_subject_kind_check', table.subjectKind, FILE_SUBJECT_KINDS),
    oneOf('files_type_check', table.type, FILE_TYPE_NAMES),
    check('files_title_length', sql`length(title) between 1 and 200`),
    check('files_removed_check', sql`num_nonnulls(removed_at, removed_by_id, removed_because) in (0, 3)`),
    check('files_removed_because_length', sql`length(removed_because) between 1 and 500`),
    within('files_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('files_added_by_fk', [table.schemeId, table.addedById], [memberships.schemeId, memberships.id]),
    within('files_removed_by_fk', [table.schemeId, table.removedById], [memberships.schemeId, memberships.id]),
  ],
)

/** The bytes of a file, apart from what lists read. Same id as the file. */
export const fileContents = schemeTable('file_contents', { bytes: bytea('bytes').notNull() }, (table) => [
  within('file_contents_file_fk', [table.schemeId, table.id], [files.schemeId, files.id]),
])
