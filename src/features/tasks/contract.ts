import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { TASK_KINDS, TASKS } from './kinds.ts'
import type { Task, TaskInList } from './store.ts'

export const TaskId = z.object({ taskId: z.uuid() })

export const TasksQuery = PageQuery.extend({
  mine: z.stringbool().default(false).describe('Only what is mine or nobody has taken'),
})

export const TaskBody = z
  .object({
    id: z.uuid(),
    kind: z.enum(TASK_KINDS),
    what: z.string().describe('What to do, in one sentence'),
    subjectKind: z.string(),
    subjectId: z.uuid(),
    organisationId: z.uuid(),
    membershipId: z.uuid().nullable(),
    heldById: z
      .uuid()
      .nullable()
      .describe('Who has it today: its owner, their cover, or the duty worker; null: everybody here'),
    dueOn: z.iso.date(),
    overdue: z.boolean(),
    doneAt: z.iso.datetime().nullable(),
  })
  .meta({ id: 'Task' })

/** A list of tasks names nobody: whoever may open the referral reads there whose it is. */
const TaskItemBody = TaskBody.extend({
  reference: z
    .string()
    .nullable()
    .describe(
      'Of the referral it is about: which of two tasks of one kind. Null when there is none, or it is not yours',
    ),
}).meta({ id: 'TaskInList' })
export const TasksBody = pageOf(TaskItemBody).meta({ id: 'Tasks' })

export const toTaskBody = (task: Task & { heldById?: string | null }, today: string): z.infer<typeof TaskBody> => ({
  id: task.id,
  kind: task.kind,
  what: TASKS[task.kind],
  subjectKind: task.subjectKind,
  subjectId: task.subjectId,
  organisationId: task.organisationId,
  membershipId: task.membershipId,
  heldById: task.heldById === undefined ? task.membershipId : task.heldById,
  dueOn: task.dueOn,
  overdue: task.doneAt === null && task.dueOn < today,
  doneAt: task.doneAt?.toISOString() ?? null,
})

export const toTaskItem = (task: TaskInList, today: string): z.infer<typeof TaskItemBody> => ({
  ...toTaskBody(task, today),
  reference: task.reference,
})
