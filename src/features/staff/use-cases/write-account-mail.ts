import type { SystemContext } from '../../../platform/context.ts'
import {
  type AccountNotice,
  findInvitation,
  findReset,
  INVITATION_DAYS,
  PASSWORD_LINK_MINUTES,
} from '../../accounts/public.ts'
import { sendOut } from '../../messages/public.ts'
import { invitationLetter, noticeLetter, passwordLetter } from '../letters.ts'

/** An invitation that was accepted, taken back or has run out meanwhile is not mailed. */
export async function mailInvitation(
  context: SystemContext,
  { invitationId }: { invitationId: string },
): Promise<void> {
  await context.db.transaction(async (tx) => {
    const invitation = await findInvitation(tx, invitationId)
    if (invitation === undefined || invitation.acceptedAt !== null || invitation.revokedAt !== null) return
    if (invitation.expiresAt <= context.now()) return
    const { name, organisationName, email, expiresAt } = invitation
    await sendOut(tx, context, {
      channel: 'mail',
      to: { kind: 'outside', name, address: email },
      event: 'invitation',
      ...invitationLetter({ name, organisationName, days: INVITATION_DAYS }),
      link: { purpose: 'invitation', id: invitationId, path: '/invitation', expiresAt },
      about: { subjectKind: 'invitation', subjectId: invitationId },
    })
  })
}

export async function mailPasswordLink(context: SystemContext, { resetId }: { resetId: string }): Promise<void> {
  await context.db.transaction(async (tx) => {
    const reset = await findReset(tx, resetId)
    if (reset === undefined || reset.usedAt !== null || reset.expiresAt <= context.now()) return
    await sendOut(tx, context, {
      channel: 'mail',
      to: { kind: 'account', accountId: reset.accountId, address: reset.email },
      event: 'password',
      ...passwordLetter({ minutes: PASSWORD_LINK_MINUTES }),
      link: { purpose: 'password', id: resetId, path: '/password', expiresAt: reset.expiresAt },
      about: { subjectKind: 'password-reset', subjectId: resetId },
    })
  })
}

export async function mailNotice(
  context: SystemContext,
  { membershipId, notice }: { membershipId: string; notice: AccountNotice },
): Promise<void> {
  await context.db.transaction((tx) =>
    sendOut(tx, context, {
      channel: 'mail',
      to: { kind: 'member', membershipId },
      event: 'account-notice',
      ...noticeLetter(notice),
      about: { subjectKind: 'membership', subjectId: membershipId },
    }),
  )
}
