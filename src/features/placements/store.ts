import { and, asc, desc, eq, getTableColumns, gt, inArray, isNull, lt, type SQL, sql } from 'drizzle-orm'
import { notClosedTo } from '../../platform/closed-records.ts'
import type { Actor, Context, Db, SystemContext, Tx } from '../../platform/context.ts'
import { databaseFault } from '../../platform/idempotency.ts'
import { Refusal } from '../../platform/problems.ts'
import { memberships } from '../accounts/tables.ts'
import { activities } from '../activities/tables.ts'
import { organisations } from '../organisations/tables.ts'
import { people } from '../people/tables.ts'
import { referralVisibleTo } from '../referrals/public.ts'
import { referrals } from '../referrals/tables.ts'
import { LIVE_STATUSES, type PlacementStatus, type PlacementStep } from './lifecycle.ts'
import { latestQuestion } from './store/questions.ts'
import { isSigned, mayShare, type Sharing } from './store/sharing.ts'
import { placementEvents, placements } from './tables.ts'

export type Placement = typeof placements.$inferSelect
/** A placement with those whose it is, as steps need it. */
export type OwnedPlacement = Placement & {
  advisorServiceId: string
  referrerOrganisationId: string
  /** Whose the referral is. */
  ownerId: string | null
}

/**
 * Which placements an actor may see: a provider those of its own activities, the service and the side that referred those of
 * the referrals they may see.
 */
function visibleTo(actor: Actor): SQL | undefined {
  switch (actor.role) {
    case 'provider':
      return and(eq(placements.providerId, actor.organisationId), notClosedTo(actor, placements))
    case 'advisor':
    case 'team-lead':
      return and(eq(referrals.advisorServiceId, actor.organisationId), referralVisibleTo(actor))
    case 'referrer':
      return referralVisibleTo(actor)
    case 'commissioner':
    case 'administrator':
    case 'safeguarding-lead':
    case 'privacy-officer':
      return sql`false`
  }
}

/** What was made for the wrong person is nobody's to see: `corrections` keeps it for the lead. */
export const isRight = isNull(placements.correctedAt)

const ofItsReferral = and(eq(referrals.schemeId, placements.schemeId), eq(referrals.id, placements.referralId))

const ownedColumns = {
  ...getTableColumns(placements),
  advisorServiceId: referrals.advisorServiceId,
  referrerOrganisationId: referrals.referrerOrganisationId,
  ownerId: referrals.ownerId,
}

/**
 * Locks the placement until the transaction ends, so two people cannot both answer; its referral before it, as a withdrawal, an
 * end and a death do, so that each waits its turn. Only a placement that the actor may see is given.
 */
export async function findPlacementForUpdate(
  tx: Tx,
  actor: Actor,
  placementId: string,
): Promise<OwnedPlacement | undefined> {
  return lockPlacement(tx, placementId, visibleTo(actor))
}

async function lockPlacement(tx: Tx, placementId: string, seen: SQL | undefined): Promise<OwnedPlacement | undefined> {
  const its = tx.select({ id: placements.referralId }).from(placements).where(eq(placements.id, placementId))
  await tx.select({ id: referrals.id }).from(referrals).where(inArray(referrals.id, its)).for('update')
  const [row] = await tx
    .select(ownedColumns)
    .from(placements)
    .innerJoin(referrals, ofItsReferral)
    .where(and(seen, isRight, eq(placements.id, placementId)))
    .for('update', { of: placements })
  return row
}

/** Unscoped: for the job that lapses offers. Its referral is locked before it, as everywhere. */
export async function findPlacementForUpdateUnscoped(tx: Tx, placementId: string): Promise<OwnedPlacement | undefined> {
  return lockPlacement(tx, placementId, undefined)
}

/** Unscoped: what ends with a referral whose row the caller holds. In order of activity, as places are given back. */
export async function findLivePlacementsForUpdate(tx: Tx, referralId: string): Promise<Placement[]> {
  return tx
    .select()
    .from(placements)
    .where(and(eq(placements.referralId, referralId), inArray(placements.status, [...LIVE_STATUSES])))
    .orderBy(asc(placements.activityId), asc(placements.id))
    .for('update')
}

export async function insertPlacement(tx: Tx, row: typeof placements.$inferInsert): Promise<Placement> {
  try {
    const [placement] = await tx.insert(placements).values(row).returning()
    if (placement === undefined) throw new Error('An insert returned no row')
    return placement
  } catch (error) {
    if (databaseFault(error)?.constraint_name !== 'placements_live_key') throw error
    throw new Refusal('already-done', 'The person has a place or an offer in this activity already')
  }
}

export type NewPlacementEvent = {
  step: PlacementStep
  on: string
  reason?: string | undefined
  note?: string | undefined
}

/** Writes what changed. The caller holds the row's lock. */
export async function updatePlacement(tx: Tx, placementId: string, changes: Partial<Placement>): Promise<Placement> {
  const [row] = await tx.update(placements).set(changes).where(eq(placements.id, placementId)).returning()
  if (row === undefined) throw new Error('A locked placement went under us')
  return row
}

export async function insertEvent(
  tx: Tx,
  context: Context | SystemContext,
  placement: Placement,
  event: NewPlacementEvent & { toStatus: PlacementStatus },
): Promise<void> {
  await tx.insert(placementEvents).values({
    schemeId: context.schemeId,
    id: context.newId(),
    placementId: placement.id,
    personId: placement.personId,
    referralId: placement.referralId,
    byId: 'actor' in context ? context.actor.membershipId : null,
    at: context.now(),
    ...event,
  })
}

