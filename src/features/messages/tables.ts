import { sql } from 'drizzle-orm'
import { check, index, text, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { organisations } from '../organisations/tables.ts'
import { MESSAGE_KINDS } from './kinds.ts'

/** What an organisation was told, ready to be filed: the text itself says who wrote it, in which role, from where. */
export const messages = schemeTable(
  'messages',
  {
    organisationId: uuid('organisation_id').notNull(),
    kind: text({ enum: MESSAGE_KINDS }).notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: uuid('subject_id').notNull(),
    personId: uuid('person_id').notNull(),
    title: text().notNull(),
    body: text().notNull(),
    /** The SNOMED CT concept the practice should record, when there is one. */
    snomedCode: text('snomed_code'),
    sentAt: instant('sent_at').notNull(),
    sentById: uuid('sent_by_id'),
    readAt: instant('read_at'),
    readById: uuid('read_by_id'),
    filedAt: instant('filed_at'),
    filedById: uuid('filed_by_id'),
  },
  (table) => [
    oneOf('messages_kind_check', table.kind, MESSAGE_KINDS),
    check('messages_body_length', sql`length(body) <= 1500`),
    index('messages_inbox').on(table.schemeId, table.organisationId, table.id),
    index('messages_about').on(table.schemeId, table.subjectId, table.id),
    within(
      'messages_organisation_fk',
      [table.schemeId, table.organisationId],
      [organisations.schemeId, organisations.id],
    ),
    within('messages_sent_by_fk', [table.schemeId, table.sentById], [memberships.schemeId, memberships.id]),
  ],
)
