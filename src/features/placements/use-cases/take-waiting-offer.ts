import type { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { OwnedPlacement } from '../store.ts'
import type { TakeWaitingOfferBody } from '../waiting-contract.ts'
import { makeOffer } from './offer-placement.ts'
import { recordWaitingStep, startWaitingStep } from './take-waiting-step.ts'

/** The person wants the place that is held: the group is asked, and the place stays theirs until it answers. */
export async function takeWaitingOffer(
  context: Context,
  { entryId, ...said }: { entryId: string } & z.infer<typeof TakeWaitingOfferBody>,
): Promise<OwnedPlacement> {
  return inTransaction(context, async (tx) => {
    const ready = await startWaitingStep(tx, context, entryId, 'take')
    const { referralId, activityId, cohortId, sessionOn, hopes, accessNeeds } = ready.entry
    const placement = await makeOffer(
      tx,
      context,
      { referralId, activityId, hopes: hopes ?? undefined, accessNeeds, ...said },
      { held: { place: { activityId, cohortId, sessionOn }, holdsPlace: true } },
    )
    await recordWaitingStep(tx, context, ready, 'take', { placementId: placement.id })
    return placement
  })
}
