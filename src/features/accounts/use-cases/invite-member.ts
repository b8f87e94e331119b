import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Role, Tx } from '../../../platform/context.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findOrganisation } from '../../organisations/public.ts'
import { INVITATION_DAYS, SEND_INVITATION } from '../kinds.ts'
import { canManage, canTakeCareOf } from '../policy.ts'
import { canBeHeldAt, ROLE_FACTS } from '../roles.ts'
import {
  findOpenInvitationForUpdate,
  type Invitation,
  insertInvitation,
  updateInvitation,
} from '../store/invitations.ts'

export type NewMember = { organisationId: string; role: Role; email: string; name: string; asManager?: boolean }

/** Asks somebody to join an organisation. Twice the same is the same invitation; one that had run out is renewed. */
export const inviteMember = (context: Context, input: NewMember): Promise<Invitation> =>
  inTransaction(context, (tx) => inviteIn(tx, context, input))

/** In a transaction of the caller's: many at once, or an import. */
export async function inviteIn(tx: Tx, context: Context, input: NewMember): Promise<Invitation> {
  const { actor, schemeId, newId, now, today } = context
  const { organisationId, role, name, asManager = false } = input
  const email = input.email.trim().toLowerCase()
  if (!canManage(actor)) throw new Refusal('not-allowed', 'Ask the manager of your organisation, or the administrator')
  const organisation = await findOrganisation(tx, organisationId)
  if (organisation === undefined || (organisation.closedOn !== null && organisation.closedOn <= today()))
    throw invalid('#/organisationId', 'Choose an organisation of the scheme')
  if (!canBeHeldAt(role, organisation.kinds))
    throw invalid('#/role', `A ${role} works at an organisation of kind ${ROLE_FACTS[role].heldAt.join(' or ')}`)
  if (!canTakeCareOf(actor, { organisationId, role }))
    throw new Refusal('not-allowed', 'You invite people to your own organisation, and an administrator to the scheme')
  if (asManager && actor.role !== 'administrator')
    throw new Refusal('not-allowed', 'The administrator says who is a manager')

  const at = now()
  const expiresAt = new Date(at.getTime() + INVITATION_DAYS * 86_400_000)
  const made = await insertInvitation(tx, {
    schemeId,
    id: newId(),
    organisationId,
    role,
    email,
    name,
    asManager,
    invitedById: actor.membershipId,
    invitedAt: at,
    expiresAt,
  })
  if (made !== undefined) {
    await tell(tx, context, made.id, 'invitation.made')
    return { ...made, organisationName: organisation.name }
  }
  const open = await findOpenInvitationForUpdate(tx, { email, organisationId, role })
  if (open === undefined) throw new Refusal('request-in-flight')
  if (open.expiresAt > at) return { ...open, organisationName: organisation.name }
  const renewed = await updateInvitation(tx, open.id, { name, asManager, invitedAt: at, expiresAt })
  await tell(tx, context, open.id, 'invitation.renewed')
  return { ...renewed, organisationName: organisation.name }
}

async function tell(tx: Tx, context: Context, invitationId: string, action: string): Promise<void> {
  await recordAudit(tx, context, { action, subjectKind: 'invitation', subjectId: invitationId })
  await addJob(tx, context, { name: SEND_INVITATION, data: { invitationId } })
}
