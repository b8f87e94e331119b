import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { INVITATION_DAYS, SEND_INVITATION } from '../kinds.ts'
import { canSeeMember, canTakeCareOf } from '../policy.ts'
import { findInvitationForUpdate, type Invitation, updateInvitation } from '../store/invitations.ts'

/** Mails the link again, for another seven days. */
export async function resendInvitation(context: Context, input: { invitationId: string }): Promise<Invitation> {
  return inTransaction(context, async (tx) => {
    const invitation = await openOne(tx, context, input.invitationId)
    const at = context.now()
    const expiresAt = new Date(at.getTime() + INVITATION_DAYS * 86_400_000)
    const renewed = await updateInvitation(tx, invitation.id, { invitedAt: at, expiresAt })
    await addJob(tx, context, { name: SEND_INVITATION, data: { invitationId: invitation.id } })
    await recordAudit(tx, context, {
      action: 'invitation.renewed',
      subjectKind: 'invitation',
      subjectId: invitation.id,
    })
    return { ...invitation, ...renewed }
  })
}

/** Takes it back: its link opens nothing from now on. */
export async function revokeInvitation(context: Context, input: { invitationId: string }): Promise<Invitation> {
  return inTransaction(context, async (tx) => {
    const invitation = await openOne(tx, context, input.invitationId)
    const revoked = { revokedAt: context.now(), revokedById: context.actor.membershipId }
    await recordAudit(tx, context, {
      action: 'invitation.revoked',
      subjectKind: 'invitation',
      subjectId: invitation.id,
    })
    return { ...invitation, ...(await updateInvitation(tx, invitation.id, revoked)) }
  })
}

async function openOne(tx: Tx, { actor }: Context, invitationId: string): Promise<Invitation> {
  const invitation = await findInvitationForUpdate(tx, invitationId)
  if (invitation === undefined || !canSeeMember(actor, invitation)) throw new Refusal('not-found')
  if (!canTakeCareOf(actor, invitation)) throw new Refusal('not-allowed')
  if (invitation.acceptedAt !== null) throw new Refusal('already-done', 'The invitation was accepted')
  if (invitation.revokedAt !== null) throw new Refusal('already-done', 'The invitation was taken back')
  return invitation
}
