import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { OwnedEntry, WaitingEntry } from '../store/waiting.ts'
import { OFFERS_BEFORE_A_TALK } from '../waiting.ts'
import { recordWaitingStep, startWaitingStep } from './take-waiting-step.ts'
import { openTalk } from './tell-advisor.ts'

/** Not this time: the place goes to the next, and the person keeps theirs in line. */
export async function passWaitingOffer(context: Context, input: { entryId: string }): Promise<WaitingEntry> {
  return inTransaction(context, async (tx) => {
    const { entry } = await startWaitingStep(tx, context, input.entryId, 'pass')
    return passOn(tx, context, entry, 'said-no')
  })
}

/** The place passes on. After the second time the list does not go on asking: the advisor talks with the person. */
export async function passOn(
  tx: Tx,
  context: Context | SystemContext,
  entry: OwnedEntry,
  because: 'said-no' | 'no-answer',
): Promise<WaitingEntry> {
  const passedOffers = entry.passedOffers + 1
  const passed = { passedOffers, passedOn: context.today(), detail: { because, passedOffers } }
  if (passedOffers < OFFERS_BEFORE_A_TALK)
    return recordWaitingStep(tx, context, { entry, status: 'waiting' }, 'pass', passed)
  await openTalk(tx, context, entry)
  const left = { ...passed, leftBecause: 'two-offers-passed' } as const
  return recordWaitingStep(tx, context, { entry, status: 'left' }, 'leave', left)
}
