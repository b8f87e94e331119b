import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { begunSince } from '../clock.ts'
import { type BegunReferral, listBegunRows } from '../store/begun-referrals.ts'

/** What I began to type and have not sent, the last first. */
export async function listBegunReferrals(context: Context): Promise<BegunReferral[]> {
  const { db, actor, now } = context
  const rows = await listBegunRows(db, actor, begunSince(now()))
  await db.transaction((tx) =>
    recordAudit(tx, context, { action: 'begun-referrals.listed', subjectKind: 'begun-referral' }),
  )
  return rows
}
