import { recordAudit } from '../../../platform/audit/record.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { Refusal } from '../../../platform/problems.ts'
import type { OwnContext } from '../auth-context.ts'
import { TELL_MEMBER } from '../kinds.ts'
import {
  confirmSecondFactor as confirm,
  findSecondFactorForUpdate,
  replaceRecoveryCodes,
} from '../store/second-factors.ts'
import { revokeOtherSessions } from '../store/sessions.ts'

/** The device shows a right code: from now on it is asked for. Every other session ends, and its holder is told. Gives the recovery codes, once. */
export async function confirmSecondFactor(
  context: OwnContext,
  input: { code: string },
): Promise<{ recoveryCodes: string[] }> {
  const { actor, db, codes, now } = context
  const { accountId, sessionId, membershipId } = actor
  const at = now()
  return db.transaction(async (tx) => {
    const factor = await findSecondFactorForUpdate(tx, accountId)
    if (factor === undefined) throw new Refusal('not-possible', 'Set up a second factor first')
    if (factor.isConfirmed) throw new Refusal('already-done', 'Your second factor is in use already')
    const secret = codes.open(accountId, factor.sealedSecret)
    const step = codes.findStep(secret, input.code.replace(/\s/g, ''), at, factor.lastStep)
    // No back-off: whoever is here has just been shown the secret.
    if (step === undefined)
      throw new Refusal('wrong-code', 'Look at the device again: the code changes each half minute')
    await confirm(tx, accountId, { at, step })
    const recoveryCodes = codes.newRecoveryCodes()
    await replaceRecoveryCodes(
      tx,
      accountId,
      recoveryCodes.map((code) => codes.hashRecoveryCode(accountId, code)),
    )
    await revokeOtherSessions(tx, context, { accountId, sessionId }, 'second-factor-changed')
    await recordAudit(tx, context, { action: 'second-factor.set', subjectKind: 'account', subjectId: accountId })
    await addJob(tx, context, { name: TELL_MEMBER, data: { membershipId, notice: 'second-factor-added' } })
    return { recoveryCodes }
  })
}
