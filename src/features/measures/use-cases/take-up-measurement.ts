import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { requireLiving } from '../../people/public.ts'
import type { MeasurementPatch } from '../contract.ts'
import { getInstrument } from '../instruments.ts'
import { takeMeasurementStep } from '../lifecycle.ts'
import { canMeasure, takeUpUntil } from '../rules.ts'
import { SCORING_VERSION } from '../scoring.ts'
import { insertScores, type Measurement, updateMeasurement } from '../store.ts'
import { lockMeasurement } from './lock-measurement.ts'
import { scoreOrRefuse } from './score-or-refuse.ts'
import { type MeasurementInEpisode, settleMeasurement } from './settle-measurement.ts'

/** Goes on with an instrument that was stopped; with the last answer it is scored. */
export async function takeUpMeasurement(
  context: Context,
  input: { measurementId: string; version: number; patch: MeasurementPatch },
): Promise<MeasurementInEpisode> {
  const { measurementId, version, patch } = input
  const { now, today } = context
  return inTransaction(context, async (tx) => {
    const { referral, measurement } = await lockMeasurement(tx, context, measurementId)
    if (!canMeasure(referral.status))
      throw new Refusal('step-not-open', `The referral is ${referral.status}: nothing is measured in it`)
    await requireLiving(tx, referral.personId)
    const takenUp = takeMeasurementStep(measurement.status, 'take-up')
    if (!takenUp.allowed)
      throw new Refusal(
        'step-not-open',
        `The measurement is ${measurement.status}: its answers are not changed any more`,
      )
    const until = takeUpUntil(measurement.askedOn)
    if (today() > until)
      throw new Refusal('step-not-open', `The rest could be asked until ${until}: ask the whole instrument anew`)
    if (measurement.version !== version) throw new Refusal('changed-by-someone-else')

    const answers = mergeAnswers(measurement.answers, patch.answers)
    const outcome = scoreOrRefuse(
      getInstrument(measurement.instrument, measurement.instrumentVersion),
      answers,
      patch.notFinished,
    )
    const finish = takeMeasurementStep(measurement.status, 'finish')
    const changes: Partial<Measurement> =
      outcome.complete && finish.allowed
        ? {
            answers,
            status: finish.status,
            notFinishedBecause: null,
            finishedAt: now(),
            scoringVersion: SCORING_VERSION,
          }
        : { answers, ...(patch.notFinished === undefined ? {} : { notFinishedBecause: patch.notFinished }) }
    const changed = await updateMeasurement(tx, measurement, changes)
    if (outcome.complete) await insertScores(tx, context, measurement.id, outcome.scores)
    await recordAudit(tx, context, {
      action: 'measurement.taken-up',
      subjectKind: 'measurement',
      subjectId: measurementId,
      personId: referral.personId,
      detail: { status: changed.status },
    })
    return settleMeasurement(tx, context, referral, changed)
  })
}

function mergeAnswers(
  before: Readonly<Record<string, number>>,
  patch: Readonly<Record<string, number | null>> = {},
): Record<string, number> {
  const merged = Object.entries({ ...before, ...patch })
  return Object.fromEntries(merged.filter((entry): entry is [string, number] => entry[1] !== null))
}
