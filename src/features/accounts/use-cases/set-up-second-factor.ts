import { Refusal } from '../../../platform/problems.ts'
import type { OwnContext } from '../auth-context.ts'
import { findSecondFactorForUpdate, saveSecondFactor } from '../store/second-factors.ts'
import { checkOwnPassword } from './check-own-password.ts'

/** A new secret for somebody's device. It counts for nothing until a first code has shown that the device has it. */
export async function setUpSecondFactor(
  context: OwnContext,
  input: { password: string; address: string },
): Promise<{ secret: string; uri: string }> {
  const { actor, db, codes, now } = context
  const { accountId } = actor
  const email = await checkOwnPassword(context, { accountId, ...input })
  const secret = codes.newSecret()
  await db.transaction(async (tx) => {
    const known = await findSecondFactorForUpdate(tx, accountId)
    if (known?.isConfirmed === true)
      throw new Refusal('already-done', 'You have a second factor: take it away before you set up another')
    await saveSecondFactor(tx, { accountId, sealedSecret: codes.seal(accountId, secret), createdAt: now() })
  })
  return { secret, uri: codes.toUri(secret, email) }
}
