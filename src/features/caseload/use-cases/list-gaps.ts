import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { findOwner } from '../../referrals/public.ts'
import { countGaps, type GapCounts } from '../store/gaps.ts'

/** What the records of open referrals lack: a lead reads it for each worker, a worker for themselves and whom they stand in for. */
export async function listGaps(context: Context): Promise<GapCounts[]> {
  const owner = await findOwner(context, context.actor.role === 'team-lead' ? 'anyone' : 'me')
  const counts = await countGaps(context, {
    status: 'open',
    stage: undefined,
    overdue: false,
    owner,
    practiceId: undefined,
    personId: undefined,
    reference: undefined,
  })
  await context.db.transaction((tx) =>
    recordAudit(tx, context, { action: 'caseload.gaps-counted', subjectKind: 'referral' }),
  )
  return counts
}
