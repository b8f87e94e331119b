import { addDays } from '../../../platform/clock.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { changeReferral, type Referral, recordMilestone } from '../../referrals/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { closeAllTasksAbout } from '../../tasks/public.ts'
import type { PlanContent } from '../content.ts'
import { reviewDueOn, toContent } from '../rules.ts'
import { findVersionById, listUnansweredOf, markTakenOut, nextVersion, restoreGoals } from '../store/taken-out.ts'
import { findAgreedVersion, findAgreement, findVersion, insertVersion, type PlanVersion } from '../store.ts'
import { startPlanWork } from './start-plan-work.ts'

type TakenOut = { original: PlanVersion; agreedAt: Date | undefined }

/**
 * Takes the latest version out of an episode, with the yes to it. The one before it is the plan again; without another yes
 * the plan was never agreed. Gives what it was, and when its yes was told. The caller holds the referral.
 */
export async function takeOutPlan(
  tx: Tx,
  context: Context,
  { referral, planVersionId }: { referral: Referral; planVersionId: string },
): Promise<TakenOut> {
  const plan = await findVersionById(tx, planVersionId)
  if (plan === undefined) throw new Refusal('not-found')
  const latest = await findVersion(tx, referral.id)
  if (latest?.id !== plan.id)
    throw new Refusal('step-not-open', 'A later version stands on this one: take the latest version out first')
  const agreement = await findAgreement(tx, referral.id, plan.version)
  const about = { subjectIds: await listUnansweredOf(tx, plan), outcome: 'taken-out' }
  if (about.subjectIds.length > 0) await closeAllTasksAbout(tx, context, about)
  await markTakenOut(tx, context, plan.id)
  await restoreGoals(tx, plan, (await findVersion(tx, referral.id))?.content)
  if (agreement !== undefined) await followAgreements(tx, context, referral)
  return { original: plan, agreedAt: agreement?.recordedAt }
}

/** What the agreements that are left say of the episode. */
async function followAgreements(tx: Tx, context: Context, referral: Referral): Promise<void> {
  const version = await findAgreedVersion(tx, referral.id)
  const plan = version === undefined ? undefined : await findVersion(tx, referral.id, version)
  const agreement = plan === undefined ? undefined : await findAgreement(tx, referral.id, plan.version)
  const { settings } = await getScheme(context)
  const milestones =
    plan === undefined || agreement === undefined
      ? { planAgreedAt: null, reviewDueOn: null }
      : {
          reviewDueOn: reviewDueOn(
            plan.content,
            agreement.agreedOn,
            addDays(agreement.agreedOn, settings.reviewAfterWeeks * 7),
          ),
        }
  if (referral.status === 'accepted') await recordMilestone(tx, context, referral, milestones, context.today())
  else await changeReferral(tx, context, referral, milestones, undefined)
}

/** Puts a plan where it belongs, as that episode's next version. Nobody has agreed to it there: the person is asked. */
export async function putPlan(
  tx: Tx,
  context: Context,
  { original, referralId }: { original: PlanVersion; referralId: string },
): Promise<string> {
  const referral = await startPlanWork(tx, context, referralId)
  const current = await findVersion(tx, referralId)
  const version = await nextVersion(tx, referralId)
  const content = toContent(withoutIds(original.content), context.newId)
  await insertVersion(tx, context, referral, { version, content, before: current?.content })
  const written = await findVersion(tx, referralId, version)
  if (written === undefined) throw new Error('A plan that was just written is gone')
  return written.id
}

const withoutIds = ({ goals, ...rest }: PlanContent) => ({
  ...rest,
  goals: goals.map(({ id: _goal, actions, ...goal }) => ({
    ...goal,
    actions: actions.map(({ id: _action, ...action }) => action),
  })),
})
