import { recordAudit } from '../../../platform/audit/record.ts'
import { Refusal } from '../../../platform/problems.ts'
import type { AuthContext } from '../auth-context.ts'
import { listSchemesOf, saveDisabled } from '../store/accounts.ts'
import { revokeSessionsOf } from '../store/sessions.ts'

/** Disables an account and ends its sessions, or lets it sign in again. */
export async function setAccountDisabled(
  context: AuthContext,
  input: { email: string; disabled: boolean },
): Promise<void> {
  const { db, now } = context
  await db.transaction(async (tx) => {
    const accountId = await saveDisabled(tx, input.email.trim().toLowerCase(), input.disabled ? now() : null)
    if (accountId === undefined) throw new Refusal('not-found', 'Nobody has an account with this email address')
    if (input.disabled) await revokeSessionsOf(tx, context, accountId, 'account-disabled')
    const action = input.disabled ? 'account.disabled' : 'account.enabled'
    for (const schemeId of await listSchemesOf(tx, accountId))
      await recordAudit(tx, { ...context, schemeId }, { action, subjectKind: 'account', subjectId: accountId })
  })
}
