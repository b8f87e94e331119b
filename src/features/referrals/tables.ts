import { sql } from 'drizzle-orm'
import { check, date, index, integer, jsonb, smallint, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { organisations } from '../organisations/tables.ts'
import { people } from '../people/tables.ts'
import { type GivenDetails, HOME_VISIT_RISKS, REFERRAL_SOURCES, URGENCIES } from './kinds.ts'
import { ALL_REFERRAL_STEPS, REFERRAL_STATUSES } from './lifecycle.ts'
import type { OutsideReferrer } from './outside.ts'
import { NEXT_STEP_NAMES } from './stage.ts'

/** A referral is the episode: plan, contacts, placements and measurements belong to it. */
export const referrals = schemeTable(
  'referrals',
  {
    personId: uuid('person_id').notNull(),
    reference: text().notNull(),
    status: text({ enum: REFERRAL_STATUSES }).notNull(),
    practiceId: uuid('practice_id').notNull(),
    referrerOrganisationId: uuid('referrer_organisation_id').notNull(),
    advisorServiceId: uuid('advisor_service_id').notNull(),
    createdById: uuid('created_by_id').notNull(),
    createdAt: instant('created_at').notNull(),
    source: text({ enum: REFERRAL_SOURCES }).notNull(),
    /** The clinician or the outsider for whom it was written down. */
    onBehalfOf: text('on_behalf_of'),
    /** Somebody without an account who asked, and how they are answered. */
    outsideReferrer: jsonb('outside_referrer').$type<OutsideReferrer>(),
    needs: text().array().notNull(),
    reason: text(),
    whatMatters: text('what_matters'),
    urgency: text({ enum: URGENCIES }).notNull(),
    /** Null in a draft alone: nobody has said yet whether it was asked. */
    homeVisitRisk: text('home_visit_risk', { enum: HOME_VISIT_RISKS }),
    homeVisitRiskNote: text('home_visit_risk_note'),
    /** What the referrer gave of somebody who was known already: kept to be compared, never written over the record. */
    givenDetails: jsonb('given_details').$type<GivenDetails>(),

    submittedAt: instant('submitted_at'),
    acceptedAt: instant('accepted_at'),
    allocatedAt: instant('allocated_at'),
    firstContactAt: instant('first_contact_at'),
    assessedAt: instant('assessed_at'),
    planAgreedAt: instant('plan_agreed_at'),
    reviewDueOn: date('review_due_on', { mode: 'string' }),
    readyToCloseAt: instant('ready_to_close_at'),
    endedAt: instant('ended_at'),
    /** Why it was declined, withdrawn or closed, from the scheme's lists. */
    endReason: text('end_reason'),
    holdUntil: date('hold_until', { mode: 'string' }),
    /** Working days the next step still had when the referral was put on hold; negative when it was overdue. */
    holdDaysLeft: smallint('hold_days_left'),

    /** When and by which import the episode was brought from an earlier record: it is in no wait, and its clock began then. */
    importedAt: instant('imported_at'),
    importId: uuid('import_id'),
    /** What the earlier record said that has no place here; for the service alone. */
    importedNote: text('imported_note'),

    ownerOrganisationId: uuid('owner_organisation_id').notNull(),
    ownerId: uuid('owner_id'),
    nextStep: text('next_step', { enum: NEXT_STEP_NAMES }),
    dueOn: date('due_on', { mode: 'string' }),
    version: integer().notNull().default(1),
  },
  (table) => [
    unique('referrals_reference_key').on(table.schemeId, table.reference),
    oneOf('referrals_status_check', table.status, REFERRAL_STATUSES),
    oneOf('referrals_source_check', table.source, REFERRAL_SOURCES),
    oneOf('referrals_urgency_check', table.urgency, URGENCIES),
    oneOf('referrals_home_visit_risk_check', table.homeVisitRisk, HOME_VISIT_RISKS),
    oneOf('referrals_next_step_check', table.nextStep, NEXT_STEP_NAMES),
    check(
      'referrals_open_is_owed',
      sql`(status in ('submitted', 'returned', 'accepted')) = (next_step is not null and due_on is not null)`,
    ),
    check('referrals_imported_check', sql`(imported_at is null) = (import_id is null)`),
    check('referrals_hold_check', sql`(hold_until is null) = (hold_days_left is null)`),
    check(
      'referrals_sent_is_whole',
      sql`status in ('draft', 'entered-in-error') or (cardinality(needs) > 0 and home_visit_risk is not null)`,
    ),
    within('referrals_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('referrals_practice_fk', [table.schemeId, table.practiceId], [organisations.schemeId, organisations.id]),
    within(
      'referrals_referrer_fk',
      [table.schemeId, table.referrerOrganisationId],
      [organisations.schemeId, organisations.id],
    ),
    within(
      'referrals_service_fk',
      [table.schemeId, table.advisorServiceId],
      [organisations.schemeId, organisations.id],
    ),
    within('referrals_created_by_fk', [table.schemeId, table.createdById], [memberships.schemeId, memberships.id]),
    within('referrals_owner_fk', [table.schemeId, table.ownerId], [memberships.schemeId, memberships.id]),
    index('referrals_of_person').on(table.schemeId, table.personId, table.id),
    index('referrals_caseload')
      .on(table.schemeId, table.ownerId, table.dueOn, table.id)
      .where(sql`status in ('submitted', 'returned', 'accepted')`),
    index('referrals_of_service')
      .on(table.schemeId, table.advisorServiceId, table.dueOn, table.id)
      .where(sql`status in ('submitted', 'returned', 'accepted')`),
    index('referrals_of_practice')
      .on(table.schemeId, table.practiceId, table.dueOn, table.id)
      .where(sql`status in ('submitted', 'returned', 'accepted')`),
    index('referrals_of_referrer')
      .on(table.schemeId, table.referrerOrganisationId, table.dueOn, table.id)
      .where(sql`status in ('submitted', 'returned', 'accepted')`),
    index('referrals_of_referrer_all').on(table.schemeId, table.referrerOrganisationId, table.id),
    index('referrals_of_practice_all').on(table.schemeId, table.practiceId, table.id),
    index('referrals_on_hold').on(table.schemeId, table.holdUntil).where(sql`hold_until is not null`),
    index('referrals_of_import').on(table.schemeId, table.importId).where(sql`import_id is not null`),
    index('referrals_by_submission').on(table.schemeId, table.submittedAt),
  ],
)

/** What happened to a referral, as both sides read it. */
export const referralEvents = schemeTable(
  'referral_events',
  {
    referralId: uuid('referral_id').notNull(),
    step: text({ enum: ALL_REFERRAL_STEPS }).notNull(),
    fromStatus: text('from_status', { enum: REFERRAL_STATUSES }),
    toStatus: text('to_status', { enum: REFERRAL_STATUSES }).notNull(),
    /** Null when the system acted, as when a hold ends. */
    byId: uuid('by_id'),
    at: instant('at').notNull(),
    reason: text(),
    note: text(),
    /** For an amendment: each field with what it was and what it is. */
    changes: jsonb(),
  },
  (table) => [
    index('referral_events_of').on(table.schemeId, table.referralId, table.id),
    oneOf('referral_events_step_check', table.step, ALL_REFERRAL_STEPS),
    within('referral_events_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within('referral_events_by_fk', [table.schemeId, table.byId], [memberships.schemeId, memberships.id]),
  ],
)

/**
 * Somebody rang about somebody: a name and a call to make, no record of a person. It goes when it became a referral, when
 * it was answered otherwise, and after thirty days by itself.
 */
export const enquiries = schemeTable(
  'enquiries',
  {
    takenAt: instant('taken_at').notNull(),
    takenById: uuid('taken_by_id').notNull(),
    organisationId: uuid('organisation_id').notNull(),
    whoRang: text('who_rang').notNull(),
    ringBack: text('ring_back').notNull(),
    personName: text('person_name').notNull(),
    about: text().notNull(),
  },
  (table) => [
    index('enquiries_by_age').on(table.schemeId, table.takenAt),
    check(
      'enquiries_lengths',
      sql`length(who_rang) between 1 and 200 and length(ring_back) between 1 and 200 and length(person_name) between 1 and 200 and length(about) between 1 and 1000`,
    ),
    within('enquiries_taken_by_fk', [table.schemeId, table.takenById], [memberships.schemeId, memberships.id]),
    within(
      'enquiries_organisation_fk',
      [table.schemeId, table.organisationId],
      [organisations.schemeId, organisations.id],
    ),
  ],
)

/**
 * What somebody has typed of a referral and not sent: no record of a person, and read by nobody but whoever types. It goes
 * when the referral is sent, when it is thrown away, and after two weeks by itself.
 */
export const begunReferrals = schemeTable(
  'begun_referrals',
  {
    membershipId: uuid('membership_id').notNull(),
    begunAt: instant('begun_at').notNull(),
    savedAt: instant('saved_at').notNull(),
    /** The fields of the page as they were typed. */
    typed: jsonb().$type<Record<string, string | string[]>>().notNull(),
  },
  (table) => [
    index('begun_referrals_of').on(table.schemeId, table.membershipId, table.id),
    index('begun_referrals_by_age').on(table.schemeId, table.begunAt),
    check('begun_referrals_length', sql`length(typed::text) <= 40000`),
    within('begun_referrals_member_fk', [table.schemeId, table.membershipId], [memberships.schemeId, memberships.id]),
  ],
)

/** When the clock stood still, and why: waits are reported without these days. */
export const referralHolds = schemeTable(
  'referral_holds',
  {
    referralId: uuid('referral_id').notNull(),
    reason: text().notNull(),
    fromOn: date('from_on', { mode: 'string' }).notNull(),
    untilOn: date('until_on', { mode: 'string' }).notNull(),
    endedOn: date('ended_on', { mode: 'string' }),
  },
  (table) => [
    index('referral_holds_of').on(table.schemeId, table.referralId),
    check('referral_holds_order', sql`until_on > from_on`),
    within('referral_holds_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
  ],
)

/** Which advisor knows a practice, from day to day: the first ground on which a referral is allocated. */
export const advisorAlignments = schemeTable(
  'advisor_alignments',
  {
    membershipId: uuid('membership_id').notNull(),
    practiceId: uuid('practice_id').notNull(),
    fromOn: date('from_on', { mode: 'string' }).notNull(),
    untilOn: date('until_on', { mode: 'string' }),
  },
  (table) => [
    uniqueIndex('advisor_alignments_open_key')
      .on(table.schemeId, table.practiceId, table.membershipId)
      .where(sql`until_on is null`),
    within(
      'advisor_alignments_membership_fk',
      [table.schemeId, table.membershipId],
      [memberships.schemeId, memberships.id],
    ),
    within(
      'advisor_alignments_practice_fk',
      [table.schemeId, table.practiceId],
      [organisations.schemeId, organisations.id],
    ),
  ],
)
