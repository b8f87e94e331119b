import { recordAudit } from '../../../platform/audit/record.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { invalid } from '../../../platform/problems.ts'
import type { OwnContext } from '../auth-context.ts'
import { readCommonPasswords } from '../common-passwords.ts'
import { TELL_MEMBER } from '../kinds.ts'
import { hashPassword } from '../password-hashes.ts'
import { findPasswordFault } from '../password-rules.ts'
import { savePassword } from '../store/accounts.ts'
import { endResets } from '../store/password-resets.ts'
import { revokeOtherSessions } from '../store/sessions.ts'
import { checkOwnPassword } from './check-own-password.ts'

/** A new password, by somebody who knows the old one. Every other session ends, and links for a new password die. */
export async function changePassword(
  context: OwnContext,
  input: { current: string; next: string; address: string },
): Promise<void> {
  const { actor, db, now } = context
  const { accountId, sessionId, membershipId } = actor
  const email = await checkOwnPassword(context, { accountId, password: input.current, address: input.address })
  const fault = findPasswordFault(input.next, email, await readCommonPasswords())
  if (fault !== undefined) throw invalid('#/new', fault)
  const passwordHash = await hashPassword(input.next)
  await db.transaction(async (tx) => {
    await savePassword(tx, accountId, passwordHash)
    await endResets(tx, accountId, now())
    await revokeOtherSessions(tx, context, { accountId, sessionId }, 'password-changed')
    await recordAudit(tx, context, { action: 'account.password-changed', subjectKind: 'account', subjectId: accountId })
    await addJob(tx, context, { name: TELL_MEMBER, data: { membershipId, notice: 'password-changed' } })
  })
}
