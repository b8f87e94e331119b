import { sql } from 'drizzle-orm'
import { check, index, text, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { organisations } from '../organisations/tables.ts'
import { MESSAGE_KINDS, MESSAGE_URGENCIES } from './kinds.ts'

/** What an organisation was told, ready to be filed: the text itself says who wrote it, in which role, from where. */
export const messages = schemeTable(
  'messages',
  {
    organisationId: uuid('organisation_id').notNull(),
    /** The organisation it was sent to, when that closed before anybody had read it. */
    forwardedFromId: uuid('forwarded_from_id'),
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
    urgency: text({ enum: MESSAGE_URGENCIES }).notNull().default('routine'),
    acknowledgeBy: instant('acknowledge_by'),
    /** A named reader, and what they said will be done: of a same-day message only. */
    acknowledgedAt: instant('acknowledged_at'),
    acknowledgedById: uuid('acknowledged_by_id'),
    whatWillBeDone: text('what_will_be_done'),
    /** When the sender was told to ring, because nobody had acknowledged it. */
    chasedAt: instant('chased_at'),
    rungAt: instant('rung_at'),
    rungById: uuid('rung_by_id'),
    spokeTo: text('spoke_to'),
    rungOutcome: text('rung_outcome'),
  },
  (table) => [
    oneOf('messages_kind_check', table.kind, MESSAGE_KINDS),
    check('messages_body_length', sql`length(body) <= 1500`),
    oneOf('messages_urgency_check', table.urgency, MESSAGE_URGENCIES),
    check('messages_same_day_check', sql`(urgency = 'same-day') = (acknowledge_by is not null)`),
    check(
      'messages_acknowledged_check',
      sql`num_nonnulls(acknowledged_at, acknowledged_by_id, what_will_be_done) in (0, 3) and (acknowledged_at is null or acknowledge_by is not null)`,
    ),
    check('messages_rung_check', sql`num_nonnulls(rung_at, rung_by_id, spoke_to, rung_outcome) in (0, 4)`),
    check(
      'messages_answer_lengths',
      sql`length(what_will_be_done) <= 1000 and length(spoke_to) <= 200 and length(rung_outcome) <= 1000`,
    ),
    index('messages_to_chase')
      .on(table.schemeId, table.acknowledgeBy)
      .where(sql`acknowledge_by is not null and acknowledged_at is null and rung_at is null and chased_at is null`),
    index('messages_inbox').on(table.schemeId, table.organisationId, table.id),
    index('messages_about').on(table.schemeId, table.subjectId, table.id),
    within(
      'messages_organisation_fk',
      [table.schemeId, table.organisationId],
      [organisations.schemeId, organisations.id],
    ),
    within(
      'messages_acknowledged_by_fk',
      [table.schemeId, table.acknowledgedById],
      [memberships.schemeId, memberships.id],
    ),
    within('messages_rung_by_fk', [table.schemeId, table.rungById], [memberships.schemeId, memberships.id]),
    within(
      'messages_forwarded_from_fk',
      [table.schemeId, table.forwardedFromId],
      [organisations.schemeId, organisations.id],
    ),
    within('messages_sent_by_fk', [table.schemeId, table.sentById], [memberships.schemeId, memberships.id]),
  ],
)
