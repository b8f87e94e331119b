import { recordAudit } from '../../../platform/audit/record.ts'
import { addDays } from '../../../platform/clock.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findActivity } from '../../activities/public.ts'
import { findReferral } from '../../referrals/public.ts'
import { countFreedUnscoped, type EntryView, listEntryViews, listLineUnscoped } from '../store/waiting.ts'
import { inOrder } from '../waiting.ts'
import { type Estimate, estimateWait, WEEKS_LOOKED_AT } from '../waiting-estimate.ts'

export type WaitingRecord = EntryView & {
  /** Their place in line; null when they are in it no more, or a place is held for them. */
  position: number | null
  estimate: Estimate | null
}

/** Who waits: of one referral, or for one activity in order of the line, as far as the actor may see them. */
export async function listWaiting(
  context: Context,
  of: { referralId: string } | { activityId: string },
): Promise<{ items: WaitingRecord[]; inLine: number }> {
  return context.db.transaction(async (tx) => {
    const isThere =
      'referralId' in of
        ? (await findReferral(tx, context.actor, of.referralId)) !== undefined
        : (await findActivity(tx, of.activityId)) !== undefined
    if (!isThere) throw new Refusal('not-found')
    const views = await listEntryViews(tx, context.actor, of)
    const items = await estimateAll(tx, context, views)
    const inLine = 'activityId' in of ? (await listLineUnscoped(tx, of.activityId)).length : items.length
    await recordAudit(tx, context, {
      action: 'waiting.listed',
      subjectKind: 'waiting-entry',
      detail: { entryIds: items.map(({ id }) => id), personIds: [...new Set(items.map(({ personId }) => personId))] },
    })
    return { items: items.toSorted((one, other) => (one.position ?? 0) - (other.position ?? 0)), inLine }
  })
}

export async function readWaiting(context: Context, { entryId }: { entryId: string }): Promise<WaitingRecord> {
  return context.db.transaction(async (tx) => {
    const [entry] = await estimateAll(tx, context, await listEntryViews(tx, context.actor, { entryId }))
    if (entry === undefined) throw new Refusal('not-found')
    await recordAudit(tx, context, {
      action: 'waiting.read',
      subjectKind: 'waiting-entry',
      subjectId: entryId,
      personId: entry.personId,
    })
    return entry
  })
}

/** The line and what came free are looked at once for each activity. */
async function estimateAll(tx: Tx, context: Context, views: readonly EntryView[]): Promise<WaitingRecord[]> {
  const today = context.today()
  const found = new Map<string, { order: string[]; freed: number }>()
  for (const { activityId, waitingOrder, status } of views) {
    if (status !== 'waiting' || found.has(activityId)) continue
    found.set(activityId, {
      order: inOrder(await listLineUnscoped(tx, activityId), waitingOrder).map(({ id }) => id),
      freed: await countFreedUnscoped(tx, activityId, addDays(today, -7 * WEEKS_LOOKED_AT)),
    })
  }
  return views.map((view) => {
    const line = view.status === 'waiting' ? found.get(view.activityId) : undefined
    const position = (line?.order.indexOf(view.id) ?? -1) + 1
    if (line === undefined || position === 0) return { ...view, position: null, estimate: null }
    return { ...view, position, estimate: estimateWait({ position, freed: line.freed, today }) }
  })
}
