import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { endServedPractice as end, type ServedPractice } from '../../organisations/public.ts'
import { endCareRelationshipsAt } from '../../people/public.ts'
import { listReferralIdsOfTeamUnscoped, moveOpenReferrals } from '../../referrals/public.ts'

/**
 * A team serves a practice no longer: it reads nothing more of the practice's people, at once. What it had open with the
 * service is the practice's to follow and to answer.
 */
export async function endServedPractice(
  context: Context,
  input: { servedPracticeId: string; on: string },
): Promise<ServedPractice> {
  const { servedPracticeId, on } = input
  if (on > context.today()) throw invalid('#/on', 'Enter a day that is not in the future')
  return inTransaction(context, async (tx) => {
    const served = await end(tx, { servedPracticeId, on })
    if (served === undefined) throw new Refusal('not-found')
    const { teamId, practiceId } = served
    const referralIds = await listReferralIdsOfTeamUnscoped(tx, { teamId, practiceId })
    const moved = await moveOpenReferrals(tx, context, { fromId: teamId, toId: practiceId, practiceId })
    await endCareRelationshipsAt(tx, context, { organisationId: teamId, practiceId, referralIds })
    await recordAudit(tx, context, {
      action: 'practice.no-longer-served',
      subjectKind: 'served-practice',
      subjectId: servedPracticeId,
      detail: { teamId, practiceId, on, moved },
    })
    return served
  })
}
