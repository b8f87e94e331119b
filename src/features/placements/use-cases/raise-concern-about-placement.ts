import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { type NewConcern, openConcern, type Raised } from '../../safeguarding/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { findPlacementView } from '../store.ts'

/** A group says that somebody who comes to it may be hurt, whether or not it knows their name. */
export async function raiseConcernAboutPlacement(
  context: Context,
  { placementId, ...concern }: NewConcern & { placementId: string },
): Promise<Raised> {
  const { settings } = await getScheme(context)
  return inTransaction(context, async (tx) => {
    // Without a lock: nobody waits for somebody else's step to say that a person may be hurt.
    const placement = await findPlacementView(tx, context.actor, placementId, settings)
    if (placement === undefined) throw new Refusal('not-found')
    return openConcern(tx, context, { ...concern, personId: placement.personId, about: null })
  })
}
