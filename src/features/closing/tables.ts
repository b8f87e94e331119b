import { sql } from 'drizzle-orm'
import { check, index, jsonb, text, unique, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { people } from '../people/tables.ts'
import { planGoals } from '../plans/tables.ts'
import { referrals } from '../referrals/tables.ts'
import { GOAL_RESULTS, type LeftToDo } from './kinds.ts'

/** How an episode ended. Reopened, it stays as it was written, and the next end has its own. */
export const closings = schemeTable(
  'closings',
  {
    personId: uuid('person_id').notNull(),
    referralId: uuid('referral_id').notNull(),
    reason: text().notNull(),
    summary: text().notNull(),
    leftToDo: jsonb('left_to_do').$type<LeftToDo[]>().notNull(),
    closedAt: instant('closed_at').notNull(),
    closedById: uuid('closed_by_id').notNull(),
    reopenedAt: instant('reopened_at'),
  },
  (table) => [
    uniqueIndex('closings_current_key').on(table.schemeId, table.referralId).where(sql`reopened_at is null`),
    index('closings_of').on(table.schemeId, table.referralId, table.closedAt),
    check('closings_order', sql`reopened_at >= closed_at`),
    within('closings_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('closings_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within('closings_closed_by_fk', [table.schemeId, table.closedById], [memberships.schemeId, memberships.id]),
  ],
)

/** What came of each goal of the plan. */
export const goalResults = schemeTable(
  'goal_results',
  {
    personId: uuid('person_id').notNull(),
    referralId: uuid('referral_id').notNull(),
    closingId: uuid('closing_id').notNull(),
    goalId: uuid('goal_id').notNull(),
    /** The goal as the practice was told it, in the person's words. */
    words: text().notNull(),
    result: text({ enum: GOAL_RESULTS }).notNull(),
    note: text(),
  },
  (table) => [
    oneOf('goal_results_result_check', table.result, GOAL_RESULTS),
    unique('goal_results_key').on(table.schemeId, table.closingId, table.goalId),
    within('goal_results_person_fk', [table.schemeId, table.personId], [people.schemeId, people.id]),
    within('goal_results_referral_fk', [table.schemeId, table.referralId], [referrals.schemeId, referrals.id]),
    within('goal_results_goal_fk', [table.schemeId, table.goalId], [planGoals.schemeId, planGoals.id]),
    within('goal_results_closing_fk', [table.schemeId, table.closingId], [closings.schemeId, closings.id]),
  ],
)
