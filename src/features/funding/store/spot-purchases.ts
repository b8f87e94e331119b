import { and, desc, eq, getTableColumns, isNull, lt, sql } from 'drizzle-orm'
import type { Actor, Context, Db, Tx } from '../../../platform/context.ts'
import { databaseFault } from '../../../platform/idempotency.ts'
import { Refusal } from '../../../platform/problems.ts'
import { memberships } from '../../accounts/tables.ts'
import { activities } from '../../activities/tables.ts'
import { organisations } from '../../organisations/tables.ts'
import { referralVisibleTo } from '../../referrals/public.ts'
import { referrals } from '../../referrals/tables.ts'
import type { SpotStatus } from '../lifecycle.ts'
import { spotPurchases } from '../tables.ts'

export type SpotPurchase = typeof spotPurchases.$inferSelect
export type SpotPurchaseView = SpotPurchase & {
  activityName: string
  providerName: string
  reference: string
  askedByName: string
}

export async function insertSpotPurchase(
  tx: Tx,
  { schemeId }: Context,
  row: Omit<typeof spotPurchases.$inferInsert, 'schemeId'>,
): Promise<void> {
  try {
    await tx.insert(spotPurchases).values({ schemeId, ...row })
  } catch (error) {
    if (databaseFault(error)?.constraint_name !== 'spot_purchases_open_key') throw error
    throw new Refusal('already-done', 'Somebody asked for this place already')
  }
}

const views = (db: Db | Tx) =>
  db
    .select({
      ...getTableColumns(spotPurchases),
      activityName: activities.name,
      providerName: organisations.name,
      reference: referrals.reference,
      askedByName: memberships.name,
    })
    .from(spotPurchases)
    .innerJoin(
      referrals,
      and(eq(referrals.schemeId, spotPurchases.schemeId), eq(referrals.id, spotPurchases.referralId)),
    )
    .innerJoin(
      activities,
      and(eq(activities.schemeId, spotPurchases.schemeId), eq(activities.id, spotPurchases.activityId)),
    )
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, spotPurchases.schemeId), eq(organisations.id, spotPurchases.providerId)),
    )
    .innerJoin(
      memberships,
      and(eq(memberships.schemeId, spotPurchases.schemeId), eq(memberships.id, spotPurchases.askedById)),
    )

const visibleTo = (actor: Actor) => and(eq(referrals.advisorServiceId, actor.organisationId), referralVisibleTo(actor))

export async function findSpotPurchase(
  tx: Tx,
  actor: Actor,
  spotPurchaseId: string,
): Promise<SpotPurchaseView | undefined> {
  const [row] = await views(tx).where(and(visibleTo(actor), eq(spotPurchases.id, spotPurchaseId)))
  return row
}

export async function getSpotPurchaseView(tx: Tx, actor: Actor, spotPurchaseId: string): Promise<SpotPurchaseView> {
  const row = await findSpotPurchase(tx, actor, spotPurchaseId)
  if (row === undefined) throw new Refusal('not-found')
  return row
}

export async function listSpotPurchaseViews(
  db: Db | Tx,
  actor: Actor,
  { status, past, limit }: { status: SpotStatus | undefined; past: string | undefined; limit: number },
): Promise<SpotPurchaseView[]> {
  return views(db)
    .where(
      and(
        visibleTo(actor),
        status === undefined ? undefined : eq(spotPurchases.status, status),
        past === undefined ? undefined : lt(spotPurchases.id, past),
      ),
    )
    .orderBy(desc(spotPurchases.id))
    .limit(limit + 1)
}

export async function findSpotPurchaseForUpdate(
  tx: Tx,
  actor: Actor,
  spotPurchaseId: string,
): Promise<SpotPurchaseView | undefined> {
  const [row] = await views(tx)
    .where(and(visibleTo(actor), eq(spotPurchases.id, spotPurchaseId)))
    .for('update', { of: spotPurchases })
  return row
}

export async function updateSpotPurchase(
  tx: Tx,
  spotPurchaseId: string,
  changes: Partial<SpotPurchase>,
): Promise<void> {
  await tx.update(spotPurchases).set(changes).where(eq(spotPurchases.id, spotPurchaseId))
}

/** Unscoped: what somebody allowed for this person at this activity, and no place has used. */
export async function findAllowedPurchaseUnscoped(
  tx: Tx,
  of: { referralId: string; activityId: string },
): Promise<SpotPurchase | undefined> {
  const [row] = await tx
    .select()
    .from(spotPurchases)
    .where(
      and(
        eq(spotPurchases.referralId, of.referralId),
        eq(spotPurchases.activityId, of.activityId),
        eq(spotPurchases.status, 'approved'),
        isNull(spotPurchases.placementId),
      ),
    )
    .for('update')
  return row
}

/** The yes to a place that came to nothing holds for the next one, unless somebody has asked anew. */
export async function freePurchasesOf(tx: Tx, placementId: string): Promise<void> {
  await tx
    .update(spotPurchases)
    .set({ placementId: null })
    .where(
      and(
        eq(spotPurchases.placementId, placementId),
        sql`not exists (select from spot_purchases as other where other.scheme_id = ${spotPurchases.schemeId}
          and other.referral_id = ${spotPurchases.referralId} and other.activity_id = ${spotPurchases.activityId}
          and other.status <> 'refused' and other.placement_id is null)`,
      ),
    )
}
