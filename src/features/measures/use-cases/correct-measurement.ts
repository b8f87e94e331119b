import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findReferralForUpdate } from '../../referrals/public.ts'
import { takeMeasurementStep } from '../lifecycle.ts'
import { canMeasure } from '../rules.ts'
import { copyScores, insertMeasurement, type Measurement, updateMeasurement } from '../store.ts'
import { lockMeasurement } from './lock-measurement.ts'
import { settleMeasurement } from './settle-measurement.ts'

/** Takes a measurement out of an episode: no list shows it and no report counts it. Gives what it was. */
export async function takeOutMeasurement(tx: Tx, context: Context, measurementId: string): Promise<Measurement> {
  const { referral, measurement } = await lockMeasurement(tx, context, measurementId)
  const outcome = takeMeasurementStep(measurement.status, 'enter-in-error')
  if (!outcome.allowed) throw new Refusal('step-not-open', 'The measurement was entered in error already')
  const at = context.now()
  const out = await updateMeasurement(tx, measurement, {
    status: outcome.status,
    enteredInErrorAt: at,
    enteredInErrorById: context.actor.membershipId,
    correctedAt: at,
  })
  await settleMeasurement(tx, context, referral, out)
  return measurement
}

/** Puts a measurement where it belongs, with its answers and scores as they were. */
export async function putMeasurement(
  tx: Tx,
  context: Context,
  { original, referralId }: { original: Measurement; referralId: string },
): Promise<string> {
  const referral = await findReferralForUpdate(tx, context.actor, referralId)
  if (referral === undefined) throw new Refusal('not-found')
  if (!canMeasure(referral.status))
    throw new Refusal('step-not-open', `The referral is ${referral.status}: nothing is measured in it`)
  const id = context.newId()
  const copy = await insertMeasurement(tx, { ...original, id, referralId, personId: referral.personId, version: 1 })
  await copyScores(tx, context, { from: original.id, to: id })
  await settleMeasurement(tx, context, referral, copy)
  return id
}
