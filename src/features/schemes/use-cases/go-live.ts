import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { forgetScheme, readScheme } from '../public.ts'
import { missingBeforeLive } from '../readiness.ts'
import { countForReadiness, markLive } from '../store.ts'
import type { Readiness } from './check-readiness.ts'

/** From now on the scheme takes referrals. Refused while something is missing that could cost a life or lose somebody. */
export async function goLive(context: Context): Promise<Readiness> {
  const { sql, schemeId, today, now } = context
  const scheme = await readScheme(context)
  const missing = missingBeforeLive(scheme, await countForReadiness(sql, { schemeId, today: today() }))
  const musts = missing.filter(({ isMust }) => isMust)
  if (musts.length > 0)
    throw new Refusal(
      'not-possible',
      'Something is missing before the scheme can go live',
      musts.map(({ what, todo }) => ({ pointer: `#/${what}`, detail: todo })),
    )
  const readiness = await inTransaction(context, async (tx) => {
    if (!(await markLive(tx, now()))) throw new Refusal('already-done', 'The scheme is live already')
    await recordAudit(tx, context, { action: 'scheme.went-live', subjectKind: 'scheme', subjectId: schemeId })
    return { isLive: true, isReady: true, missing }
  })
  forgetScheme(schemeId)
  return readiness
}
