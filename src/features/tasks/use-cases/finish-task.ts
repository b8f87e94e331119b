import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { ENDED_WITH_ITS_SUBJECT } from '../kinds.ts'
import { completeTask, type Task } from '../store.ts'

export async function finishTask(context: Context, input: { taskId: string }): Promise<Task> {
  return inTransaction(context, async (tx) => {
    const task = await completeTask(tx, context, input.taskId)
    if (ENDED_WITH_ITS_SUBJECT.includes(task.kind))
      throw new Refusal('not-possible', 'Open what it is about and say what came of it: the task ends with that')
    await recordAudit(tx, context, { action: 'task.finished', subjectKind: 'task', subjectId: task.id })
    return task
  })
}
