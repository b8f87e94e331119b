/** What has to do with signing in writes these; `staff` does them, for accounts know no mail. */
export const SEND_INVITATION = 'send-invitation'
export const SEND_PASSWORD_LINK = 'send-password-link'
export const TELL_MEMBER = 'tell-member'

/** What the holder of an account is told, so that they can say that it was not them. */
export const ACCOUNT_NOTICES = [
  'password-changed',
  'second-factor-added',
  'second-factor-reset',
  'second-factor-removed',
] as const
export type AccountNotice = (typeof ACCOUNT_NOTICES)[number]

/** Days and minutes for which a link works. */
export const INVITATION_DAYS = 7
export const PASSWORD_LINK_MINUTES = 60

/** Days without a sign-in after which somebody is warned, and after which nobody signs in by the membership. */
export const WARN_AFTER_DAYS = 76
export const DISABLE_AFTER_DAYS = 90
