import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { Referral } from '../../referrals/public.ts'
import type { NewMeasurementBody } from '../contract.ts'
import type { Instrument } from '../instruments/instrument.ts'
import { findInstrument, findNewestInstrument } from '../instruments.ts'
import { SCORING_VERSION } from '../scoring.ts'
import { insertMeasurement, insertScores, type Measurement } from '../store.ts'
import { scoreOrRefuse } from './score-or-refuse.ts'
import { type MeasurementInEpisode, settleMeasurement } from './settle-measurement.ts'
import { startMeasuring } from './start-measuring.ts'

/** Keeps what was answered. All of it is scored at once; a part waits, without a score, to be taken up. */
export async function recordMeasurement(
  context: Context,
  input: NewMeasurementBody & { referralId: string },
): Promise<MeasurementInEpisode> {
  const askedById = context.actor.membershipId
  return inTransaction(context, async (tx) => {
    const { referral, measurement } = await keepMeasurement(tx, context, { ...input, askedById, id: context.newId() })
    return settleMeasurement(tx, context, referral, measurement)
  })
}

type Kept = { referral: Referral; measurement: Measurement }

/** The same inside another's transaction, whoever asked; what it means for the episode is the caller's to settle. */
export async function keepMeasurement(
  tx: Tx,
  context: Context,
  input: NewMeasurementBody & { referralId: string; id: string; askedById: string },
): Promise<Kept> {
  const { id, askedById, referralId, mode, respondent, language, on, answers, notFinished } = input
  const { schemeId, now, today } = context
  const instrument = toInstrument(input)
  if (on > today()) throw invalid('#/on', 'Enter a day that is not in the future')
  if (!instrument.respondents.includes(respondent))
    throw new Refusal('not-possible', `${instrument.name} asks how the person feels: nobody can answer it for them`)
  const outcome = scoreOrRefuse(instrument, answers, notFinished)
  if (Object.keys(answers).length === 0 && notFinished === undefined)
    throw invalid('#/answers', 'Give an answer, or say in notFinished why there is none')

  const referral = await startMeasuring(tx, context, { referralId, on })
  const at = now()
  const measurement = await insertMeasurement(tx, {
    schemeId,
    id,
    personId: referral.personId,
    referralId,
    instrument: instrument.code,
    instrumentVersion: instrument.version,
    status: outcome.complete ? 'finished' : 'unfinished',
    mode,
    respondent,
    language,
    askedOn: on,
    askedById,
    askedByOwner: askedById === referral.ownerId,
    answers,
    notFinishedBecause: notFinished ?? null,
    recordedAt: at,
    ...(outcome.complete ? { finishedAt: at, scoringVersion: SCORING_VERSION } : {}),
  })
  if (outcome.complete) await insertScores(tx, context, measurement.id, outcome.scores)
  await recordAudit(tx, context, {
    action: 'measurement.recorded',
    subjectKind: 'measurement',
    subjectId: measurement.id,
    personId: referral.personId,
    detail: { instrument: instrument.code, status: measurement.status },
  })
  return { referral, measurement }
}

function toInstrument({ instrument: code, instrumentVersion }: NewMeasurementBody): Instrument {
  const instrument =
    instrumentVersion === undefined ? findNewestInstrument(code) : findInstrument(code, instrumentVersion)
  if (instrument === undefined) throw invalid('#/instrumentVersion', 'There is no such version of this instrument')
  return instrument
}
