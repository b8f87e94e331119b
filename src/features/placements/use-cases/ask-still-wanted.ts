import { addDays } from '../../../platform/clock.ts'
import type { SystemContext } from '../../../platform/context.ts'
import { addWorkingDays } from '../../schemes/public.ts'
import { findEntryForUpdateUnscoped, listToAskUnscoped, updateEntry } from '../store/waiting.ts'
import { ASK_AGAIN_AFTER_DAYS, DAYS_TO_ANSWER } from '../waiting.ts'
import { openWaitingTask } from './take-waiting-step.ts'

/** Whoever said long ago that they want a place is asked again, by their advisor; run each day, and again without harm. */
export async function askStillWanted(context: SystemContext): Promise<void> {
  const today = context.today()
  const before = addDays(today, 1 - ASK_AGAIN_AFTER_DAYS)
  for (const entryId of await listToAskUnscoped(context.db, before))
    await context.db.transaction(async (tx) => {
      const entry = await findEntryForUpdateUnscoped(tx, entryId)
      if (entry?.status !== 'waiting' || entry.wantedOn >= before) return
      await openWaitingTask(tx, context, entry, {
        kind: 'still-wanted',
        dueOn: addWorkingDays(today, DAYS_TO_ANSWER),
      })
      await updateEntry(tx, entryId, { askedOn: today })
    })
}
