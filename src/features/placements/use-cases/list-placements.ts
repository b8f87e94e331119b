import type { z } from 'zod'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Actor, Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { invalid } from '../../../platform/problems.ts'
import { findReading, type Reading } from '../../referrals/public.ts'
import { getScheme } from '../../schemes/public.ts'
import type { PlacementsQuery } from '../contract.ts'
import { disclosureOf } from '../disclosure.ts'
import { listPlacementViews, type PlacementView } from '../store.ts'

/** Placements that the actor may see. One audit row says which were shown, and who of the people in them by name. */
export async function listPlacements(
  context: Context,
  query: Omit<z.infer<typeof PlacementsQuery>, 'order'> & { order?: 'newest' | 'oldest' },
): Promise<{ items: PlacementView[]; next: string | null; level: Reading['level'] }> {
  const { actor, db } = context
  const { after, ...filter } = query
  refuseTellingFilters(actor, filter)
  const [past] = fromCursor(after, 1) ?? []
  const { status, activityId, referralId, limit, order = 'newest' } = filter
  const { settings } = await getScheme(context)
  return db.transaction(async (tx) => {
    const views = await listPlacementViews(tx, actor, { status, activityId, referralId, order, past, limit }, settings)
    const page = toPage(views, limit, (view) => [view.id])
    const named = page.items.filter((view) => actor.role !== 'provider' || disclosureOf(view) === 'shared')
    await recordAudit(tx, context, {
      action: 'placements.listed',
      subjectKind: 'placement',
      detail: {
        placementIds: page.items.map(({ id }) => id),
        personIds: [...new Set(named.map(({ personId }) => personId))],
      },
    })
    const [first] = page.items
    // A practice lists one referral, so one person.
    const reading = actor.role === 'referrer' && first !== undefined ? await findReading(tx, context, first) : undefined
    return { ...page, level: reading?.level ?? 'everything' }
  })
}

/** A filter must not tell what the answer hides: to a provider, which offers are one person's; to a practice, which activity is behind "a support service". */
function refuseTellingFilters(
  actor: Actor,
  filter: { activityId?: string | undefined; referralId?: string | undefined },
) {
  if (actor.role === 'provider' && filter.referralId !== undefined)
    throw invalid('#/querystring/referralId', 'A provider lists by activity')
  if (actor.role !== 'referrer') return
  if (filter.referralId === undefined) throw invalid('#/querystring/referralId', 'Say of which referral')
  if (filter.activityId !== undefined) throw invalid('#/querystring/activityId', 'List by referral only')
}
