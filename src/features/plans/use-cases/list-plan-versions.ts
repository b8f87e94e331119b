import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findReferral } from '../../referrals/public.ts'
import { listVersions, type VersionRow } from '../store.ts'

/** Who wrote the plan when, and which versions the person agreed to; what each says is read one by one. */
export async function listPlanVersions(
  context: Context,
  input: { referralId: string; after?: string | undefined; limit: number },
): Promise<{ items: VersionRow[]; next: string | null }> {
  const { referralId, limit } = input
  const before = toVersion(fromCursor(input.after, 1))
  return inTransaction(context, async (tx) => {
    const referral = await findReferral(tx, context.actor, referralId)
    if (referral === undefined) throw new Refusal('not-found')
    await recordAudit(tx, context, {
      action: 'plan.versions-listed',
      subjectKind: 'referral',
      subjectId: referralId,
      personId: referral.personId,
    })
    const rows = await listVersions(tx, referralId, { before, limit })
    return toPage(rows, limit, ({ version }) => [String(version)])
  })
}

function toVersion(key: string[] | undefined): number | undefined {
  const [version] = key ?? []
  if (version === undefined) return undefined
  if (!/^\d{1,9}$/.test(version)) throw invalid('#/querystring/after', 'Pass `after` exactly as `next` gave it')
  return Number(version)
}
