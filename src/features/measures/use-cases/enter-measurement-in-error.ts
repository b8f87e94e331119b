import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { takeMeasurementStep } from '../lifecycle.ts'
import { updateMeasurement } from '../store.ts'
import { lockMeasurement } from './lock-measurement.ts'
import { type MeasurementInEpisode, settleMeasurement } from './settle-measurement.ts'

/** The measurement should never have been, or was typed wrongly: it stays to be read and counts nowhere. Open in every episode. */
export async function enterMeasurementInError(
  context: Context,
  input: { measurementId: string; note: string },
): Promise<MeasurementInEpisode> {
  const { measurementId, note } = input
  return inTransaction(context, async (tx) => {
    const { referral, measurement } = await lockMeasurement(tx, context, measurementId)
    const outcome = takeMeasurementStep(measurement.status, 'enter-in-error')
    if (!outcome.allowed) throw new Refusal('step-not-open', 'The measurement was entered in error already')
    const changed = await updateMeasurement(tx, measurement, {
      status: outcome.status,
      enteredInErrorAt: context.now(),
      enteredInErrorById: context.actor.membershipId,
      enteredInErrorNote: note,
    })
    await recordAudit(tx, context, {
      action: 'measurement.entered-in-error',
      subjectKind: 'measurement',
      subjectId: measurementId,
      personId: referral.personId,
    })
    return settleMeasurement(tx, context, referral, changed)
  })
}
