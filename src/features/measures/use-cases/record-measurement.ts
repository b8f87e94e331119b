import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findDiedOn } from '../../people/public.ts'
import { findReferralForUpdate, isService } from '../../referrals/public.ts'
import type { NewMeasurementBody } from '../contract.ts'
import type { Instrument } from '../instruments/instrument.ts'
import { findInstrument, findNewestInstrument } from '../instruments.ts'
import { canMeasure } from '../rules.ts'
import { SCORING_VERSION } from '../scoring.ts'
import { insertMeasurement, insertScores } from '../store.ts'
import { scoreOrRefuse } from './score-or-refuse.ts'
import { type MeasurementInEpisode, settleMeasurement } from './settle-measurement.ts'

/** Keeps what was answered. All of it is scored at once; a part waits, without a score, to be taken up. */
export async function recordMeasurement(
  context: Context,
  input: NewMeasurementBody & { referralId: string },
): Promise<MeasurementInEpisode> {
  const { referralId, mode, respondent, language, on, answers, notFinished } = input
  const { schemeId, actor, newId, now, today } = context
  const instrument = toInstrument(input)
  if (on > today()) throw invalid('#/on', 'Enter a day that is not in the future')
  if (!instrument.respondents.includes(respondent))
    throw new Refusal('not-possible', `${instrument.name} asks how the person feels: nobody can answer it for them`)
  const outcome = scoreOrRefuse(instrument, answers, notFinished)
  if (Object.keys(answers).length === 0 && notFinished === undefined)
    throw invalid('#/answers', 'Give an answer, or say in notFinished why there is none')

  return inTransaction(context, async (tx) => {
    const referral = await findReferralForUpdate(tx, actor, referralId)
    if (referral === undefined) throw new Refusal('not-found')
    if (!isService(actor, referral)) throw new Refusal('not-allowed')
    if (!canMeasure(referral.status))
      throw new Refusal('step-not-open', `The referral is ${referral.status}: nothing is measured in it`)
    const diedOn = await findDiedOn(tx, referral.personId)
    if (diedOn !== undefined && on > diedOn)
      throw invalid('#/on', 'Our record says that the person had died by that day')

    const at = now()
    const measurement = await insertMeasurement(tx, {
      schemeId,
      id: newId(),
      personId: referral.personId,
      referralId,
      instrument: instrument.code,
      instrumentVersion: instrument.version,
      status: outcome.complete ? 'finished' : 'unfinished',
      mode,
      respondent,
      language,
      askedOn: on,
      askedById: actor.membershipId,
      askedByOwner: actor.membershipId === referral.ownerId,
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
    return settleMeasurement(tx, context, referral, measurement)
  })
}

function toInstrument({ instrument: code, instrumentVersion }: NewMeasurementBody): Instrument {
  const instrument =
    instrumentVersion === undefined ? findNewestInstrument(code) : findInstrument(code, instrumentVersion)
  if (instrument === undefined) throw invalid('#/instrumentVersion', 'There is no such version of this instrument')
  return instrument
}
