import { sql } from 'drizzle-orm'
import { boolean, check, date, index, integer, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { outgoingMessages } from '../messages/tables.ts'
import { people } from '../people/tables.ts'
import { referrals } from '../referrals/tables.ts'
import {
  ATTENDANCES,
  CONTACT_PURPOSES,
  CONTACT_WAYS,
  FOUND,
  NOT_HAPPENED_REASON_NAMES,
  NOTE_MARKS,
  NOTE_SOURCES,
  RUNGS,
  TOLD_HOW,
  VISIT_CHANGES,
  VISIT_NEWS,
  WORKER_FOUND,
} from './kinds.ts'

/** A visit, call, text, letter or meeting with a person: planned, known, or first one and then the other. */
export const contacts = schemeTable(
  'contacts',
  {
    referralId: uuid('referral_id').notNull(),
    personId: uuid('person_id').notNull(),
    way: text({ enum: CONTACT_WAYS }).notNull(),
    purpose: text({ enum: CONTACT_PURPOSES }).notNull(),
    workerId: uuid('worker_id').notNull(),
    /** The day it happened, else the day it is planned for: lists are in its order. */
    day: date({ mode: 'string' }).notNull(),
    plannedStart: instant('planned_start'),
    plannedEnd: instant('planned_end'),
    /** Null while nobody has said. */
    happened: boolean(),
    notHappenedBecause: text('not_happened_because', { enum: NOT_HAPPENED_REASON_NAMES }),
    /** Null for what was sent one way. */
    attendance: text({ enum: ATTENDANCES }),
    /** The day it happened, or was tried. */
    happenedOn: date('happened_on', { mode: 'string' }),
    personSaidNo: boolean('person_said_no').notNull().default(false),
    nextReviewOn: date('next_review_on', { mode: 'string' }),
    note: text(),
    noteSource: text('note_source', { enum: NOTE_SOURCES }),
    noteMark: text('note_mark', { enum: NOTE_MARKS }),
    /** Who took part with the person. */
    tookPart: text('took_part'),
    recordedAt: instant('recorded_at'),
    recordedById: uuid('recorded_by_id'),
    checkedInAt: instant('checked_in_at'),
    checkedInById: uuid('checked_in_by_id'),
    checkedOutAt: instant('checked_out_at'),
    checkedOutById: uuid('checked_out_by_id'),
    /** Until when the worker said that they are late: for the alarm alone, the plan stays as it was. */
    lateUntil: instant('late_until'),
    createdAt: instant('created_at').notNull(),
    createdById: uuid('created_by_id').notNull(),
    /** When the lead took it out, because it was somebody else's; `corrections` keeps what it said. */
    correctedAt: instant('corrected_at'),
    version: integer().notNull().default(1),
  },
  (table) => [
    oneOf('contacts_note_source_check', table.noteSource, NOTE_SOURCES),
    oneOf('contacts_note_mark_check', table.noteMark, NOTE_MARKS),
    check('contacts_note_facts_check', sql`note is not null or (note_source is null and note_mark is null)`),
    oneOf('contacts_way_check', table.way, CONTACT_WAYS),
    oneOf('contacts_purpose_check', table.purpose, CONTACT_PURPOSES),
    oneOf('contacts_not_happened_because_check', table.notHappenedBecause, NOT_HAPPENED_REASON_NAMES),
    oneOf('contacts_attendance_check', table.attendance, ATTENDANCES),
    check('contacts_planned_or_known', sql`planned_start is not null or happened is not null`),
    check(
      'contacts_planned_end_check',
      sql`planned_end is null or (planned_start is not null and planned_end > planned_start)`,
    ),
    check('contacts_home_visit_end', sql`way <> 'home-visit' or planned_start is null or planned_end is not null`),
    check(
      'contacts_outcome_check',
      sql`case when happened is null then num_nonnulls(not_happened_because, attendance, happened_on, next_review_on, recorded_at) = 0
        when happened then not_happened_because is null and num_nulls(happened_on, recorded_at) = 0
        else attendance is null and num_nulls(not_happened_because, recorded_at) = 0 end`,
    ),
    check(
      'contacts_said_no_check',
      sql`not person_said_no or (attendance is not distinct from 'attended' and note is not null)`,
    ),
    check('contacts_next_review_check', sql`next_review_on is null or next_review_on > happened_on`),
    check('contacts_check_in_check', sql`checked_in_at is null or (way = 'home-visit' and planned_end is not null)`),
    check(
      'contacts_check_out_check',
      sql`checked_out_at is null or (checked_in_at is not null and checked_out_at >= checked_in_at)`,
    ),
    check('contacts_note_length', sql`length(note) <= 4000 and length(took_part) <= 500`),
    within('contacts_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within('contacts_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('contacts_worker_fk', [table.schemeId, table.workerId], [memberships.schemeId, memberships.id]),
    within('contacts_recorded_by_fk', [table.schemeId, table.recordedById], [memberships.schemeId, memberships.id]),
    within('contacts_checked_in_by_fk', [table.schemeId, table.checkedInById], [memberships.schemeId, memberships.id]),
    within(
      'contacts_checked_out_by_fk',
      [table.schemeId, table.checkedOutById],
      [memberships.schemeId, memberships.id],
    ),
    within('contacts_created_by_fk', [table.schemeId, table.createdById], [memberships.schemeId, memberships.id]),
    index('contacts_inside')
      .on(table.schemeId, table.plannedEnd)
      .where(sql`checked_in_at is not null and checked_out_at is null`),
    index('contacts_of_referral').on(table.schemeId, table.referralId, table.day, table.id),
    index('contacts_of_worker')
      .on(table.schemeId, table.workerId, table.day, table.plannedStart, table.id)
      .where(sql`planned_start is not null`),
  ],
)

/** Nobody opened who expected us: open until somebody has spoken to the person. */
export const noReplies = schemeTable(
  'no_replies',
  {
    contactId: uuid('contact_id').notNull(),
    referralId: uuid('referral_id').notNull(),
    personId: uuid('person_id').notNull(),
    openedAt: instant('opened_at').notNull(),
    openedById: uuid('opened_by_id').notNull(),
    endedAt: instant('ended_at'),
    endedById: uuid('ended_by_id'),
    found: text({ enum: FOUND }),
    words: text(),
  },
  (table) => [
    uniqueIndex('no_replies_open_key').on(table.schemeId, table.contactId).where(sql`ended_at is null`),
    index('no_replies_of_referral').on(table.schemeId, table.referralId),
    index('no_replies_open').on(table.schemeId, table.id).where(sql`ended_at is null`),
    oneOf('no_replies_found_check', table.found, FOUND),
    check('no_replies_ended_check', sql`num_nonnulls(ended_at, ended_by_id, found, words) in (0, 4)`),
    check('no_replies_words_length', sql`length(words) <= 1000`),
    within('no_replies_contact_fk', [table.schemeId, table.contactId], [contacts.schemeId, contacts.id]),
    within('no_replies_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within('no_replies_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('no_replies_opened_by_fk', [table.schemeId, table.openedById], [memberships.schemeId, memberships.id]),
    within('no_replies_ended_by_fk', [table.schemeId, table.endedById], [memberships.schemeId, memberships.id]),
  ],
)

/** Who was asked, and what they said. */
export const noReplySteps = schemeTable(
  'no_reply_steps',
  {
    noReplyId: uuid('no_reply_id').notNull(),
    rung: text({ enum: RUNGS }).notNull(),
    spokeTo: text('spoke_to'),
    words: text().notNull(),
    at: instant('at').notNull(),
    byId: uuid('by_id').notNull(),
  },
  (table) => [
    index('no_reply_steps_of').on(table.schemeId, table.noReplyId, table.id),
    oneOf('no_reply_steps_rung_check', table.rung, RUNGS),
    check('no_reply_steps_lengths', sql`length(words) between 1 and 1000 and length(spoke_to) <= 200`),
    within('no_reply_steps_no_reply_fk', [table.schemeId, table.noReplyId], [noReplies.schemeId, noReplies.id]),
    within('no_reply_steps_by_fk', [table.schemeId, table.byId], [memberships.schemeId, memberships.id]),
  ],
)

/** A worker who went in and is not back: one for a visit, open until somebody writes what was found. */
export const loneWorkingAlarms = schemeTable(
  'lone_working_alarms',
  {
    contactId: uuid('contact_id').notNull(),
    workerId: uuid('worker_id').notNull(),
    openedAt: instant('opened_at').notNull(),
    /** When the worker said, without a sign to whoever was there, that they are in trouble. */
    troubleAt: instant('trouble_at'),
    takenAt: instant('taken_at'),
    takenById: uuid('taken_by_id'),
    endedAt: instant('ended_at'),
    endedById: uuid('ended_by_id'),
    found: text({ enum: WORKER_FOUND }),
    words: text(),
  },
  (table) => [
    unique('lone_working_alarms_key').on(table.schemeId, table.contactId),
    index('lone_working_alarms_open').on(table.schemeId, table.id).where(sql`ended_at is null`),
    oneOf('lone_working_alarms_found_check', table.found, WORKER_FOUND),
    check('lone_working_alarms_taken_check', sql`(taken_at is null) = (taken_by_id is null)`),
    check('lone_working_alarms_ended_check', sql`num_nonnulls(ended_at, ended_by_id, found) in (0, 3)`),
    check('lone_working_alarms_words_length', sql`length(words) <= 1000`),
    within('lone_working_alarms_contact_fk', [table.schemeId, table.contactId], [contacts.schemeId, contacts.id]),
    within('lone_working_alarms_worker_fk', [table.schemeId, table.workerId], [memberships.schemeId, memberships.id]),
    within(
      'lone_working_alarms_taken_by_fk',
      [table.schemeId, table.takenById],
      [memberships.schemeId, memberships.id],
    ),
    within(
      'lone_working_alarms_ended_by_fk',
      [table.schemeId, table.endedById],
      [memberships.schemeId, memberships.id],
    ),
  ],
)

/** Who was told of it, and when. */
export const loneWorkingTellings = schemeTable(
  'lone_working_tellings',
  {
    alarmId: uuid('alarm_id').notNull(),
    toId: uuid('to_id').notNull(),
    at: instant('at').notNull(),
  },
  (table) => [
    unique('lone_working_tellings_key').on(table.schemeId, table.alarmId, table.toId),
    within(
      'lone_working_tellings_alarm_fk',
      [table.schemeId, table.alarmId],
      [loneWorkingAlarms.schemeId, loneWorkingAlarms.id],
    ),
    within('lone_working_tellings_to_fk', [table.schemeId, table.toId], [memberships.schemeId, memberships.id]),
  ],
)

/** Somebody whose contact changed because its worker is away, until they were told. */
export const visitChanges = schemeTable(
  'visit_changes',
  {
    contactId: uuid('contact_id').notNull(),
    personId: uuid('person_id').notNull(),
    change: text({ enum: VISIT_CHANGES }).notNull(),
    /** The day and time at which the person expects somebody. */
    day: date({ mode: 'string' }).notNull(),
    expectedAt: instant('expected_at').notNull(),
    madeAt: instant('made_at').notNull(),
    madeById: uuid('made_by_id').notNull(),
    toldAt: instant('told_at'),
    toldById: uuid('told_by_id'),
    toldHow: text('told_how', { enum: TOLD_HOW }),
  },
  (table) => [
    index('visit_changes_of_day').on(table.schemeId, table.day, table.expectedAt, table.id),
    oneOf('visit_changes_change_check', table.change, VISIT_CHANGES),
    oneOf('visit_changes_told_how_check', table.toldHow, TOLD_HOW),
    check('visit_changes_told_check', sql`num_nonnulls(told_at, told_by_id, told_how) in (0, 3)`),
    within('visit_changes_contact_fk', [table.schemeId, table.contactId], [contacts.schemeId, contacts.id]),
    within('visit_changes_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('visit_changes_made_by_fk', [table.schemeId, table.madeById], [memberships.schemeId, memberships.id]),
    within('visit_changes_told_by_fk', [table.schemeId, table.toldById], [memberships.schemeId, memberships.id]),
  ],
)

/** What a person was told of a visit by itself. One row for each thing said, so that a job that runs again says nothing twice. */
export const visitTellings = schemeTable(
  'visit_tellings',
  {
    contactId: uuid('contact_id').notNull(),
    personId: uuid('person_id').notNull(),
    news: text({ enum: VISIT_NEWS }).notNull(),
    /** Who was to come, when: as it was told. */
    workerId: uuid('worker_id').notNull(),
    plannedStart: instant('planned_start').notNull(),
    toldAt: instant('told_at').notNull(),
    /** Null: no way was open, and a task asked for another. */
    outgoingId: uuid('outgoing_id'),
  },
  (table) => [
    index('visit_tellings_of').on(table.schemeId, table.contactId, table.id),
    oneOf('visit_tellings_news_check', table.news, VISIT_NEWS),
    within('visit_tellings_contact_fk', [table.schemeId, table.contactId], [contacts.schemeId, contacts.id]),
    within('visit_tellings_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('visit_tellings_worker_fk', [table.schemeId, table.workerId], [memberships.schemeId, memberships.id]),
    within(
      'visit_tellings_outgoing_fk',
      [table.schemeId, table.outgoingId],
      [outgoingMessages.schemeId, outgoingMessages.id],
    ),
  ],
)

/** A link with which the worker of one visit checks in and out without signing in. The latest of a visit is the one that opens. */
export const visitLinks = schemeTable(
  'visit_links',
  {
    contactId: uuid('contact_id').notNull(),
    workerId: uuid('worker_id').notNull(),
    madeAt: instant('made_at').notNull(),
    madeById: uuid('made_by_id').notNull(),
    endedAt: instant('ended_at'),
  },
  (table) => [
    uniqueIndex('visit_links_open_key').on(table.schemeId, table.contactId).where(sql`ended_at is null`),
    within('visit_links_contact_fk', [table.schemeId, table.contactId], [contacts.schemeId, contacts.id]),
    within('visit_links_worker_fk', [table.schemeId, table.workerId], [memberships.schemeId, memberships.id]),
    within('visit_links_made_by_fk', [table.schemeId, table.madeById], [memberships.schemeId, memberships.id]),
  ],
)

/** Words that mean trouble when a worker says them: never shown again. Without a member they are everybody's. */
export const troublePhrases = schemeTable(
  'trouble_phrases',
  {
    membershipId: uuid('membership_id'),
    phrase: text().notNull(),
    setAt: instant('set_at').notNull(),
    setById: uuid('set_by_id').notNull(),
  },
  (table) => [
    unique('trouble_phrases_key').on(table.schemeId, table.membershipId).nullsNotDistinct(),
    check('trouble_phrases_length', sql`length(phrase) between 4 and 100`),
    within(
      'trouble_phrases_membership_fk',
      [table.schemeId, table.membershipId],
      [memberships.schemeId, memberships.id],
    ),
    within('trouble_phrases_set_by_fk', [table.schemeId, table.setById], [memberships.schemeId, memberships.id]),
  ],
)
