import { recordAudit } from '../../../platform/audit/record.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { Refusal } from '../../../platform/problems.ts'
import type { OwnContext } from '../auth-context.ts'
import { TELL_MEMBER } from '../kinds.ts'
import { canSeeMember, canTakeCareOf } from '../policy.ts'
import { listSchemesOf } from '../store/accounts.ts'
import { findMemberUnscoped, worksElsewhereUnscoped } from '../store/memberships.ts'
import { deleteSecondFactor } from '../store/second-factors.ts'
import { revokeSessionsOf } from '../store/sessions.ts'

/**
 * Takes away the second factor of somebody who lost their device. They are told, every session ends, and each scheme in which
 * they work has it in its audit. Their password is still needed.
 */
export async function resetSecondFactor(
  context: OwnContext,
  { membershipId }: { membershipId: string },
): Promise<{ accountId: string }> {
  const { actor, db, schemeId } = context
  return db.transaction(async (tx) => {
    const member = await findMemberUnscoped(tx, { schemeId, membershipId })
    if (member === undefined || member.endedAt !== null || !canSeeMember(actor, member)) throw new Refusal('not-found')
    if (!canTakeCareOf(actor, member)) throw new Refusal('not-allowed')
    const { accountId } = member
    // The factor is the account's: a manager does not weaken what it opens in another organisation.
    if (
      actor.role !== 'administrator' &&
      (await worksElsewhereUnscoped(tx, accountId, { schemeId, organisationId: member.organisationId }))
    )
      throw new Refusal('not-allowed', 'They work for another organisation too: ask the administrator of your scheme')
    if (!(await deleteSecondFactor(tx, accountId))) throw new Refusal('not-possible', 'They have no second factor')
    await revokeSessionsOf(tx, context, accountId, 'second-factor-changed')
    const entry = { action: 'second-factor.reset', subjectKind: 'account', subjectId: accountId }
    await recordAudit(tx, context, entry)
    const { actor: _, ...system } = context
    for (const other of await listSchemesOf(tx, accountId))
      if (other !== schemeId) await recordAudit(tx, { ...system, schemeId: other }, entry)
    await addJob(tx, context, { name: TELL_MEMBER, data: { membershipId, notice: 'second-factor-reset' } })
    return { accountId }
  })
}
