import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { completeTask, type Task } from '../store.ts'

export async function finishTask(context: Context, input: { taskId: string }): Promise<Task> {
  return inTransaction(context, async (tx) => {
    const task = await completeTask(tx, context, input.taskId)
    await recordAudit(tx, context, { action: 'task.finished', subjectKind: 'task', subjectId: task.id })
    return task
  })
}
