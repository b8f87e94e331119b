import { Refusal } from '../../../platform/problems.ts'
import type { SessionContext } from '../auth-context.ts'
import { signInKeys } from '../back-off.ts'
import { isPassword } from '../password-hashes.ts'
import { findEmail } from '../store/accounts.ts'
import { countFailure, findBlock } from '../store/sign-in-failures.ts'
import { refuseUntil } from './refuse-until.ts'

/** Somebody who changes how they sign in says their password once more: a screen left open is not them. Gives the address. */
export async function checkOwnPassword(
  context: SessionContext,
  { accountId, password, address }: { accountId: string; password: string; address: string },
): Promise<string> {
  const { sql, now } = context
  const at = now()
  const { email, passwordHash } = await findEmail(sql, accountId)
  const keys = signInKeys(email, address)
  refuseUntil(await findBlock(sql, keys, at), at)
  if (await isPassword(passwordHash, password)) return email
  refuseUntil(await countFailure(sql, keys, at, []), at)
  throw new Refusal('wrong-email-or-password', 'That is not your password now')
}
