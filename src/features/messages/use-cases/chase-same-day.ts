import type { SystemContext } from '../../../platform/context.ts'
import { openTask } from '../../tasks/public.ts'
import { findToChase, updateMessage } from '../store/same-day.ts'

const BATCH = 100

/** A read mark does not prove that anybody acts: who sent it is told to ring. Run each minute. */
export async function chaseSameDay(context: SystemContext): Promise<void> {
  const { db, now, today } = context
  let chased = 0
  do {
    chased = await db.transaction(async (tx) => {
      const due = await findToChase(tx, now(), BATCH)
      for (const { id, senderId, organisationId } of due) {
        await openTask(tx, context, {
          kind: 'ring-practice',
          subjectKind: 'message',
          subjectId: id,
          organisationId,
          membershipId: senderId,
          dueOn: today(),
        })
        await updateMessage(tx, id, { chasedAt: now() })
      }
      return due.length
    })
  } while (chased === BATCH)
}
