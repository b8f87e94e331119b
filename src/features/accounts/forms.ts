import { z } from 'zod'

const LONG = 'A password has 1,000 characters at most'

export const SignInForm = z.object({
  email: z.email('Enter your email address, like name@example.org').max(254),
  password: z.string({ error: 'Enter your password' }).max(1000, LONG),
})

export const CodeForm = z.object({
  code: z
    .string({ error: 'Enter the code from your device, or a recovery code' })
    .max(40, 'Enter the code alone: it is shorter'),
})

export const ForgottenForm = z.object({
  email: z.email('Enter your email address, like name@example.org').max(254),
})

const token = z.string({ error: 'Open the link in the mail again, or paste the code that stands at its end' }).max(500)
const newPassword = z.string({ error: 'Enter a new password' }).max(1000, LONG)

export const NewPasswordForm = z.object({ token, password: newPassword })

export const InvitationForm = z.object({ token, password: newPassword, code: z.string().trim().max(40).optional() })

export const ChangePasswordForm = z.object({
  current: z.string({ error: 'Enter the password you have now' }).max(1000, LONG),
  new: newPassword,
})

export const ChooseForm = z.object({ membershipId: z.uuid('Select where you want to work') })

export const PasswordForm = z.object({ password: z.string({ error: 'Enter your password' }).max(1000, LONG) })
