import type { LightLinks } from '../../../platform/light-links.ts'
import { Refusal } from '../../../platform/problems.ts'
import type { AuthContext } from '../auth-context.ts'
import { findLiveInvitationUnscoped, type InvitationSeen } from '../store/invitations.ts'

/** What whoever follows the link reads before they say yes. It does nothing, and does not say whether they have an account. */
export async function lookAtInvitation(
  context: AuthContext,
  links: LightLinks,
  { token }: { token: string },
): Promise<InvitationSeen> {
  const at = context.now()
  const link = links.read('invitation', token, at)
  const invitation = link && (await findLiveInvitationUnscoped(context.sql, link, at))
  if (invitation === undefined) throw invitationOver()
  return invitation
}

export const invitationOver = () =>
  new Refusal('link-over', 'The invitation was used or taken back, or is older than a week: ask for a new one')
