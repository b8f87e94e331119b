import { sql } from 'drizzle-orm'
import { date, index, text, uniqueIndex, uuid } from 'drizzle-orm/pg-core'
import { instant, oneOf, schemeTable, within } from '../../platform/db/scheme-table.ts'
import { memberships } from '../accounts/tables.ts'
import { organisations } from '../organisations/tables.ts'
import { TASK_KINDS } from './kinds.ts'

/** Something somebody owes: an organisation always, one of its people when somebody took it. */
export const tasks = schemeTable(
  'tasks',
  {
    kind: text({ enum: TASK_KINDS }).notNull(),
    subjectKind: text('subject_kind').notNull(),
    subjectId: uuid('subject_id').notNull(),
    organisationId: uuid('organisation_id').notNull(),
    membershipId: uuid('membership_id'),
    dueOn: date('due_on', { mode: 'string' }).notNull(),
    createdAt: instant('created_at').notNull(),
    doneAt: instant('done_at'),
    doneById: uuid('done_by_id'),
    outcome: text(),
  },
  (table) => [
    oneOf('tasks_kind_check', table.kind, TASK_KINDS),
    uniqueIndex('tasks_open_key').on(table.schemeId, table.kind, table.subjectId).where(sql`done_at is null`),
    index('tasks_open_by_due')
      .on(table.schemeId, table.organisationId, table.dueOn, table.id)
      .where(sql`done_at is null`),
    within('tasks_organisation_fk', [table.schemeId, table.organisationId], [organisations.schemeId, organisations.id]),
    within('tasks_membership_fk', [table.schemeId, table.membershipId], [memberships.schemeId, memberships.id]),
  ],
)
