import { and, count, eq, inArray, isNotNull, isNull, lte, or, sql } from 'drizzle-orm'
import type { Actor, Context, Db, SystemContext, Tx } from '../../platform/context.ts'
import { labelOf, namesakesOfMember } from '../accounts/public.ts'
import { memberships } from '../accounts/tables.ts'
import { messages } from '../messages/tables.ts'
import { people, personRegistrations } from '../people/tables.ts'
import type { AnyReferralStep, ReferralStatus } from './lifecycle.ts'
import { referralEvents, referralHolds, referrals } from './tables.ts'
import { visibleTo } from './visibility.ts'

export type Referral = typeof referrals.$inferSelect
export type NewReferralEvent = {
  step: AnyReferralStep
  at: Date
  reason?: string | undefined
  note?: string | undefined
  changes?: Record<string, { from: unknown; to: unknown }>
}

/** Locks the row until the transaction ends, so two people cannot both answer. */
export async function findReferralForUpdate(tx: Tx, actor: Actor, referralId: string): Promise<Referral | undefined> {
  const [row] = await tx
    .select()
    .from(referrals)
    .where(and(visibleTo(actor), eq(referrals.id, referralId)))
    .for('update')
  return row
}

export async function findReferral(db: Db | Tx, actor: Actor, referralId: string): Promise<Referral | undefined> {
  const [row] = await db
    .select()
    .from(referrals)
    .where(and(visibleTo(actor), eq(referrals.id, referralId)))
  return row
}

/** Unscoped: a job has no actor, and reads the one referral its row names. */
export async function findReferralUnscoped(db: Db | Tx, referralId: string): Promise<Referral | undefined> {
  const [row] = await db.select().from(referrals).where(eq(referrals.id, referralId))
  return row
}

/** Everything of these records that was sent, in one order for every caller, locked. Unscoped: a death ends all of them. */
export async function findReferralsOfForUpdateUnscoped(tx: Tx, personIds: readonly string[]): Promise<Referral[]> {
  return tx
    .select()
    .from(referrals)
    .where(inArray(referrals.personId, [...personIds]))
    .orderBy(referrals.id)
    .for('update')
}

/** Writes what changed and the event that both sides read. The caller holds the row's lock. */
export async function changeReferral(
  tx: Tx,
  context: Context | SystemContext,
  referral: Referral,
  changes: Partial<Referral>,
  event: NewReferralEvent | undefined,
): Promise<Referral> {
  const { schemeId, newId } = context
  if (event !== undefined) {
    await tx.insert(referralEvents).values({
      schemeId,
      id: newId(),
      referralId: referral.id,
      fromStatus: referral.status,
      toStatus: changes.status ?? referral.status,
      byId: 'actor' in context ? context.actor.membershipId : null,
      ...event,
    })
  }
  const [row] = await tx
    .update(referrals)
    .set({ ...changes, version: referral.version + 1 })
    .where(and(eq(referrals.id, referral.id), eq(referrals.version, referral.version)))
    .returning()
  if (row === undefined) throw new Error('A locked referral changed under us')
  return row
}

export async function insertHold(tx: Tx, hold: typeof referralHolds.$inferInsert): Promise<void> {
  await tx.insert(referralHolds).values(hold)
}

export async function endHold(tx: Tx, referralId: string, endedOn: string): Promise<void> {
  await tx
    .update(referralHolds)
    .set({ endedOn })
    .where(and(eq(referralHolds.referralId, referralId), isNull(referralHolds.endedOn)))
}

/** Referrals whose hold is over on a day, locked for the job that wakes them; another job's are skipped. */
export async function findHoldsOver(tx: Tx, today: string, limit: number): Promise<Referral[]> {
  return (
    tx
      .select()
      .from(referrals)
      .where(and(isNotNull(referrals.holdUntil), lte(referrals.holdUntil, today)))
      .orderBy(referrals.id)
      .limit(limit)
      // Waits for whoever has one: what is passed over today would sleep until tomorrow.
      .for('update')
  )
}

export type AdvisorLoad = {
  membershipId: string
  name: string
  label: string
  role: string
  open: number
  isAligned: boolean
}

/** The service's advisors with their live caseload and whether they know the practice today. */
export async function listAdvisorLoads(
  db: Db | Tx,
  about: { advisorServiceId: string; practiceId: string; today: string },
): Promise<AdvisorLoad[]> {
  const open: ReferralStatus[] = ['submitted', 'returned', 'accepted']
  const loads = db
    .select({ ownerId: referrals.ownerId, open: count().as('open') })
    .from(referrals)
    .where(
      and(
        eq(referrals.advisorServiceId, about.advisorServiceId),
        isNotNull(referrals.ownerId),
        inArray(referrals.status, open),
      ),
    )
    .groupBy(referrals.ownerId)
    .as('loads')
  const rows = await db
    .select({
      membershipId: memberships.id,
      name: memberships.name,
      namesakes: namesakesOfMember,
      role: memberships.role,
      open: loads.open,
      isAligned: sql<boolean>`exists (
        select from advisor_alignments as alignment
        where alignment.scheme_id = ${memberships.schemeId} and alignment.membership_id = ${memberships.id} and alignment.practice_id = ${about.practiceId}
          and alignment.from_on <= ${about.today}::date and (alignment.until_on is null or alignment.until_on > ${about.today}::date))`,
    })
    .from(memberships)
    .leftJoin(loads, eq(loads.ownerId, memberships.id))
    .where(
      and(
        eq(memberships.organisationId, about.advisorServiceId),
        or(eq(memberships.role, 'advisor'), eq(memberships.role, 'team-lead')),
        isNull(memberships.endedAt),
        isNull(memberships.disabledAt),
      ),
    )
  return rows.map(({ namesakes, ...row }) => ({
    ...row,
    label: labelOf({ id: row.membershipId, name: row.name }, namesakes),
    open: Number(row.open ?? 0),
  }))
}

/** Unscoped: names for a message about a referral whose row the caller already holds. */
export async function findPersonNames(tx: Tx, personId: string): Promise<{ personName: string; bornOn: string }> {
  const [row] = await tx
    .select({ givenName: people.givenName, familyName: people.familyName, bornOn: people.bornOn })
    .from(people)
    .where(eq(people.id, personId))
  if (row === undefined) throw new Error('A referral without its person')
  return { personName: `${row.givenName} ${row.familyName}`, bornOn: row.bornOn }
}

/** What the service must find out about a person. Unscoped: the caller holds the referral's row. */
export async function findDoubts(
  tx: Tx,
  about: { personId: string; practiceId: string },
): Promise<('confirm-identity' | 'confirm-registration')[]> {
  const [registration] = await tx
    .select({ id: personRegistrations.id })
    .from(personRegistrations)
    .where(
      and(
        eq(personRegistrations.personId, about.personId),
        eq(personRegistrations.practiceId, about.practiceId),
        isNull(personRegistrations.untilOn),
      ),
    )
  return [
    ...((await hasIdentityToConfirm(tx, about.personId)) ? (['confirm-identity'] as const) : []),
    ...(registration === undefined ? (['confirm-registration'] as const) : []),
  ]
}

/** Unscoped, for those who hold the referral's row. */
export async function hasIdentityToConfirm(tx: Tx, personId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: people.id })
    .from(people)
    .where(and(eq(people.id, personId), isNotNull(people.claimedNhsNumber)))
  return row !== undefined
}

export async function wasAcknowledged(tx: Tx, referralId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: messages.id })
    .from(messages)
    .where(and(eq(messages.subjectId, referralId), eq(messages.kind, 'referral-received')))
    .limit(1)
  return row !== undefined
}
