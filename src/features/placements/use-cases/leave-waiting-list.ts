import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { WaitingEntry } from '../store/waiting.ts'
import type { WaitingLeftReason } from '../waiting.ts'
import { recordWaitingStep, startWaitingStep } from './take-waiting-step.ts'

/** Somebody waits no more, and why. */
export async function leaveWaitingList(
  context: Context,
  input: { entryId: string; reason: WaitingLeftReason },
): Promise<WaitingEntry> {
  const { entryId, reason } = input
  return inTransaction(context, async (tx) => {
    const ready = await startWaitingStep(tx, context, entryId, 'leave')
    return recordWaitingStep(tx, context, ready, 'leave', { leftBecause: reason, detail: { reason } })
  })
}
