import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findReferral, isService } from '../../referrals/public.ts'
import { pairMeasurements, planAgreedOn } from '../rules.ts'
import { type ImportedScore, listImportedScores } from '../store/imported-scores.ts'
import { listFinished, listMeasurementRows } from '../store.ts'
import type { MeasurementInEpisode } from './settle-measurement.ts'

/** The measurements of an episode, the latest day first, each beside its baseline; apart from them what came without its answers. */
export async function listMeasurements(
  context: Context,
  input: { referralId: string; after?: string | undefined; limit: number },
): Promise<{ items: MeasurementInEpisode[]; imported: ImportedScore[]; next: string | null }> {
  const { referralId, limit } = input
  const after = fromCursor(input.after, 2)
  return inTransaction(context, async (tx) => {
    const referral = await findReferral(tx, context.actor, referralId)
    if (referral === undefined) throw new Refusal('not-found')
    if (!isService(context.actor, referral)) throw new Refusal('not-allowed')
    const rows = await listMeasurementRows(tx, referralId, { after, limit })
    const finished = await listFinished(tx, referralId)
    const imported = await listImportedScores(tx, referralId)
    const pairs = pairMeasurements(finished, planAgreedOn(referral))
    const page = toPage(rows, limit, (row) => [row.askedOn, row.id])
    await recordAudit(tx, context, {
      action: 'measurements.listed',
      subjectKind: 'referral',
      subjectId: referralId,
      personId: referral.personId,
      detail: { measurementIds: page.items.map(({ id }) => id) },
    })
    return { items: page.items.map((row) => ({ row, finished, pairs })), imported, next: page.next }
  })
}
