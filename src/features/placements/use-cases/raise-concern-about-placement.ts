import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { type NewConcern, openConcern, type Raised } from '../../safeguarding/public.ts'
import { findPlacementForUpdate } from '../store.ts'

/** A group says that somebody who comes to it may be hurt, whether or not it knows their name. */
export async function raiseConcernAboutPlacement(
  context: Context,
  { placementId, ...concern }: NewConcern & { placementId: string },
): Promise<Raised> {
  return inTransaction(context, async (tx) => {
    const placement = await findPlacementForUpdate(tx, context.actor, placementId)
    if (placement === undefined) throw new Refusal('not-found')
    return openConcern(tx, context, { ...concern, personId: placement.personId, about: null })
  })
}
