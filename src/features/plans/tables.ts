import { sql } from 'drizzle-orm'
import { check, date, index, integer, jsonb, text, unique, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { organisations } from '../organisations/tables.ts'
import type { DecisionRecord } from '../people/public.ts'
import { people } from '../people/tables.ts'
import { referrals } from '../referrals/tables.ts'
import type { PlanContent } from './content.ts'
import { AGREEMENT_WAYS, OBJECTION_ANSWERS } from './kinds.ts'

/** A referral's plan is its latest version. Each is kept whole, as it was written, and only added to. */
export const planVersions = schemeTable(
  'plan_versions',
  {
    referralId: uuid('referral_id').notNull(),
    personId: uuid('person_id').notNull(),
    version: integer().notNull(),
    content: jsonb().notNull().$type<PlanContent>(),
    writtenAt: instant('written_at').notNull(),
    writtenById: uuid('written_by_id').notNull(),
    /** When the lead took it out, with the yes to it, because it was somebody else's; `corrections` keeps what it said. */
    correctedAt: instant('corrected_at'),
  },
  (table) => [
    unique('plan_versions_key').on(table.schemeId, table.referralId, table.version),
    check('plan_versions_version_check', sql`version > 0`),
    within('plan_versions_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within('plan_versions_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('plan_versions_written_by_fk', [table.schemeId, table.writtenById], [memberships.schemeId, memberships.id]),
  ],
)

/** Every goal a plan ever had, so that closing can say what came of each. The id is the goal's id in the plan. */
export const planGoals = schemeTable(
  'plan_goals',
  {
    referralId: uuid('referral_id').notNull(),
    personId: uuid('person_id').notNull(),
    words: text().notNull(),
    need: text(),
    firstVersion: integer('first_version').notNull(),
    /** The version that no longer has it. */
    removedInVersion: integer('removed_in_version'),
  },
  (table) => [
    check('plan_goals_versions_check', sql`removed_in_version is null or removed_in_version > first_version`),
    within('plan_goals_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within('plan_goals_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    index('plan_goals_of').on(table.schemeId, table.referralId, table.id),
  ],
)

/** The person said yes to a version. Nobody else's yes is kept here, and no version counts as agreed without. */
export const planAgreements = schemeTable(
  'plan_agreements',
  {
    referralId: uuid('referral_id').notNull(),
    personId: uuid('person_id').notNull(),
    version: integer().notNull(),
    how: text({ enum: AGREEMENT_WAYS }).notNull(),
    agreedOn: date('agreed_on', { mode: 'string' }).notNull(),
    /** Who decided and on what ground, when it was not the person. */
    decision: jsonb().$type<DecisionRecord>(),
    recordedAt: instant('recorded_at').notNull(),
    recordedById: uuid('recorded_by_id').notNull(),
  },
  (table) => [
    unique('plan_agreements_key').on(table.schemeId, table.referralId, table.version),
    oneOf('plan_agreements_how_check', table.how, AGREEMENT_WAYS),
    within(
      'plan_agreements_version_fk',
      [table.schemeId, table.referralId, table.version],
      [planVersions.schemeId, planVersions.referralId, planVersions.version],
    ),
    within('plan_agreements_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within(
      'plan_agreements_recorded_by_fk',
      [table.schemeId, table.recordedById],
      [memberships.schemeId, memberships.id],
    ),
  ],
)

/** What the side that referred says against a line. It is owed an answer, and it stops nothing. */
export const planObjections = schemeTable(
  'plan_objections',
  {
    referralId: uuid('referral_id').notNull(),
    personId: uuid('person_id').notNull(),
    /** The version in which the line stood. */
    version: integer().notNull(),
    goalId: uuid('goal_id'),
    actionId: uuid('action_id'),
    reason: text().notNull(),
    raisedAt: instant('raised_at').notNull(),
    raisedById: uuid('raised_by_id').notNull(),
    raisedByOrganisationId: uuid('raised_by_organisation_id').notNull(),
    dueOn: date('due_on', { mode: 'string' }).notNull(),
    answer: text({ enum: OBJECTION_ANSWERS }),
    answerNote: text('answer_note'),
    answeredAt: instant('answered_at'),
    answeredById: uuid('answered_by_id'),
  },
  (table) => [
    oneOf('plan_objections_answer_check', table.answer, OBJECTION_ANSWERS),
    check('plan_objections_line_check', sql`num_nonnulls(goal_id, action_id) = 1`),
    check(
      'plan_objections_answered_check',
      sql`num_nonnulls(answer, answer_note, answered_at, answered_by_id) in (0, 4)`,
    ),
    within(
      'plan_objections_version_fk',
      [table.schemeId, table.referralId, table.version],
      [planVersions.schemeId, planVersions.referralId, planVersions.version],
    ),
    within('plan_objections_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('plan_objections_raised_by_fk', [table.schemeId, table.raisedById], [memberships.schemeId, memberships.id]),
    within(
      'plan_objections_organisation_fk',
      [table.schemeId, table.raisedByOrganisationId],
      [organisations.schemeId, organisations.id],
    ),
    within(
      'plan_objections_answered_by_fk',
      [table.schemeId, table.answeredById],
      [memberships.schemeId, memberships.id],
    ),
    index('plan_objections_of').on(table.schemeId, table.referralId, table.id),
  ],
)
