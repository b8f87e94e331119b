import { recordAudit } from '../../../platform/audit/record.ts'
import { addDays, todayInEngland } from '../../../platform/clock.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { milestoneAt } from '../../contacts/public.ts'
import { type Decision, faultOfDecision, toDecisionRecord } from '../../people/public.ts'
import { recordMilestone, tellReferrer } from '../../referrals/public.ts'
import { getScheme, labelOf, type Scheme } from '../../schemes/public.ts'
import type { Goal } from '../content.ts'
import type { PlanRecord } from '../contract.ts'
import type { AGREEMENT_WAYS } from '../kinds.ts'
import { type GoalInBrief, planAgreed } from '../letters.ts'
import { reviewDueOn } from '../rules.ts'
import { findAgreement, findVersion, insertAgreement } from '../store.ts'
import { toRecord } from './read-plan.ts'
import { startPlanWork } from './start-plan-work.ts'

type Input = {
  referralId: string
  version: number
  how: (typeof AGREEMENT_WAYS)[number]
  on: string
  decision?: Decision | undefined
}

/**
 * Records that the person agreed to the plan as it now stands: theirs is the only agreement there is, nobody's approval
 * is asked. Who lacks capacity for this decision has it made by an attorney, a deputy or in their best interests. A plan that changed later waits for their next yes; the referral goes on meanwhile.
 */
export async function agreePlan(context: Context, input: Input): Promise<PlanRecord> {
  const { referralId, version, how, on } = input
  const decision = toDecisionRecord(input.decision)
  const { schemeId, actor, newId, now, today } = context
  const scheme = await getScheme(context)
  return inTransaction(context, async (tx) => {
    const referral = await startPlanWork(tx, context, referralId)
    const plan = await findVersion(tx, referralId)
    if (plan === undefined) throw new Refusal('not-found', 'There is no plan yet')
    if (plan.version !== version)
      throw new Refusal('changed-by-someone-else', `The plan is now version ${plan.version}: show it to the person`)
    if (plan.content.goals.length === 0)
      throw new Refusal('not-possible', 'The plan has no goal yet: there is nothing to agree to')
    if ((await findAgreement(tx, referralId, version)) !== undefined) throw new Refusal('already-done')
    const submittedAt = referral.submittedAt ?? referral.createdAt
    if (on > today()) throw invalid('#/on', 'Enter a day that is not in the future')
    if (on < todayInEngland(submittedAt)) throw invalid('#/on', 'Enter a day on or after the day the referral was sent')

    const fault = faultOfDecision(input.decision, on)
    if (fault !== undefined) throw invalid(`#/decision/${fault.field}`, fault.detail)

    await insertAgreement(tx, {
      schemeId,
      id: newId(),
      referralId,
      personId: referral.personId,
      version,
      how,
      decision,
      agreedOn: on,
      recordedAt: now(),
      recordedById: actor.membershipId,
    })
    const inSomeWeeks = addDays(on, scheme.settings.reviewAfterWeeks * 7)
    const reviewOn = reviewDueOn(plan.content, on, inSomeWeeks)
    const agreedAt = milestoneAt(on, { now: now(), today: today(), submittedAt })
    const milestones = { planAgreedAt: referral.planAgreedAt ?? agreedAt, reviewDueOn: reviewOn }
    await recordMilestone(tx, context, referral, milestones, on)
    const goals = plan.content.goals.map((goal) => toBrief(goal, scheme))
    await tellReferrer(tx, context, referral, { kind: 'plan-agreed' }, (facts) =>
      planAgreed({ ...facts, decision, agreedOn: on, version, reviewOn, goals }),
    )
    await recordAudit(tx, context, {
      action: 'plan.agreed',
      subjectKind: 'referral',
      subjectId: referralId,
      personId: referral.personId,
      detail: { version, how, decidedBy: decision?.by ?? 'person' },
    })
    return toRecord(tx, plan)
  })
}

function toBrief({ need, words }: Goal, scheme: Scheme): GoalInBrief {
  if (need === null) return { need: undefined, words, isSensitive: false }
  const isSensitive = scheme.lists.need.some((item) => item.code === need && item.isSensitive)
  return { need: labelOf(scheme, 'need', need), words, isSensitive }
}
