import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findPresence, standsFor } from '../../absence/public.ts'
import { findMembership } from '../../accounts/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { owedNow } from '../clock.ts'
import { canAllocate } from '../policy.ts'
import { changeReferral, type Referral } from '../store.ts'
import { startReferralStep } from './take-referral-step.ts'

/**
 * Gives a referral to an advisor. The row is locked before it is looked at, so of two advisors who take the same
 * unallocated referral one wins and the other is told who has it.
 */
export async function allocateReferral(
  context: Context,
  input: { referralId: string; membershipId: string; handoverNote?: string | undefined },
): Promise<Referral> {
  const { referralId, membershipId, handoverNote } = input
  const { actor, now, today } = context
  const { settings } = await getScheme(context)
  return inTransaction(context, async (tx) => {
    const { referral } = await startReferralStep(tx, context, referralId, 'allocate')
    const covered = standsFor(await findPresence(tx, context), actor.membershipId)
    if (!canAllocate(actor, referral, membershipId, covered)) {
      if (referral.ownerId === null)
        throw new Refusal('not-allowed', 'Ask the team lead to give a referral to a colleague')
      throw new Refusal('step-not-open', 'A colleague has this referral already')
    }
    if (referral.ownerId === membershipId) throw new Refusal('already-done', 'This advisor has the referral already')
    const owner = await findMembership(tx, membershipId)
    const fits =
      owner !== undefined &&
      owner.endedAt === null &&
      owner.organisationId === referral.advisorServiceId &&
      (owner.role === 'advisor' || owner.role === 'team-lead')
    if (!fits) throw invalid('#/membershipId', 'Choose an advisor of the service')
    if (referral.ownerId !== null && handoverNote === undefined)
      throw invalid('#/handoverNote', 'Write what the next advisor must know')

    const at = now()
    const isFirst = referral.allocatedAt === null
    const owed = isFirst ? owedNow({ ...referral, allocatedAt: at }, today(), settings.targets) : undefined
    await recordAudit(tx, context, {
      action: 'referral.allocated',
      subjectKind: 'referral',
      subjectId: referralId,
      personId: referral.personId,
      detail: { from: referral.ownerId, to: membershipId },
    })
    return changeReferral(
      tx,
      context,
      referral,
      { ownerId: membershipId, allocatedAt: referral.allocatedAt ?? at, ...owed },
      { step: 'allocate', at, note: handoverNote, changes: { ownerId: { from: referral.ownerId, to: membershipId } } },
    )
  })
}
