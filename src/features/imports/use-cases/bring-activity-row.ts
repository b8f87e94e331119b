import type { Context } from '../../../platform/context.ts'
import { inTransaction, partOf } from '../../../platform/transaction.ts'
import { addActivity, amendActivity } from '../../activities/public.ts'
import { saveRow } from '../store.ts'
import type { ActivityRow } from './check-activities.ts'

/** Adds or changes a listing and ticks its row off, both or neither, with what it said before: so that it can be taken back. */
export async function bringActivityRow(context: Context, rowId: string, ready: ActivityRow): Promise<void> {
  await inTransaction(context, async (tx) => {
    const part = partOf(context, tx)
    const made =
      ready.is === 'new'
        ? await addActivity(part, ready.body)
        : await amendActivity(part, { activityId: ready.activityId, version: ready.version, patch: ready.patch })
    await saveRow(tx, rowId, {
      state: 'imported',
      subjectId: made.id,
      subjectVersion: made.version,
      before: ready.is === 'new' ? null : ready.before,
    })
  })
}
