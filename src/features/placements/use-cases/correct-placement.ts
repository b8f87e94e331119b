import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { isService } from '../../referrals/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { closeAllTasksAbout } from '../../tasks/public.ts'
import { disclosureOf } from '../disclosure.ts'
import { isLive } from '../lifecycle.ts'
import {
  findPlacementForUpdate,
  findPlacementView,
  listPlacementsOfReferral,
  type PlacementView,
  updatePlacement,
} from '../store.ts'
import { ENTERED_IN_ERROR } from './follow-with-funds.ts'
import { makeOffer } from './offer-placement.ts'
import { recordPlacementStep } from './take-placement-step.ts'

/** What a placement was, and whether the group knows a name because of it. */
type TakenOut = { original: PlacementView; wasShared: boolean }

/** Takes a placement out of an episode: its place is free, the group reads nothing of it any more. */
export async function takeOutPlacement(tx: Tx, context: Context, placementId: string): Promise<TakenOut> {
  const placement = await findPlacementForUpdate(tx, context.actor, placementId)
  if (placement === undefined) throw new Refusal('not-found')
  if (!isService(context.actor, placement)) throw new Refusal('not-allowed')
  const { settings } = await getScheme(context)
  const original = await findPlacementView(tx, context.actor, placementId, settings)
  if (original === undefined) throw new Error('A locked placement went under us')
  if (isLive(placement.status)) {
    const hasStarted = placement.status === 'started'
    await recordPlacementStep(
      tx,
      context,
      { placement, status: hasStarted ? 'ended' : 'cancelled' },
      { step: hasStarted ? 'end' : 'cancel', on: context.today(), reason: ENTERED_IN_ERROR },
    )
  }
  await updatePlacement(tx, placementId, { correctedAt: context.now() })
  await closeAllTasksAbout(tx, context, { subjectIds: [placementId], outcome: 'entered-in-error' })
  return { original, wasShared: disclosureOf(original) === 'shared' }
}

/** Every placement of an episode that stands, and whether its group knows a name, before the episode goes to somebody else. */
export async function listKnownToGroups(tx: Tx, context: Context, referralId: string): Promise<TakenOut[]> {
  const { settings } = await getScheme(context)
  const found: TakenOut[] = []
  for (const { id } of await listPlacementsOfReferral(tx, referralId)) {
    const original = await findPlacementView(tx, context.actor, id, settings)
    if (original !== undefined) found.push({ original, wasShared: disclosureOf(original) === 'shared' })
  }
  return found
}

/** Offers the right person to the same group. It answers anew: what it said yes to was somebody else. */
export async function putPlacement(
  tx: Tx,
  context: Context,
  { original, referralId }: { original: PlacementView; referralId: string },
): Promise<string> {
  const { activityId, hopes, accessNeeds, startsOn, comesWith, homeBy, cohortId, sessionOn } = original
  const isStartAsked = comesWith !== null && homeBy !== null
  const offer = {
    referralId,
    activityId,
    accessNeeds,
    hopes: hopes ?? undefined,
    startsOn: isStartAsked ? (startsOn ?? undefined) : undefined,
    comesWith: comesWith ?? undefined,
    homeBy: homeBy ?? undefined,
    cohortId: cohortId ?? undefined,
    sessionOn: sessionOn ?? undefined,
  }
  // The place was theirs: only the wrong name stood on it.
  return (await makeOffer(tx, context, offer, { isBeforeTheLine: true })).id
}
