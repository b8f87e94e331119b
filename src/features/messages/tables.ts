import { sql } from 'drizzle-orm'
import { check, date, index, jsonb, smallint, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import type { LinkPurpose } from '../../platform/light-links.ts'
import { memberships } from '../accounts/tables.ts'
import { organisations } from '../organisations/tables.ts'
import {
  MESSAGE_KINDS,
  MESSAGE_URGENCIES,
  NOT_ONLINE_REASONS,
  NOTICE_TIMES,
  OUTGOING_CHANNELS,
  OUTGOING_EVENT_CODES,
  RECIPIENT_KINDS,
} from './kinds.ts'
import { OUTGOING_STATUSES } from './lifecycle.ts'

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
    /** When the lead took it back, because it was not about this person: a `correction` says so to whoever had it. */
    correctedAt: instant('corrected_at'),
    /** Why the person's online record must not show it; null: it may. The reader hears only that it must not. */
    notOnlineBecause: text('not_online_because', { enum: NOT_ONLINE_REASONS }),
  },
  (table) => [
    oneOf('messages_kind_check', table.kind, MESSAGE_KINDS),
    oneOf('messages_not_online_because_check', table.notOnlineBecause, NOT_ONLINE_REASONS),
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

/** A link that is made when its message is sent: what it opens, and where. */
export type OutgoingLink = { purpose: LinkPurpose; id: string; path: string; expiresAt: string }

/** Everything that leaves the building: one row for each mail, text, letter and call, written with the change it tells of. */
export const outgoingMessages = schemeTable(
  'outgoing_messages',
  {
    channel: text({ enum: OUTGOING_CHANNELS }).notNull(),
    recipientKind: text('recipient_kind', { enum: RECIPIENT_KINDS }).notNull(),
    membershipId: uuid('membership_id'),
    accountId: uuid('account_id'),
    organisationId: uuid('organisation_id'),
    personId: uuid('person_id'),
    /** Of somebody outside, and of a person as a letter addresses them. */
    recipientName: text('recipient_name'),
    /** A mail address, a number in E.164, or the lines of a postal address. Null: looked up when it is sent. */
    address: text(),
    /** No CHECK: the list grows with every feature that has something to say. */
    event: text({ enum: OUTGOING_EVENT_CODES }).notNull(),
    subject: text().notNull(),
    /** `{link}` stands where the link belongs: links that open something are not stored. */
    body: text().notNull(),
    link: jsonb().$type<OutgoingLink>(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: uuid('subject_id').notNull(),
    status: text({ enum: OUTGOING_STATUSES }).notNull().default('waiting'),
    createdAt: instant('created_at').notNull(),
    /** Null when the system acted. */
    createdById: uuid('created_by_id'),
    notBefore: instant('not_before'),
    /** The job that delivers it now: its id is the Message-ID and the key of the text, so that a server knows it again. */
    jobId: uuid('job_id'),
    attempts: smallint().notNull().default(0),
    sentAt: instant('sent_at'),
    deliveredAt: instant('delivered_at'),
    failedAt: instant('failed_at'),
    /** A code, never the words of a server: they may hold an address. */
    failure: text(),
    printedAt: instant('printed_at'),
    postedOn: date('posted_on', { mode: 'string' }),
    doneAt: instant('done_at'),
    stoppedAt: instant('stopped_at'),
    /** Of a person: for what, and what the gate said when it was written. */
    purpose: text(),
    gate: jsonb(),
    /** Of a call: who was spoken to, or that nobody answered. */
    outcome: text(),
  },
  (table) => [
    oneOf('outgoing_messages_channel_check', table.channel, OUTGOING_CHANNELS),
    oneOf('outgoing_messages_recipient_kind_check', table.recipientKind, RECIPIENT_KINDS),
    oneOf('outgoing_messages_status_check', table.status, OUTGOING_STATUSES),
    check(
      'outgoing_messages_recipient_check',
      sql`case recipient_kind when 'member' then membership_id is not null when 'account' then account_id is not null and address is not null
        when 'organisation' then organisation_id is not null when 'person' then person_id is not null
        else recipient_name is not null and address is not null end`,
    ),
    check(
      'outgoing_messages_failed_check',
      sql`(status in ('failed', 'bounced')) <= (failed_at is not null and failure is not null)`,
    ),
    check(
      'outgoing_messages_lengths',
      sql`length(subject) between 1 and 200 and length(body) between 1 and 20000 and length(address) <= 1000
        and length(recipient_name) <= 200 and length(event) <= 60 and length(failure) <= 60`,
    ),
    check(
      'outgoing_messages_gate_check',
      sql`(recipient_kind = 'person') = (gate is not null) and (recipient_kind = 'person') = (purpose is not null)`,
    ),
    unique('outgoing_messages_job_key').on(table.schemeId, table.jobId),
    index('outgoing_messages_about').on(table.schemeId, table.subjectId, table.id),
    index('outgoing_messages_of_person').on(table.schemeId, table.personId).where(sql`person_id is not null`),
    index('outgoing_messages_failed').on(table.schemeId, table.id).where(sql`status in ('failed', 'bounced')`),
    within(
      'outgoing_messages_membership_fk',
      [table.schemeId, table.membershipId],
      [memberships.schemeId, memberships.id],
    ),
    within(
      'outgoing_messages_organisation_fk',
      [table.schemeId, table.organisationId],
      [organisations.schemeId, organisations.id],
    ),
    within(
      'outgoing_messages_created_by_fk',
      [table.schemeId, table.createdById],
      [memberships.schemeId, memberships.id],
    ),
  ],
)

/** What somebody at work wants to hear when: a row for each event they decided about; the others come at once. */
export const noticePreferences = schemeTable(
  'notice_preferences',
  {
    membershipId: uuid('membership_id').notNull(),
    event: text({ enum: OUTGOING_EVENT_CODES }).notNull(),
    time: text({ enum: NOTICE_TIMES }).notNull(),
  },
  (table) => [
    unique('notice_preferences_key').on(table.schemeId, table.membershipId, table.event),
    oneOf('notice_preferences_time_check', table.time, NOTICE_TIMES),
    within(
      'notice_preferences_membership_fk',
      [table.schemeId, table.membershipId],
      [memberships.schemeId, memberships.id],
    ),
  ],
)

/** An organisation's mailbox that sent mail back: it stays here until a mail arrives, or the organisation has another address. */
export const deadMailboxes = schemeTable(
  'dead_mailboxes',
  {
    organisationId: uuid('organisation_id').notNull(),
    address: text().notNull(),
    deadAt: instant('dead_at').notNull(),
    failure: text().notNull(),
  },
  (table) => [
    unique('dead_mailboxes_key').on(table.schemeId, table.organisationId),
    within(
      'dead_mailboxes_organisation_fk',
      [table.schemeId, table.organisationId],
      [organisations.schemeId, organisations.id],
    ),
  ],
)

/** Numbers that asked for no more texts. */
export const stoppedNumbers = schemeTable(
  'stopped_numbers',
  { number: text().notNull(), at: instant('at').notNull() },
  (table) => [unique('stopped_numbers_key').on(table.schemeId, table.number)],
)

/** A text that somebody sent back. Its id is the provider's word for it, made ours, so that it is kept once. */
export const incomingTexts = schemeTable(
  'incoming_texts',
  {
    providerId: text('provider_id').notNull(),
    number: text().notNull(),
    body: text().notNull(),
    receivedAt: instant('received_at').notNull(),
    /** What we last sent to this number: what the answer is to. */
    outgoingId: uuid('outgoing_id'),
    personId: uuid('person_id'),
  },
  (table) => [
    unique('incoming_texts_key').on(table.schemeId, table.providerId),
    index('incoming_texts_of_person').on(table.schemeId, table.personId).where(sql`person_id is not null`),
    check('incoming_texts_lengths', sql`length(provider_id) <= 100 and length(number) <= 20 and length(body) <= 2000`),
    within(
      'incoming_texts_outgoing_fk',
      [table.schemeId, table.outgoingId],
      [outgoingMessages.schemeId, outgoingMessages.id],
    ),
  ],
)
