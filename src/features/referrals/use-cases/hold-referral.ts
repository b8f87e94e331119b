import { recordAudit } from '../../../platform/audit/record.ts'
import { addDays } from '../../../platform/clock.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { getListItem, getScheme, workingDaysBetween } from '../../schemes/public.ts'
import { changeReferral, insertHold, type Referral } from '../store.ts'
import { startReferralStep } from './take-referral-step.ts'

/** Nobody waits longer than this without being spoken to again. */
const LONGEST_HOLD_DAYS = 180

/** Stops the clock until a day; what the next step still had is kept, and the referral wakes by itself. */
export async function holdReferral(
  context: Context,
  input: { referralId: string; reason: string; until: string; note?: string | undefined },
): Promise<Referral> {
  const { referralId, reason, until, note } = input
  const { schemeId, newId, now, today } = context
  const from = today()
  if (until <= from) throw invalid('#/until', 'Hold until a day after today')
  if (until > addDays(from, LONGEST_HOLD_DAYS)) throw invalid('#/until', `Hold for ${LONGEST_HOLD_DAYS} days at most`)
  getListItem(await getScheme(context), 'hold-reason', reason, '#/reason')
  return inTransaction(context, async (tx) => {
    const { referral } = await startReferralStep(tx, context, referralId, 'hold')
    const holdDaysLeft = referral.dueOn === null ? 0 : workingDaysBetween(from, referral.dueOn)
    await insertHold(tx, { schemeId, id: newId(), referralId, reason, fromOn: from, untilOn: until })
    await recordAudit(tx, context, {
      action: 'referral.held',
      subjectKind: 'referral',
      subjectId: referralId,
      personId: referral.personId,
      detail: { reason, until },
    })
    return changeReferral(
      tx,
      context,
      referral,
      { holdUntil: until, holdDaysLeft, nextStep: 'resume', dueOn: until },
      { step: 'hold', at: now(), reason, note },
    )
  })
}
