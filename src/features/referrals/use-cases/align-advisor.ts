import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findMembership } from '../../accounts/public.ts'
import { findOrganisation } from '../../organisations/public.ts'
import { type Alignment, insertAlignment } from '../store/alignments.ts'

/** Says that an advisor knows a practice from today: the first ground on which its referrals are allocated. */
export async function alignAdvisor(
  context: Context,
  { membershipId, practiceId }: { membershipId: string; practiceId: string },
): Promise<Alignment> {
  const { actor, schemeId, newId, today } = context
  return inTransaction(context, async (tx) => {
    const advisor = await findMembership(tx, membershipId)
    const isAdvisor =
      advisor !== undefined && advisor.endedAt === null && advisor.organisationId === actor.organisationId
    if (!isAdvisor) throw invalid('#/membershipId', 'Choose an advisor of the service')
    const practice = await findOrganisation(tx, practiceId)
    if (!practice?.kinds.includes('practice')) throw invalid('#/practiceId', 'Choose a practice of the scheme')

    const alignment = await insertAlignment(tx, { schemeId, id: newId(), membershipId, practiceId, fromOn: today() })
    if (alignment === undefined) throw new Refusal('already-done', 'The advisor is aligned with this practice already')
    await recordAudit(tx, context, {
      action: 'advisor.aligned',
      subjectKind: 'alignment',
      subjectId: alignment.id,
      detail: { membershipId, practiceId },
    })
    return alignment
  })
}