/** A placement with everything that one of its readers may be told; the contract decides what each of them is. */
export type PlacementView = OwnedPlacement & {
  activityName: string
  category: string
  providerName: string
  cohortName: string | null
  needs: string[]
  person: Pick<
    typeof people.$inferSelect,
    'givenName' | 'familyName' | 'preferredName' | 'bornOn' | 'postcode' | 'phones'
  > & { safeContacts: unknown }
  mayShare: boolean
  isSigned: boolean
  question: { id: string; words: string; answer: string | null } | null
}

const cohortName = sql<string | null>`(
  select run.name from activity_cohorts as run where run.scheme_id = ${placements.schemeId} and run.id = ${placements.cohortId})`

const views = (db: Db | Tx, actor: Actor, sharing: Sharing) =>
  db
    .select({
      ...ownedColumns,
      activityName: activities.name,
      category: activities.category,
      providerName: organisations.name,
      cohortName,
      needs: referrals.needs,
      person: {
        givenName: people.givenName,
        familyName: people.familyName,
        preferredName: people.preferredName,
        bornOn: people.bornOn,
        postcode: sql<
          string | null
        >`case when not is_address_hidden(${people.schemeId}, ${people.id}) then ${people.postcode} end`,
        phones: people.phones,
        safeContacts: sql<unknown>`safe_contacts_of(${people.schemeId}, ${people.id})`,
      },
      mayShare,
      isSigned: isSigned(actor, sharing),
      question: latestQuestion,
    })
    .from(placements)
    .innerJoin(referrals, ofItsReferral)
    .innerJoin(activities, and(eq(activities.schemeId, placements.schemeId), eq(activities.id, placements.activityId)))
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, placements.schemeId), eq(organisations.id, placements.providerId)),
    )
    .innerJoin(people, and(eq(people.schemeId, placements.schemeId), eq(people.id, placements.personId)))

export async function findPlacementView(
  db: Db | Tx,
  actor: Actor,
  placementId: string,
  sharing: Sharing,
): Promise<PlacementView | undefined> {
  const [row] = await views(db, actor, sharing).where(and(visibleTo(actor), isRight, eq(placements.id, placementId)))
  return row
}

export type PlacementFilter = {
  status: PlacementStatus | 'live' | undefined
  activityId: string | undefined
  referralId: string | undefined
  order: 'newest' | 'oldest'
  past: string | undefined
  limit: number
}

/** In order of time: ids are UUIDv7, so the key is also the time. */
export async function listPlacementViews(
  db: Db | Tx,
  actor: Actor,
  filter: PlacementFilter,
  sharing: Sharing,
): Promise<PlacementView[]> {
  const { status, activityId, referralId, order, past, limit } = filter
  const isNewest = order === 'newest'
  return views(db, actor, sharing)
    .where(
      and(
        visibleTo(actor),
        isRight,
        status === undefined
          ? undefined
          : inArray(placements.status, status === 'live' ? [...LIVE_STATUSES] : [status]),
        activityId === undefined ? undefined : eq(placements.activityId, activityId),
        referralId === undefined ? undefined : eq(placements.referralId, referralId),
        past === undefined ? undefined : (isNewest ? lt : gt)(placements.id, past),
      ),
    )
    .orderBy((isNewest ? desc : asc)(placements.id))
    .limit(limit + 1)
}

export type PlacementEvent = Pick<
  typeof placementEvents.$inferSelect,
  'step' | 'toStatus' | 'at' | 'on' | 'reason' | 'note'
> & { byName: string | null; byOrganisation: string | null }

export async function listEvents(db: Db | Tx, placementId: string): Promise<PlacementEvent[]> {
  const { step, toStatus, at, on, reason, note } = getTableColumns(placementEvents)
  return db
    .select({ step, toStatus, at, on, reason, note, byName: memberships.name, byOrganisation: organisations.name })
    .from(placementEvents)
    .leftJoin(
      memberships,
      and(eq(memberships.schemeId, placementEvents.schemeId), eq(memberships.id, placementEvents.byId)),
    )
    .leftJoin(
      organisations,
      and(eq(organisations.schemeId, memberships.schemeId), eq(organisations.id, memberships.organisationId)),
    )
    .where(eq(placementEvents.placementId, placementId))
    .orderBy(asc(placementEvents.id))
}

export type PlacementOfReferral = Pick<
  Placement,
  'id' | 'activityId' | 'providerId' | 'status' | 'startsOn' | 'startedOn' | 'endedOn' | 'endReason'
> & { activityName: string; category: string }

/** Unscoped: the placements of a referral that the caller has found for its actor, the oldest first. */
export async function listPlacementsOfReferral(db: Db | Tx, referralId: string): Promise<PlacementOfReferral[]> {
  return db
    .select({
      id: placements.id,
      activityId: placements.activityId,
      activityName: activities.name,
      category: activities.category,
      providerId: placements.providerId,
      status: placements.status,
      startsOn: placements.startsOn,
      startedOn: placements.startedOn,
      endedOn: placements.endedOn,
      endReason: placements.endReason,
    })
    .from(placements)
    .innerJoin(activities, and(eq(activities.schemeId, placements.schemeId), eq(activities.id, placements.activityId)))
    .where(and(eq(placements.referralId, referralId), isRight))
    .orderBy(asc(placements.id))
}
