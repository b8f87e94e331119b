import type { SystemContext } from '../../../platform/context.ts'
import { findEntryForUpdateUnscoped, listLapsedUnscoped } from '../store/waiting.ts'
import { findPlacementForUpdateUnscoped } from '../store.ts'
import { passOn } from './pass-waiting-offer.ts'
import { recordPlacementStep } from './take-placement-step.ts'
import { tellOfFailedOffer } from './tell-advisor.ts'

/**
 * What nobody answered by its day: a group's offer lapses and its place is free, a place held for somebody who waits goes to
 * the next. One transaction each, so that one that cannot lapse holds up no other; run each morning, and again without harm.
 */
export async function lapseOffers(context: SystemContext): Promise<void> {
  const { db, today } = context
  const lapsed = await listLapsedUnscoped(db, today())
  for (const placementId of lapsed.placements)
    await db.transaction(async (tx) => {
      const placement = await findPlacementForUpdateUnscoped(tx, placementId)
      if (placement?.status !== 'offered' || placement.answerBy === null || placement.answerBy >= today()) return
      await tellOfFailedOffer(tx, context, placement, 'offer-lapsed')
      await recordPlacementStep(tx, context, { placement, status: 'lapsed' }, { step: 'lapse', on: today() })
    })
  for (const entryId of lapsed.entries)
    await db.transaction(async (tx) => {
      const entry = await findEntryForUpdateUnscoped(tx, entryId)
      if (entry?.status !== 'offered' || entry.answerBy === null || entry.answerBy >= today()) return
      await passOn(tx, context, entry, 'no-answer')
    })
}
