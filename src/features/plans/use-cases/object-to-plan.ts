import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findReferralForUpdate } from '../../referrals/public.ts'
import { addWorkingDays, getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { canObject } from '../policy.ts'
import { hasLine } from '../rules.ts'
import { findVersion, insertObjection, type ObjectionRecord } from '../store.ts'
import { requireAccepted } from './start-plan-work.ts'

type Input = { referralId: string; goalId?: string | undefined; actionId?: string | undefined; reason: string }

/** Says what speaks against a line, as the side that referred sees it. The advisor owes an answer; nothing waits for it. */
export async function objectToPlan(context: Context, input: Input): Promise<ObjectionRecord> {
  const { referralId, goalId = null, actionId = null, reason } = input
  const { schemeId, actor, newId, now, today } = context
  const { settings } = await getScheme(context)
  return inTransaction(context, async (tx) => {
    const referral = await findReferralForUpdate(tx, actor, referralId)
    if (referral === undefined) throw new Refusal('not-found')
    if (!canObject(actor, referral)) throw new Refusal('not-allowed')
    requireAccepted(referral)
    const plan = await findVersion(tx, referralId)
    if (plan === undefined) throw new Refusal('not-found', 'There is no plan yet')
    if (!hasLine(plan.content, { goalId, actionId }))
      throw invalid(goalId === null ? '#/actionId' : '#/goalId', 'Name a line of the plan as it is now')

    const objectionId = newId()
    const dueOn = addWorkingDays(today(), settings.targets.objection)
    await openTask(tx, context, {
      kind: 'answer-objection',
      subjectKind: 'plan-objection',
      subjectId: objectionId,
      organisationId: referral.advisorServiceId,
      membershipId: referral.ownerId ?? undefined,
      dueOn,
    })
    await recordAudit(tx, context, {
      action: 'plan.objected-to',
      subjectKind: 'plan-objection',
      subjectId: objectionId,
      personId: referral.personId,
      detail: { referralId, goalId, actionId },
    })
    return insertObjection(tx, {
      schemeId,
      id: objectionId,
      referralId,
      personId: referral.personId,
      version: plan.version,
      goalId,
      actionId,
      reason,
      raisedAt: now(),
      raisedById: actor.membershipId,
      raisedByOrganisationId: actor.organisationId,
      dueOn,
    })
  })
}
