import { and, asc, desc, eq, getTableColumns, gt, inArray, isNull, lt, ne } from 'drizzle-orm'
import { notClosedTo } from '../../../platform/closed-records.ts'
import type { Actor, Context, Db, SystemContext, Tx } from '../../../platform/context.ts'
import { activities } from '../../activities/tables.ts'
import { organisations } from '../../organisations/tables.ts'
import { referralVisibleTo } from '../../referrals/public.ts'
import { referrals } from '../../referrals/tables.ts'
import type { UnpaidReason } from '../kinds.ts'
import { fundingCommitments } from '../tables.ts'

export type Commitment = typeof fundingCommitments.$inferSelect

const isLive = ne(fundingCommitments.status, 'released')

export async function insertCommitment(
  tx: Tx,
  { schemeId }: SystemContext,
  row: Omit<typeof fundingCommitments.$inferInsert, 'schemeId'>,
): Promise<void> {
  await tx.insert(fundingCommitments).values({ schemeId, ...row })
}

/** Unscoped: what of these places is not free yet, in the order in which agreements are locked. */
export async function listLiveCommitmentsUnscoped(tx: Tx, placementIds: readonly string[]): Promise<Commitment[]> {
  return tx
    .select()
    .from(fundingCommitments)
    .where(and(inArray(fundingCommitments.placementId, [...placementIds]), isLive))
    .orderBy(asc(fundingCommitments.agreementId), asc(fundingCommitments.id))
    .for('update')
}

export async function updateCommitment(tx: Tx, commitmentId: string, changes: Partial<Commitment>): Promise<void> {
  await tx.update(fundingCommitments).set(changes).where(eq(fundingCommitments.id, commitmentId))
}

/** Marks the place as begun, or as finished; tells whether there was anything to mark. In one statement. */
export async function markCommitment(
  tx: Tx,
  placementId: string,
  changes: Pick<Partial<Commitment>, 'status' | 'startedOn' | 'completedOn'>,
): Promise<boolean> {
  const rows = await tx
    .update(fundingCommitments)
    .set(changes)
    .where(and(eq(fundingCommitments.placementId, placementId), isLive))
    .returning({ id: fundingCommitments.id })
  return rows.length === 1
}

/** Unscoped: the place of this episode in this activity that nobody pays for, when there is one. */
export async function findUnpaidOfUnscoped(
  tx: Tx,
  of: { referralId: string; activityId: string },
): Promise<Commitment | undefined> {
  const [row] = await tx
    .select()
    .from(fundingCommitments)
    .where(
      and(
        eq(fundingCommitments.referralId, of.referralId),
        eq(fundingCommitments.activityId, of.activityId),
        isNull(fundingCommitments.agreementId),
        isLive,
      ),
    )
    .limit(1)
    .for('update')
  return row
}

const ofItsReferral = and(
  eq(referrals.schemeId, fundingCommitments.schemeId),
  eq(referrals.id, fundingCommitments.referralId),
)

export type PaidPlace = Commitment & { activityName: string; providerName: string; reference: string }

const places = (db: Db | Tx) =>
  db
    .select({
      ...getTableColumns(fundingCommitments),
      activityName: activities.name,
      providerName: organisations.name,
      reference: referrals.reference,
    })
    .from(fundingCommitments)
    .innerJoin(referrals, ofItsReferral)
    .innerJoin(
      activities,
      and(eq(activities.schemeId, fundingCommitments.schemeId), eq(activities.id, fundingCommitments.activityId)),
    )
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, fundingCommitments.schemeId), eq(organisations.id, fundingCommitments.providerId)),
    )

/** A lead reads the places of the referrals they may see, a group its own. */
const placeVisibleTo = (actor: Actor) =>
  actor.role === 'provider'
    ? and(eq(fundingCommitments.providerId, actor.organisationId), notClosedTo(actor, referrals))
    : and(eq(referrals.advisorServiceId, actor.organisationId), referralVisibleTo(actor))

/** What each place of an agreement costs, the newest first. */
export async function listPlacesOfAgreement(
  db: Db | Tx,
  actor: Actor,
  { fundingAgreementId, past, limit }: { fundingAgreementId: string; past: string | undefined; limit: number },
): Promise<PaidPlace[]> {
  return places(db)
    .where(
      and(
        placeVisibleTo(actor),
        eq(fundingCommitments.agreementId, fundingAgreementId),
        past === undefined ? undefined : lt(fundingCommitments.id, past),
      ),
    )
    .orderBy(desc(fundingCommitments.id))
    .limit(limit + 1)
}

/** Places that nobody pays for, the oldest first. */
export async function listUnpaidPlaces(
  db: Db | Tx,
  actor: Actor,
  { because, past, limit }: { because: UnpaidReason | undefined; past: string | undefined; limit: number },
): Promise<PaidPlace[]> {
  return places(db)
    .where(
      and(
        placeVisibleTo(actor),
        isNull(fundingCommitments.agreementId),
        isLive,
        because === undefined ? undefined : eq(fundingCommitments.unpaidBecause, because),
        past === undefined ? undefined : gt(fundingCommitments.id, past),
      ),
    )
    .orderBy(asc(fundingCommitments.id))
    .limit(limit + 1)
}

/** One place that this actor may see; locked. */
export async function findPlaceForUpdate(
  tx: Tx,
  { actor }: Context,
  commitmentId: string,
): Promise<PaidPlace | undefined> {
  const [row] = await places(tx)
    .where(and(placeVisibleTo(actor), eq(fundingCommitments.id, commitmentId)))
    .for('update', { of: fundingCommitments })
  return row
}

/** Unscoped and not locked: whose it is, before the caller locks the referral and asks whether its actor may see it. */
export async function findCommitmentUnscoped(tx: Tx, commitmentId: string): Promise<Commitment | undefined> {
  const [row] = await tx.select().from(fundingCommitments).where(eq(fundingCommitments.id, commitmentId))
  return row
}
