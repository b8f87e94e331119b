import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import type { InstrumentCode } from '../instruments/instrument.ts'
import { isPossibleScore } from '../rules.ts'
import { insertImportedScore } from '../store/imported-scores.ts'
import { startMeasuring } from './start-measuring.ts'

type Input = { referralId: string; instrument: InstrumentCode; scoreId: string; value: number; on: string }

/**
 * Keeps a first score of which an earlier record has the number and not the answers. It is shown beside the measurements and is
 * none: it cannot be checked, so nothing is compared with it and no report counts it. Brought twice, it is kept once.
 */
export async function bringScore(context: Context, { referralId, on, ...score }: Input): Promise<void> {
  const { schemeId, actor, newId, now, today } = context
  if (on > today()) throw invalid('#/on', 'Enter a day that is not in the future')
  if (!isPossibleScore(score)) throw invalid('#/value', 'The instrument has no such score')
  await inTransaction(context, async (tx) => {
    const { personId } = await startMeasuring(tx, context, { referralId, on })
    const isNew = await insertImportedScore(tx, {
      schemeId,
      id: newId(),
      personId,
      referralId,
      ...score,
      askedOn: on,
      recordedAt: now(),
      recordedById: actor.membershipId,
    })
    if (!isNew) return
    await recordAudit(tx, context, {
      action: 'score.brought',
      subjectKind: 'referral',
      subjectId: referralId,
      personId,
      detail: { instrument: score.instrument, scoreId: score.scoreId },
    })
  })
}
