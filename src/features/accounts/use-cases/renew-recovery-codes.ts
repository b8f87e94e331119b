import { recordAudit } from '../../../platform/audit/record.ts'
import { Refusal } from '../../../platform/problems.ts'
import type { OwnContext } from '../auth-context.ts'
import { replaceRecoveryCodes } from '../store/second-factors.ts'
import { checkCode } from './check-code.ts'

/** Ten new codes, shown once; those from before stop working. */
export async function renewRecoveryCodes(
  context: OwnContext,
  input: { code: string },
): Promise<{ recoveryCodes: string[] }> {
  const { actor, db, codes } = context
  const { accountId } = actor
  if (!(await checkCode(context, { accountId, code: input.code }))) throw new Refusal('wrong-code')
  const recoveryCodes = codes.newRecoveryCodes()
  await db.transaction(async (tx) => {
    await replaceRecoveryCodes(
      tx,
      accountId,
      recoveryCodes.map((code) => codes.hashRecoveryCode(accountId, code)),
    )
    await recordAudit(tx, context, {
      action: 'second-factor.codes-renewed',
      subjectKind: 'account',
      subjectId: accountId,
    })
  })
  return { recoveryCodes }
}
