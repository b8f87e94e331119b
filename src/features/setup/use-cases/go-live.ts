import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { forgetScheme, readScheme } from '../../schemes/public.ts'
import { markLive } from '../store/readiness.ts'
import { type Readiness, readinessOf } from './check-readiness.ts'

/** From now on the scheme takes referrals. Refused while something is missing that could cost a life or lose somebody. */
export async function goLive(context: Context): Promise<Readiness> {
  const { schemeId, now } = context
  const readiness = await readinessOf(context, await readScheme(context))
  const musts = readiness.missing.filter(({ isMust }) => isMust)
  if (musts.length > 0)
    throw new Refusal(
      'not-possible',
      'Something is missing before the scheme can go live',
      musts.map(({ what, todo }) => ({ pointer: `#/${what}`, detail: todo })),
    )
  const live = await inTransaction(context, async (tx) => {
    if (!(await markLive(tx, now()))) throw new Refusal('already-done', 'The scheme is live already')
    await recordAudit(tx, context, { action: 'scheme.went-live', subjectKind: 'scheme', subjectId: schemeId })
    return { ...readiness, isLive: true }
  })
  forgetScheme(schemeId)
  return live
}
