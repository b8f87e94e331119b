import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { begunSince } from '../clock.ts'
import { type BegunReferral, findBegun } from '../store/begun-referrals.ts'

export async function readBegunReferral(context: Context, { begunId }: { begunId: string }): Promise<BegunReferral> {
  const { db, actor, now } = context
  const begun = await findBegun(db, actor, { begunId, since: begunSince(now()) })
  if (begun === undefined) throw new Refusal('not-found')
  await db.transaction((tx) =>
    recordAudit(tx, context, {
      action: 'begun-referral.read',
      subjectKind: 'begun-referral',
      subjectId: begunId,
    }),
  )
  return begun
}
