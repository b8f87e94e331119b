import { Refusal } from '../../../platform/problems.ts'
import type { SessionContext } from '../auth-context.ts'
import { findCodeBlock, takeCodeTry, useRecoveryCode, useStep } from '../store/second-factors.ts'
import { refuseUntil } from './refuse-until.ts'

/**
 * Whether a code of the device, or a recovery code, is right; either is used up by it. A try is taken before the code is
 * looked at, so six digits cannot be guessed however many ask at once.
 */
export async function checkCode(
  { sql, codes, now }: SessionContext,
  { accountId, code }: { accountId: string; code: string },
): Promise<boolean> {
  const at = now()
  const taken = await takeCodeTry(sql, accountId, at)
  if (taken === undefined) {
    const until = await findCodeBlock(sql, accountId)
    if (until === undefined) throw new Refusal('not-possible', 'There is no second factor: set one up first')
    refuseUntil(until, at)
    return false
  }
  const digits = code.replace(/\s/g, '')
  if (!/^\d+$/.test(digits)) return useRecoveryCode(sql, accountId, codes.hashRecoveryCode(accountId, code), at)
  const step = codes.findStep(codes.open(accountId, taken.sealedSecret), digits, at, taken.lastStep)
  return step !== undefined && (await useStep(sql, accountId, step))
}
