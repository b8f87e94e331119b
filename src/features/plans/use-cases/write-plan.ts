import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { refuseFarDays } from '../../../platform/days-ahead.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { getListItem, getScheme, type Scheme } from '../../schemes/public.ts'
import type { PlanContent, PlanDraft } from '../content.ts'
import type { PlanRecord } from '../contract.ts'
import { isSamePlan, toContent, unknownLines } from '../rules.ts'
import { nextVersion } from '../store/taken-out.ts'
import { findVersion, insertVersion } from '../store.ts'
import { toRecord } from './read-plan.ts'
import { startPlanWork } from './start-plan-work.ts'

/**
 * Writes the whole plan as its next version; earlier ones stay as they were. `replaces` is the version the writer read,
 * undefined when there is to be none. A plan that says what it said before stays the version it is, and agreed if it was.
 */
export async function writePlan(
  context: Context,
  input: { referralId: string; replaces: number | undefined; draft: PlanDraft },
): Promise<PlanRecord> {
  const { referralId, replaces, draft } = input
  const scheme = await getScheme(context)
  return inTransaction(context, async (tx) => {
    const referral = await startPlanWork(tx, context, referralId)
    const current = await findVersion(tx, referralId)
    if (current?.version !== replaces) throw new Refusal('changed-by-someone-else')
    checkDraft(draft, current?.content, scheme, context.today())

    const content = toContent(draft, context.newId)
    if (current !== undefined && isSamePlan(content, current.content)) return toRecord(tx, current)
    const version = await nextVersion(tx, referralId)
    await insertVersion(tx, context, referral, { version, content, before: current?.content })
    await recordAudit(tx, context, {
      action: 'plan.written',
      subjectKind: 'referral',
      subjectId: referralId,
      personId: referral.personId,
      detail: { version },
    })
    const written = await findVersion(tx, referralId, version)
    if (written === undefined) throw new Error('A plan that was just written is gone')
    return toRecord(tx, written)
  })
}

/** What stood in the plan already may stay, though the scheme has retired the need or the day has passed. */
function checkDraft(draft: PlanDraft, current: PlanContent | undefined, scheme: Scheme, today: string): void {
  const faults = unknownLines(draft, current)
  const [first] = faults
  if (first !== undefined) throw new Refusal('invalid-request', first.detail, faults)
  for (const [index, { id, need }] of draft.goals.entries()) {
    const before = current?.goals.find((goal) => goal.id === id)
    if (need !== null && need !== before?.need) getListItem(scheme, 'need', need, `#/goals/${index}/need`)
  }
  const { reviewOn } = draft
  if (reviewOn !== null && reviewOn !== current?.reviewOn && reviewOn <= today)
    throw invalid('#/reviewOn', 'Enter a day after today')
  refuseFarDays({ '#/reviewOn': reviewOn }, today)
  for (const [goal, { actions }] of draft.goals.entries())
    for (const [action, { byOn }] of actions.entries())
      refuseFarDays({ [`#/goals/${goal}/actions/${action}/byOn`]: byOn }, today)
}
