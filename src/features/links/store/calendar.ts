import { and, asc, eq, gte, isNull, lte, sql } from 'drizzle-orm'
import { notClosedTo } from '../../../platform/closed-records.ts'
import type { Actor, Context, Db, SystemContext, Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { activities } from '../../activities/tables.ts'
import { contacts } from '../../contacts/tables.ts'
import { organisations } from '../../organisations/tables.ts'
import { people } from '../../people/tables.ts'
import { calendarFeeds } from '../../placements/tables.ts'
import { referrals } from '../../referrals/tables.ts'

export type Feed = { id: string; createdAt: Date }

/** One's own address, while it is good. */
export async function findOwnFeed(db: Db | Tx, membershipId: string): Promise<Feed | undefined> {
  const [row] = await db
    .select({ id: calendarFeeds.id, createdAt: calendarFeeds.createdAt })
    .from(calendarFeeds)
    .where(and(eq(calendarFeeds.membershipId, membershipId), isNull(calendarFeeds.revokedAt)))
  return row
}

/** Ends the address there is; false when there was none. */
export async function endOwnFeed(tx: Tx, { actor, now }: Context): Promise<boolean> {
  const rows = await tx
    .update(calendarFeeds)
    .set({ revokedAt: now() })
    .where(and(eq(calendarFeeds.membershipId, actor.membershipId), isNull(calendarFeeds.revokedAt)))
    .returning({ id: calendarFeeds.id })
  return rows.length > 0
}

export async function insertFeed(tx: Tx, { schemeId, newId, now, actor }: Context): Promise<Feed> {
  const [id, createdAt] = [newId(), now()]
  await tx.insert(calendarFeeds).values({ schemeId, id, membershipId: actor.membershipId, createdAt })
  return { id, createdAt }
}

/** Unscoped: whose address it is, while it is good, they work here and their account may sign in; it asks as they would. */
export async function findFeedHolder(
  { db, now }: Pick<SystemContext, 'db' | 'now'>,
  feedId: string,
): Promise<Actor | undefined> {
  const [row] = await db
    .select({ member: memberships, organisationName: organisations.name })
    .from(calendarFeeds)
    .innerJoin(
      memberships,
      and(eq(memberships.schemeId, calendarFeeds.schemeId), eq(memberships.id, calendarFeeds.membershipId)),
    )
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, memberships.schemeId), eq(organisations.id, memberships.organisationId)),
    )
    .where(
      and(
        eq(calendarFeeds.id, feedId),
        isNull(calendarFeeds.revokedAt),
        isNull(memberships.endedAt),
        isNull(memberships.disabledAt),
        // The application reads no accounts; somebody whose account is disabled has no address.
        sql`mail_address_of(${memberships.id}) is not null`,
      ),
    )
  if (row === undefined) return undefined
  const { id, accountId, organisationId, role, name } = row.member
  const at = { organisationId, organisationName: row.organisationName, isAtPractice: false, isManager: false }
  return { accountId, sessionId: feedId, membershipId: id, ...at, role, name, askedAt: now() }
}

export type PlannedVisit = {
  id: string
  reference: string
  way: string
  startsAt: Date
  endsAt: Date | null
  /** Null when it is hidden, or nobody knows it. */
  postcode: string | null
}

/** One's own planned contacts between two days, of records that are open to one; what was taken out, or has happened, is none. */
export async function listOwnPlanned(
  db: Db,
  actor: Actor,
  { from, to }: { from: string; to: string },
): Promise<PlannedVisit[]> {
  const rows = await db
    .select({
      id: contacts.id,
      reference: referrals.reference,
      way: contacts.way,
      startsAt: contacts.plannedStart,
      endsAt: contacts.plannedEnd,
      postcode: sql<
        string | null
      >`case when not is_address_hidden(${people.schemeId}, ${people.id}) then ${people.postcode} end`,
    })
    .from(contacts)
    .innerJoin(referrals, and(eq(referrals.schemeId, contacts.schemeId), eq(referrals.id, contacts.referralId)))
    .innerJoin(people, and(eq(people.schemeId, contacts.schemeId), eq(people.id, contacts.personId)))
    .where(
      and(
        eq(contacts.workerId, actor.membershipId),
        notClosedTo(actor, contacts),
        isNull(contacts.happened),
        isNull(contacts.correctedAt),
        gte(contacts.day, from),
        lte(contacts.day, to),
      ),
    )
    .orderBy(asc(contacts.plannedStart), asc(contacts.id))
    .limit(1_000)
  return rows.flatMap(({ startsAt, ...row }) => (startsAt === null ? [] : [{ ...row, startsAt }]))
}

/** The activities of a group that have a schedule. */
export async function listScheduled(db: Db, providerId: string): Promise<{ id: string; name: string }[]> {
  return db
    .select({ id: activities.id, name: activities.name })
    .from(activities)
    .where(and(eq(activities.providerId, providerId), sql`jsonb_array_length(${activities.schedule}) > 0`))
    .orderBy(asc(activities.name), asc(activities.id))
    .limit(100)
}
