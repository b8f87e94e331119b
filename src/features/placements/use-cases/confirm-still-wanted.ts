import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { WaitingEntry } from '../store/waiting.ts'
import { recordWaitingStep, startWaitingStep } from './take-waiting-step.ts'

/** The person was asked, and still wants the place. */
export async function confirmStillWanted(context: Context, input: { entryId: string }): Promise<WaitingEntry> {
  return inTransaction(context, async (tx) => {
    const ready = await startWaitingStep(tx, context, input.entryId, 'still-wanted')
    return recordWaitingStep(tx, context, ready, 'still-wanted', { wantedOn: context.today() })
  })
}
