import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findMembershipForUpdate, saveManager } from '../store/memberships.ts'

/** Lets somebody look after the members of their own organisation, or no longer. */
export async function setManager(
  context: Context,
  { membershipId, isManager }: { membershipId: string; isManager: boolean },
): Promise<void> {
  await inTransaction(context, async (tx) => {
    const member = await findMembershipForUpdate(tx, membershipId)
    if (member === undefined || member.endedAt !== null) throw new Refusal('not-found')
    if (member.isManager === isManager) return
    await saveManager(tx, membershipId, isManager)
    await recordAudit(tx, context, {
      action: isManager ? 'membership.made-manager' : 'membership.no-manager',
      subjectKind: 'membership',
      subjectId: membershipId,
    })
  })
}
