import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { getListItem, getScheme, labelOf } from '../../schemes/public.ts'
import { findPlacementForUpdate } from '../store.ts'
import { recordPlacementStep, startPlacementStep } from './take-placement-step.ts'
import { askToRing, tellAdvisor } from './tell-advisor.ts'

/** A group that said yes says no before the person has come: the place is given back, and the advisor hears it as a no. */
export async function takeBackAccept(
  context: Context,
  { placementId, reason }: { placementId: string; reason: string },
): Promise<void> {
  const scheme = await getScheme(context)
  getListItem(scheme, 'offer-decline-reason', reason, '#/reason')
  return inTransaction(context, async (tx) => {
    const { placement, status } = await startPlacementStep(tx, context, placementId, 'end')
    if (placement.status !== 'accepted') throw new Refusal('step-not-open', 'The place has begun: ring us')
    const note = `The group took back its yes: ${labelOf(scheme, 'offer-decline-reason', reason)}`
    await tellAdvisor(tx, context, placement, 'offer-declined')
    // Its reason is one of an offer that was declined: the lists of ends know none for it.
    await recordPlacementStep(tx, context, { placement, status }, { step: 'end', on: context.today(), note })
  })
}

/** A group that said no would say yes: the place may be somebody else's by now, so the advisor rings. */
export async function tellOfSecondThoughts(context: Context, { placementId }: { placementId: string }): Promise<void> {
  return inTransaction(context, async (tx) => {
    const placement = await findPlacementForUpdate(tx, context.actor, placementId)
    if (placement === undefined) throw new Refusal('not-found')
    await askToRing(tx, context, placement)
  })
}
