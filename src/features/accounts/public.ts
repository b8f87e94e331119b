export { createAuthentication } from './authentication.ts'
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
export { canSeeMember, canTakeCareOf } from './policy.ts'
export { roleTitle } from './roles.ts'
export { findInvitation } from './store/invitations.ts'
export {
  countOtherAdministrators,
  endMembership,
  endMembershipsOf,
  findMembership,
  findMembershipForUpdate,
  listMembersOf,
  listToDisable,
  listToWarn,
  saveMembershipDisabled,
  saveWarned,
} from './store/memberships.ts'
export { findReset } from './store/password-resets.ts'
export { setMembershipPhone } from './store/phone.ts'
export { createAccount } from './use-cases/create-account.ts'
export { listColleagues } from './use-cases/list-colleagues.ts'
export { setAccountDisabled } from './use-cases/set-account-disabled.ts'
