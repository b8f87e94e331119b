import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { freePlace } from '../../activities/public.ts'
import { endCareRelationships } from '../../people/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import { knowsWhoComes } from '../disclosure.ts'
import { type AnyPlacementStep, isLive, type PlacementStatus, takeStep } from '../lifecycle.ts'
import { canTakeStep, needsAName } from '../policy.ts'
import { findSharing } from '../store/sharing.ts'
import { askNextInLine } from '../store/waiting.ts'
import {
  findPlacementForUpdate,
  insertEvent,
  type NewPlacementEvent,
  type OwnedPlacement,
  type Placement,
  updatePlacement,
} from '../store.ts'
import { followWithFunds } from './follow-with-funds.ts'

/** A placement that is locked, may be moved on by this actor, and the status that the step leads to. */
export type ReadyPlacement = { placement: OwnedPlacement; status: PlacementStatus }

/** The first three beats of every step: load and lock, may they, is it possible. */
export async function startPlacementStep(
  tx: Tx,
  context: Context,
  placementId: string,
  step: AnyPlacementStep,
): Promise<ReadyPlacement> {
  const placement = await findPlacementForUpdate(tx, context.actor, placementId)
  if (placement === undefined) throw new Refusal('not-found')
  if (!canTakeStep(context.actor, placement, step)) throw new Refusal('not-allowed')
  const outcome = takeStep(placement.status, step)
  if (!outcome.allowed) throw new Refusal('step-not-open', `The placement is ${placement.status}: ${step} is not open`)
  if (
    needsAName(context.actor, step) &&
    !knowsWhoComes({ ...placement, ...(await readSharing(tx, context, placementId)) })
  )
    throw new Refusal('step-not-open', 'You may not know yet who comes: the advisor is asking the person')
  return { placement, status: outcome.status }
}

/** Whether the group may know who comes, by the person's word and by the paper. */
export async function readSharing(
  tx: Tx,
  context: Context,
  placementId: string,
): Promise<{ mayShare: boolean; isSigned: boolean }> {
  const { settings } = await getScheme(context)
  return findSharing(tx, context.actor, placementId, settings)
}

/**
 * The last beat: money, audit, event and the new status. With a step that ends the placement its place is given back and the
 * provider's access to the person ends.
 */
export async function recordPlacementStep(
  tx: Tx,
  context: Context | SystemContext,
  { placement, status }: { placement: Placement; status: PlacementStatus },
  { changes, ...event }: NewPlacementEvent & { changes?: Partial<Placement> },
): Promise<Placement> {
  const isOver = !isLive(status)
  await followWithFunds(tx, context, placement, { status, ...event })
  if (isOver) {
    if (placement.holdsPlace) {
      await freePlace(tx, placement)
      await askNextInLine(tx, context, placement.activityId)
    }
    await endCareRelationships(tx, context, { subjectId: placement.id })
    await closeTasksAbout(tx, context, {
      kind: 'answer-group-question',
      subjectId: placement.id,
      outcome: `placement-${status}`,
    })
  }
  await recordAudit(tx, context, {
    action: `placement.${status}`,
    subjectKind: 'placement',
    subjectId: placement.id,
    personId: placement.personId,
    ...(event.reason === undefined ? {} : { detail: { reason: event.reason } }),
  })
  await insertEvent(tx, context, placement, { ...event, toStatus: status })
  return updatePlacement(tx, placement.id, {
    ...changes,
    status,
    ...(isOver ? { endedOn: event.on, endReason: event.reason ?? null } : {}),
  })
}

/** The day something happened: not in the future, and an end not before the beginning. */
export function refuseImpossibleDay(on: string, today: string, startedOn: string | null): void {
  if (on > today) throw invalid('#/on', 'Enter the day it happened: it cannot be in the future')
  if (startedOn !== null && on < startedOn)
    throw invalid('#/on', `Enter a day that is not before the person started, ${startedOn}`)
}
