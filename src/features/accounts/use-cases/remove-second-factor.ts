import { recordAudit } from '../../../platform/audit/record.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { Refusal } from '../../../platform/problems.ts'
import type { OwnContext } from '../auth-context.ts'
import { TELL_MEMBER } from '../kinds.ts'
import { deleteSecondFactor } from '../store/second-factors.ts'
import { revokeOtherSessions } from '../store/sessions.ts'
import { checkCode } from './check-code.ts'
import { checkOwnPassword } from './check-own-password.ts'

/** By password and code, so that neither a screen left open nor a stolen password is enough. */
export async function removeSecondFactor(
  context: OwnContext,
  input: { password: string; code: string; address: string },
): Promise<void> {
  const { actor, db } = context
  const { accountId, sessionId, membershipId } = actor
  await checkOwnPassword(context, { accountId, password: input.password, address: input.address })
  if (!(await checkCode(context, { accountId, code: input.code }))) throw new Refusal('wrong-code')
  await db.transaction(async (tx) => {
    if (!(await deleteSecondFactor(tx, accountId))) throw new Refusal('already-done')
    await revokeOtherSessions(tx, context, { accountId, sessionId }, 'second-factor-changed')
    await recordAudit(tx, context, { action: 'second-factor.removed', subjectKind: 'account', subjectId: accountId })
    await addJob(tx, context, { name: TELL_MEMBER, data: { membershipId, notice: 'second-factor-removed' } })
  })
}
