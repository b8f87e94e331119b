import type { AccountNotice } from '../accounts/public.ts'

type Letter = { subject: string; body: string }

/** `{link}` is put in when it is sent. No subject names anybody. */
export const invitationLetter = (facts: { name: string; organisationName: string; days: number }): Letter => ({
  subject: 'You are invited to join Rother',
  body: `Hello ${facts.name},

You are invited to work with ${facts.organisationName} on Rother, which takes referrals for social prescribing.

Follow this link to read what the invitation is to, and to choose a password:
{link}

The link works once, for ${facts.days} days. If you did not expect it, do nothing.`,
})

export const passwordLetter = (facts: { minutes: number }): Letter => ({
  subject: 'Choose a new password for Rother',
  body: `Somebody, probably you, asked for a new password for Rother.

Follow this link to choose one:
{link}

The link works once, for ${facts.minutes} minutes. If it was not you, do nothing: your password stays as it is.`,
})

const NOTICES: Record<AccountNotice, Letter> = {
  'password-changed': {
    subject: 'Your password for Rother was changed',
    body: 'Your password was changed, and your other sessions ended.',
  },
  'second-factor-added': {
    subject: 'A second factor for Rother was added',
    body: 'A device was added that shows codes, and your other sessions ended. From now on you sign in with a code as well.',
  },
  'second-factor-reset': {
    subject: 'Your second factor for Rother was taken away',
    body: 'Whoever looks after your account took your second factor away, and your sessions ended. Set up a new one when you next sign in.',
  },
  'second-factor-removed': {
    subject: 'Your second factor for Rother was taken away',
    body: 'You took your second factor away, and your other sessions ended.',
  },
}

export const noticeLetter = (notice: AccountNotice): Letter => ({
  subject: NOTICES[notice].subject,
  body: `${NOTICES[notice].body}\n\nIf it was not you, tell the administrator of your scheme at once.`,
})

export const unusedWarning = (publicUrl: string): Letter => ({
  subject: 'Your account for Rother will be closed in two weeks',
  body: `You have not signed in to Rother for eleven weeks. Sign in within two weeks to keep your account:
${publicUrl}

If you do not need it any more, do nothing.`,
})
