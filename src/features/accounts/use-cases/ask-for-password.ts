import type { AuthContext } from '../auth-context.ts'
import { resetKey } from '../back-off.ts'
import { PASSWORD_LINK_MINUTES, SEND_PASSWORD_LINK } from '../kinds.ts'
import { requestReset } from '../store/password-resets.ts'

/** Mails a link for a new password to whoever has the address, and says the same to everybody. */
export async function askForPassword(context: AuthContext, input: { email: string }): Promise<void> {
  const { sql, now, newId } = context
  const email = input.email.toLowerCase()
  const at = now()
  await requestReset(sql, {
    email,
    key: resetKey(email),
    resetId: newId(),
    jobId: newId(),
    auditId: newId(),
    jobName: SEND_PASSWORD_LINK,
    at,
    expiresAt: new Date(at.getTime() + PASSWORD_LINK_MINUTES * 60_000),
  })
}
