export { createAuthentication } from './authentication.ts'
export { Label } from './contract.ts'
export {
  ACCOUNT_NOTICES,
  type AccountNotice,
  DISABLE_AFTER_DAYS,
  INVITATION_DAYS,
  PASSWORD_LINK_MINUTES,
  SEND_INVITATION,
  SEND_PASSWORD_LINK,
  TELL_MEMBER,
  WARN_AFTER_DAYS,
} from './kinds.ts'
export { labelOf, type Namesake } from './labels.ts'
export {
  type InvitationBodyOf as InvitationBody,
  type MemberBodyOf as MemberBody,
  toInvitationBody,
  toInvitationRows,
  toMemberBody,
} from './member-contract.ts'
export { canManage, canSeeMember, canTakeCareOf } from './policy.ts'
export { canBeHeldAt, ROLE_FACTS, roleTitle } from './roles.ts'
export { findInvitation, listOpenInvitationsOf } from './store/invitations.ts'
export { listMembersOf } from './store/members-of.ts'
export {
  countOtherAdministrators,
  endMembership,
  endMembershipsOf,
  findMembership,
  findMembershipForUpdate,
  findWorkingMember,
  listMembersByEmail,
  listToDisable,
  listToWarn,
  saveMembershipDisabled,
  saveWarned,
} from './store/memberships.ts'
export { namesakesOfMember, namesakesOfMemberRaw } from './store/namesakes.ts'
export { findReset } from './store/password-resets.ts'
export { setMembershipPhone, takeNoticesVersion } from './store/phone.ts'
export { resendInvitation, revokeInvitation } from './use-cases/change-invitation.ts'
export { createAccount } from './use-cases/create-account.ts'
export { type InvitedRow, inviteMany } from './use-cases/invite-many.ts'
export { inviteMember } from './use-cases/invite-member.ts'
export { listColleagues } from './use-cases/list-colleagues.ts'
export { listInvitations } from './use-cases/list-invitations.ts'
export { listMembers } from './use-cases/list-members.ts'
export { setAccountDisabled } from './use-cases/set-account-disabled.ts'
export { setManager } from './use-cases/set-manager.ts'
