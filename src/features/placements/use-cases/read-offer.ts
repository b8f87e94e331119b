import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { getScheme } from '../../schemes/public.ts'
import { ageBandOn, areaOf, disclosureOf, needsInWords } from '../disclosure.ts'
import type { PlacementStatus } from '../lifecycle.ts'
import { findPlacementView, type PlacementView } from '../store.ts'

/** What a group reads before it answers: a need, an age, an area; nobody's name, whatever it may know later. */
export type OfferNow = {
  status: PlacementStatus
  activityId: string
  activityName: string
  ageBand: string
  area: string | null
  needs: string[]
  hopes: string | null
  accessNeeds: readonly string[]
  startsOn: string | null
  comesWith: PlacementView['comesWith']
  /** When the group may know who comes: it may say where they live. */
  homeBy: string | null
  /** While it waits for an answer: the last day for it. */
  answerBy: string | null
}

export async function readOffer(context: Context, { placementId }: { placementId: string }): Promise<OfferNow> {
  const { settings, lists } = await getScheme(context)
  const view = await findPlacementView(context.db, context.actor, placementId, settings)
  if (view === undefined) throw new Refusal('not-found')
  const { status, activityId, activityName, hopes, accessNeeds, startsOn, comesWith } = view
  return {
    status,
    activityId,
    activityName,
    hopes,
    accessNeeds,
    startsOn,
    comesWith,
    homeBy: disclosureOf(view) === 'shared' ? view.homeBy : null,
    answerBy: status === 'offered' ? view.answerBy : null,
    ageBand: ageBandOn(view.person.bornOn, context.today()),
    area: areaOf(view.person.postcode),
    needs: needsInWords(view.needs, lists.need),
  }
}
