import { recordAudit } from '../../../platform/audit/record.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import type { LightLinks } from '../../../platform/light-links.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import type { AuthContext } from '../auth-context.ts'
import { readCommonPasswords } from '../common-passwords.ts'
import { TELL_MEMBER } from '../kinds.ts'
import { hashPassword } from '../password-hashes.ts'
import { findPasswordFault } from '../password-rules.ts'
import { clearCodeBlock, savePassword } from '../store/accounts.ts'
import { findMembershipToTellUnscoped } from '../store/memberships.ts'
import { endResets, findResetForUpdateUnscoped } from '../store/password-resets.ts'
import { revokeSessionsOf } from '../store/sessions.ts'

/** A new password by the link that was mailed: once, within the hour, and every session ends. Its holder is told. */
export async function finishPassword(
  context: AuthContext,
  links: LightLinks,
  input: { token: string; password: string },
): Promise<{ accountId: string }> {
  const { db, now } = context
  const at = now()
  const link = links.read('password', input.token, at)
  if (link === undefined) throw over()
  const passwordHash = await hashPassword(input.password)
  const common = await readCommonPasswords()
  return db.transaction(async (tx) => {
    const reset = await findResetForUpdateUnscoped(tx, link)
    if (reset === undefined || reset.usedAt !== null || reset.expiresAt <= at || reset.isDisabled) throw over()
    const { accountId, schemeId } = reset
    const fault = findPasswordFault(input.password, reset.email, common)
    if (fault !== undefined) throw invalid('#/password', fault)
    await savePassword(tx, accountId, passwordHash)
    await endResets(tx, accountId, at)
    await clearCodeBlock(tx, accountId)
    await revokeSessionsOf(tx, context, accountId, 'password-changed')
    await recordAudit(
      tx,
      { ...context, schemeId },
      { action: 'account.password-changed', subjectKind: 'account', subjectId: accountId, detail: { by: 'link' } },
    )
    const membershipId = await findMembershipToTellUnscoped(tx, { schemeId, accountId })
    if (membershipId !== undefined)
      await addJob(
        tx,
        { ...context, schemeId },
        { name: TELL_MEMBER, data: { membershipId, notice: 'password-changed' } },
      )
    return { accountId }
  })
}

const over = () =>
  new Refusal('link-over', 'The link was used, is older than an hour, or is not whole: ask for a new one')
