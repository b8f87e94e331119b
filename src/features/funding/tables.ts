import { sql } from 'drizzle-orm'
import { check, date, index, integer, jsonb, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { activities } from '../activities/tables.ts'
import { organisations } from '../organisations/tables.ts'
import { referrals } from '../referrals/tables.ts'
import { FUNDING_KINDS, FUNDING_WARNINGS, PANEL_DECISIONS, UNPAID_REASONS } from './kinds.ts'
import { COMMITMENT_STATUSES, SPOT_STATUSES, STATEMENT_STATUSES } from './lifecycle.ts'
import type { StatementLine } from './rules.ts'

/** What a scheme pays a group for, and how much of it is promised. Pence, never floats. */
export const fundingAgreements = schemeTable(
  'funding_agreements',
  {
    providerId: uuid('provider_id').notNull(),
    kind: text({ enum: FUNDING_KINDS }).notNull(),
    /** Null: for whatever the group does. */
    activityId: uuid('activity_id'),
    /** Of a block alone. */
    places: integer(),
    unitPricePence: integer('unit_price_pence').notNull(),
    valuePence: integer('value_pence').notNull(),
    /** Of spot purchases alone: above it somebody says yes first. */
    spotLimitPence: integer('spot_limit_pence'),
    startsOn: date('starts_on', { mode: 'string' }).notNull(),
    /** The last day. */
    endsOn: date('ends_on', { mode: 'string' }).notNull(),
    /** From which budget it comes, in words. */
    source: text().notNull(),
    panelDecision: text('panel_decision', { enum: PANEL_DECISIONS }),
    panelDecidedOn: date('panel_decided_on', { mode: 'string' }),
    panelNote: text('panel_note'),
    /** Promised or used; taken and given back, each in one statement. */
    placesCommitted: integer('places_committed').notNull().default(0),
    penceCommitted: integer('pence_committed').notNull().default(0),
    /** What its keepers were mailed already. */
    warned: text({ enum: FUNDING_WARNINGS }).array().notNull().default([]),
    /** Of what was agreed; taking a place does not change it. */
    version: integer().notNull().default(1),
    addedAt: instant('added_at').notNull(),
    addedById: uuid('added_by_id').notNull(),
  },
  (table) => [
    oneOf('funding_agreements_kind_check', table.kind, FUNDING_KINDS),
    oneOf('funding_agreements_panel_check', table.panelDecision, PANEL_DECISIONS),
    check('funding_agreements_days_check', sql`ends_on >= starts_on`),
    check('funding_agreements_block_check', sql`(kind = 'block') = (places is not null)`),
    check('funding_agreements_spot_check', sql`(kind = 'spot') = (spot_limit_pence is not null)`),
    check(
      'funding_agreements_pence_check',
      sql`unit_price_pence >= 0 and value_pence > 0 and spot_limit_pence >= 0 and pence_committed between 0 and value_pence`,
    ),
    check('funding_agreements_places_check', sql`places > 0 and places_committed <= places`),
    check('funding_agreements_committed_check', sql`places_committed >= 0`),
    check('funding_agreements_decided_check', sql`(panel_decision is null) = (panel_decided_on is null)`),
    check('funding_agreements_lengths', sql`length(source) between 1 and 200 and length(panel_note) <= 1000`),
    index('funding_agreements_of').on(table.schemeId, table.providerId, table.endsOn),
    within(
      'funding_agreements_provider_fk',
      [table.schemeId, table.providerId],
      [organisations.schemeId, organisations.id],
    ),
    within(
      'funding_agreements_activity_fk',
      [table.schemeId, table.activityId, table.providerId],
      [activities.schemeId, activities.id, activities.providerId],
    ),
    within('funding_agreements_added_by_fk', [table.schemeId, table.addedById], [memberships.schemeId, memberships.id]),
  ],
)

/** What is sent to a group each month: what it did, what it is paid. No person is in it. */
export const fundingStatements = schemeTable(
  'funding_statements',
  {
    providerId: uuid('provider_id').notNull(),
    /** `YYYY-MM`. */
    month: text().notNull(),
    /** How often somebody came. */
    sessions: integer().notNull(),
    /** Places that began. */
    places: integer().notNull(),
    amountPence: integer('amount_pence').notNull(),
    lines: jsonb().$type<StatementLine[]>().notNull(),
    status: text({ enum: STATEMENT_STATUSES }).notNull(),
    sentAt: instant('sent_at').notNull(),
    agreedAt: instant('agreed_at'),
    /** Null when it was agreed by the link. */
    agreedById: uuid('agreed_by_id'),
    /** What the group asked, and what it was answered. */
    query: text('query_words'),
    answer: text('answer_words'),
    paidOn: date('paid_on', { mode: 'string' }),
    paymentReference: text('payment_reference'),
    paidById: uuid('paid_by_id'),
  },
  (table) => [
    oneOf('funding_statements_status_check', table.status, STATEMENT_STATUSES),
    check('funding_statements_month_check', sql`month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'`),
    check('funding_statements_amounts', sql`sessions >= 0 and places >= 0 and amount_pence >= 0`),
    check('funding_statements_agreed_check', sql`(status in ('agreed', 'paid')) = (agreed_at is not null)`),
    check(
      'funding_statements_paid_check',
      sql`num_nonnulls(paid_on, payment_reference, paid_by_id) = case status when 'paid' then 3 else 0 end`,
    ),
    check('funding_statements_queried_check', sql`status <> 'queried' or query_words is not null`),
    check(
      'funding_statements_lengths',
      sql`length(query_words) <= 1000 and length(answer_words) <= 1000 and length(payment_reference) <= 100`,
    ),
    unique('funding_statements_key').on(table.schemeId, table.providerId, table.month),
    index('funding_statements_by_month').on(table.schemeId, table.month, table.id),
    within(
      'funding_statements_provider_fk',
      [table.schemeId, table.providerId],
      [organisations.schemeId, organisations.id],
    ),
    within(
      'funding_statements_agreed_by_fk',
      [table.schemeId, table.agreedById],
      [memberships.schemeId, memberships.id],
    ),
    within('funding_statements_paid_by_fk', [table.schemeId, table.paidById], [memberships.schemeId, memberships.id]),
  ],
)

/** The money for one place. Its key to the placement stands in the migration: placements come after funding. */
export const fundingCommitments = schemeTable(
  'funding_commitments',
  {
    placementId: uuid('placement_id').notNull(),
    referralId: uuid('referral_id').notNull(),
    providerId: uuid('provider_id').notNull(),
    activityId: uuid('activity_id').notNull(),
    /** Null while nobody pays. */
    agreementId: uuid('agreement_id'),
    unpaidBecause: text('unpaid_because', { enum: UNPAID_REASONS }),
    amountPence: integer('amount_pence').notNull(),
    status: text({ enum: COMMITMENT_STATUSES }).notNull(),
    committedAt: instant('committed_at').notNull(),
    startedOn: date('started_on', { mode: 'string' }),
    completedOn: date('completed_on', { mode: 'string' }),
    releasedAt: instant('released_at'),
    /** On which statement it stands; it stands on one. */
    statementId: uuid('statement_id'),
  },
  (table) => [
    oneOf('funding_commitments_status_check', table.status, COMMITMENT_STATUSES),
    oneOf('funding_commitments_unpaid_check', table.unpaidBecause, UNPAID_REASONS),
    check('funding_commitments_payer_check', sql`(agreement_id is null) = (unpaid_because is not null)`),
    check(
      'funding_commitments_amount_check',
      sql`amount_pence >= 0 and (agreement_id is not null or amount_pence = 0)`,
    ),
    check('funding_commitments_used_check', sql`(status = 'used') <= (started_on is not null)`),
    check('funding_commitments_released_check', sql`(status = 'released') = (released_at is not null)`),
    check(
      'funding_commitments_stated_check',
      sql`statement_id is null or (status = 'used' and agreement_id is not null)`,
    ),
    uniqueIndex('funding_commitments_live_key').on(table.schemeId, table.placementId).where(sql`status <> 'released'`),
    index('funding_commitments_of').on(table.schemeId, table.agreementId, table.id),
    index('funding_commitments_to_state')
      .on(table.schemeId, table.providerId, table.startedOn)
      .where(sql`status = 'used' and agreement_id is not null`),
    index('funding_commitments_unpaid')
      .on(table.schemeId, table.id)
      .where(sql`agreement_id is null and status <> 'released'`),
    within('funding_commitments_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within(
      'funding_commitments_activity_fk',
      [table.schemeId, table.activityId, table.providerId],
      [activities.schemeId, activities.id, activities.providerId],
    ),
    within(
      'funding_commitments_agreement_fk',
      [table.schemeId, table.agreementId],
      [fundingAgreements.schemeId, fundingAgreements.id],
    ),
    within(
      'funding_commitments_statement_fk',
      [table.schemeId, table.statementId],
      [fundingStatements.schemeId, fundingStatements.id],
    ),
  ],
)

/** One place bought for one person, because whoever is paid anyway cannot: within a limit, or with somebody's yes. */
export const spotPurchases = schemeTable(
  'spot_purchases',
  {
    referralId: uuid('referral_id').notNull(),
    providerId: uuid('provider_id').notNull(),
    activityId: uuid('activity_id').notNull(),
    /** Out of which agreement it is paid. */
    agreementId: uuid('agreement_id').notNull(),
    /** The place that it paid for, once there is one. */
    placementId: uuid('placement_id'),
    amountPence: integer('amount_pence').notNull(),
    why: text().notNull(),
    status: text({ enum: SPOT_STATUSES }).notNull(),
    askedAt: instant('asked_at').notNull(),
    askedById: uuid('asked_by_id').notNull(),
    decidedAt: instant('decided_at'),
    /** Null when it was within the limit. */
    decidedById: uuid('decided_by_id'),
    refusedBecause: text('refused_because'),
  },
  (table) => [
    oneOf('spot_purchases_status_check', table.status, SPOT_STATUSES),
    check('spot_purchases_amount_check', sql`amount_pence > 0`),
    check('spot_purchases_decided_check', sql`(status = 'asked') = (decided_at is null)`),
    check('spot_purchases_refused_check', sql`(status = 'refused') = (refused_because is not null)`),
    check('spot_purchases_lengths', sql`length(why) between 1 and 1000 and length(refused_because) <= 500`),
    index('spot_purchases_by_status').on(table.schemeId, table.status, table.id),
    uniqueIndex('spot_purchases_open_key')
      .on(table.schemeId, table.referralId, table.activityId)
      .where(sql`status <> 'refused' and placement_id is null`),
    within('spot_purchases_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within(
      'spot_purchases_activity_fk',
      [table.schemeId, table.activityId, table.providerId],
      [activities.schemeId, activities.id, activities.providerId],
    ),
    within(
      'spot_purchases_agreement_fk',
      [table.schemeId, table.agreementId],
      [fundingAgreements.schemeId, fundingAgreements.id],
    ),
    within('spot_purchases_asked_by_fk', [table.schemeId, table.askedById], [memberships.schemeId, memberships.id]),
    within('spot_purchases_decided_by_fk', [table.schemeId, table.decidedById], [memberships.schemeId, memberships.id]),
  ],
)
