import { recordAudit } from '../../../platform/audit/record.ts'
import { todayInEngland } from '../../../platform/clock.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { Attended } from '../kinds.ts'
import { newsOfRun } from '../missed.ts'
import { type Attendance, insertAttendance, listAttendances } from '../store/attendances.ts'
import { type Placement, updatePlacement } from '../store.ts'
import { recordPlacementStep, refuseImpossibleDay, startPlacementStep } from './take-placement-step.ts'
import { tellOfRun } from './tell-advisor.ts'

export type RecordedAttendance = { attendance: Attendance; placement: Placement }

/**
 * Whether the person came on a day. Written again for the same day, the last entry counts and the earlier ones stay. The
 * first time somebody comes is the start; not coming the first time is recorded and starts nothing.
 */
export async function recordAttendance(
  context: Context,
  input: { placementId: string; on: string; attended: Attended; note?: string | undefined },
): Promise<RecordedAttendance> {
  refuseImpossibleDay(input.on, context.today(), null)
  return inTransaction(context, (tx) => attend(tx, context, input))
}

/** One person's answer for a day, inside the caller's transaction; the day has come. */
export async function attend(
  tx: Tx,
  context: Context,
  input: { placementId: string; on: string; attended: Attended; note?: string | undefined },
): Promise<RecordedAttendance> {
  const { placementId, ...given } = input
  const { placement } = await startPlacementStep(tx, context, placementId, 'record-attendance')
  refuseBeforeOffer(given.on, placement)
  const before = await listAttendances(tx, placement.id)
  const attendance = await insertAttendance(tx, context, placement, given)
  await recordAudit(tx, context, {
    action: 'placement.attendance-recorded',
    subjectKind: 'placement',
    subjectId: placement.id,
    personId: placement.personId,
    detail: { on: given.on, attended: given.attended },
  })
  await tellOfRun(tx, context, placement, newsOfRun(before, given))
  const { on } = given
  return { attendance, placement: given.attended === 'yes' ? await startBy(tx, context, placement, on) : placement }
}

/** Nobody came to what they were not offered yet; a place that was brought from an earlier record began before it was written here. */
function refuseBeforeOffer(on: string, { offeredAt, startedOn }: Placement): void {
  const offeredOn = todayInEngland(offeredAt)
  const first = startedOn !== null && startedOn < offeredOn ? startedOn : offeredOn
  if (on < first) throw invalid('#/on', 'Enter a day after the place was offered')
}

/** Whoever has come has started: on that day, or on an earlier one that is known. */
async function startBy(tx: Tx, context: Context, placement: Placement, on: string): Promise<Placement> {
  if (placement.status === 'accepted') {
    const step = { step: 'start', on, changes: { startedOn: on } } as const
    return recordPlacementStep(tx, context, { placement, status: 'started' }, step)
  }
  const isEarlier = placement.startedOn !== null && on < placement.startedOn
  return isEarlier ? updatePlacement(tx, placement.id, { startedOn: on }) : placement
}
