import { and, desc, eq, gt, inArray, isNull, sql } from 'drizzle-orm'
import type { Context, Db, SystemContext, Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { activities } from '../../activities/tables.ts'
import { organisations } from '../../organisations/tables.ts'
import { placements } from '../../placements/tables.ts'
import type { GroupLinkPurpose } from '../kinds.ts'
import { groupLinks } from '../tables.ts'

export type GroupLink = typeof groupLinks.$inferSelect

export type FoundLink = {
  link: GroupLink
  activityName: string
  providerName: string
  accountId: string
  /** Numbers of the group, by whose last digits it says that it is the group. */
  phones: string[]
  isClosed: boolean
}

/** Unscoped: whose link it is, also when it is over; the seal of the address said which. */
export async function findGroupLink(
  db: Db | Tx,
  { linkId, purpose }: { linkId: string; purpose: GroupLinkPurpose },
): Promise<FoundLink | undefined> {
  const [row] = await db
    .select({
      link: groupLinks,
      activityName: activities.name,
      providerName: organisations.name,
      accountId: memberships.accountId,
      activityPhone: activities.phone,
      phone: organisations.phone,
      closedOn: organisations.closedOn,
    })
    .from(groupLinks)
    .innerJoin(activities, and(eq(activities.schemeId, groupLinks.schemeId), eq(activities.id, groupLinks.activityId)))
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, groupLinks.schemeId), eq(organisations.id, groupLinks.providerId)),
    )
    .innerJoin(memberships, and(eq(memberships.schemeId, groupLinks.schemeId), eq(memberships.id, groupLinks.memberId)))
    .where(and(eq(groupLinks.id, linkId), eq(groupLinks.purpose, purpose)))
  if (row === undefined) return undefined
  const { link, activityName, providerName, accountId, activityPhone, phone, closedOn } = row
  const phones = [activityPhone, phone].filter((number) => number !== null)
  return { link, activityName, providerName, accountId, phones, isClosed: closedOn !== null }
}

/** Unscoped: locked, so that what is tried by it at once is tried one after another. */
export async function findLinkForUpdate(tx: Tx, linkId: string): Promise<GroupLink | undefined> {
  const [link] = await tx.select().from(groupLinks).where(eq(groupLinks.id, linkId)).for('update')
  return link
}

/** How a group is written to, and by which numbers it says that it is the group. */
export type Reach = { email: string | null; phone: string | null; activityPhone: string | null; isClosed: boolean }

/** Unscoped: of the group of an activity; it holds no person. */
export async function findReachUnscoped(tx: Tx, activityId: string): Promise<Reach | undefined> {
  const [row] = await tx
    .select({
      email: organisations.email,
      phone: organisations.phone,
      activityPhone: activities.phone,
      isClosed: sql<boolean>`${organisations.closedOn} is not null`,
    })
    .from(activities)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, activities.schemeId), eq(organisations.id, activities.providerId)),
    )
    .where(eq(activities.id, activityId))
  return row
}

export type NewGroupLink = { activityId: string; providerId: string; expiresAt: Date } & (
  | { purpose: 'week'; weekOf: string }
  | { purpose: 'offer'; placementId: string }
)

/** A new link ends the one before it for the same week's or the same offer's work. */
export async function insertGroupLink(
  tx: Tx,
  context: Context | SystemContext,
  link: NewGroupLink,
): Promise<{ id: string; memberId: string }> {
  const { schemeId, newId, now } = context
  const [row] = await tx.execute<{ id: string }>(sql`select link_member_of(${link.providerId}::uuid) as id`)
  if (row === undefined) throw new Error('A function returned no row')
  const same =
    link.purpose === 'week' ? eq(groupLinks.activityId, link.activityId) : eq(groupLinks.placementId, link.placementId)
  await tx
    .update(groupLinks)
    .set({ endedAt: now(), endedBecause: 'replaced' })
    .where(and(eq(groupLinks.purpose, link.purpose), same, isNull(groupLinks.endedAt)))
  const id = newId()
  const madeById = 'actor' in context ? context.actor.membershipId : null
  await tx.insert(groupLinks).values({ schemeId, id, ...link, memberId: row.id, madeAt: now(), madeById })
  return { id, memberId: row.id }
}

export type WeekLink = Pick<GroupLink, 'madeAt' | 'expiresAt' | 'endedAt' | 'endedBecause'>

/** The last link of the week of an activity's group; what it opens is not read. */
export async function findWeekLink(db: Db, activityId: string): Promise<WeekLink | undefined> {
  const { madeAt, expiresAt, endedAt, endedBecause } = groupLinks
  const [row] = await db
    .select({ madeAt, expiresAt, endedAt, endedBecause })
    .from(groupLinks)
    .where(and(eq(groupLinks.activityId, activityId), eq(groupLinks.purpose, 'week')))
    .orderBy(desc(groupLinks.madeAt), desc(groupLinks.id))
    .limit(1)
  return row
}

/** The newest link of the same: when it was made, because nobody is sent one after another, and why it is over. */
export async function findNewest(
  tx: Tx,
  link: GroupLink,
): Promise<Pick<GroupLink, 'madeAt' | 'endedBecause'> | undefined> {
  const same =
    link.placementId === null
      ? and(eq(groupLinks.activityId, link.activityId), eq(groupLinks.purpose, 'week'))
      : eq(groupLinks.placementId, link.placementId)
  const [row] = await tx
    .select({ madeAt: groupLinks.madeAt, endedBecause: groupLinks.endedBecause })
    .from(groupLinks)
    .where(same)
    .orderBy(desc(groupLinks.madeAt), desc(groupLinks.id))
    .limit(1)
  return row
}

/** An offer that can still be answered: until they have begun a yes may become a no. Its last day is while it waits for the first answer. */
export async function findOpenOffer(
  tx: Tx,
  placementId: string,
): Promise<{ answerBy: string | undefined } | undefined> {
  const open = inArray(placements.status, ['offered', 'accepted'])
  const [row] = await tx
    .select({ status: placements.status, answerBy: placements.answerBy })
    .from(placements)
    .where(and(eq(placements.id, placementId), open, isNull(placements.correctedAt)))
  if (row === undefined) return undefined
  return { answerBy: row.status === 'offered' ? (row.answerBy ?? undefined) : undefined }
}

/** Counts a wrong number, and ends the link after the last that is allowed. */
export async function countWrongDigits(
  tx: Tx,
  { now }: Pick<SystemContext, 'now'>,
  { linkId, wrong, isLast }: { linkId: string; wrong: number; isLast: boolean },
): Promise<void> {
  await tx
    .update(groupLinks)
    .set({ wrongDigits: wrong, ...(isLast ? { endedAt: now(), endedBecause: 'wrong-digits' } : {}) })
    .where(eq(groupLinks.id, linkId))
}

export async function endWeekLink(tx: Tx, { now }: SystemContext, activityId: string): Promise<boolean> {
  const rows = await tx
    .update(groupLinks)
    .set({ endedAt: now(), endedBecause: 'revoked' })
    .where(and(eq(groupLinks.activityId, activityId), eq(groupLinks.purpose, 'week'), isNull(groupLinks.endedAt)))
    .returning({ id: groupLinks.id })
  return rows.length > 0
}

/** Nobody of the group signs in: what it has to say comes by link. */
const hasNoAccount = sql`not exists (
  select from ${memberships} where ${memberships.schemeId} = ${organisations.schemeId}
    and ${memberships.organisationId} = ${organisations.id} and ${memberships.endedAt} is null)`

/**
 * Activities of groups without an account that are in use and have had no link of this week. What another area's feed brought is in use
 * when somebody comes: the rest has never heard of us.
 */
export async function listWithoutWeekLink(
  tx: Tx,
  { weekOf, serviceId }: { weekOf: string; serviceId: string },
): Promise<{ activityId: string; providerId: string }[]> {
  return tx
    .select({ activityId: activities.id, providerId: activities.providerId })
    .from(activities)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, activities.schemeId), eq(organisations.id, activities.providerId)),
    )
    .where(
      and(
        isNull(organisations.closedOn),
        isNull(activities.hiddenAt),
        sql`${organisations.id} <> ${serviceId}::uuid`,
        hasNoAccount,
        sql`((${activities.feedId} is null and jsonb_array_length(${activities.schedule}) > 0) or exists (
          select from ${placements} where ${placements.schemeId} = ${activities.schemeId}
            and ${placements.activityId} = ${activities.id} and ${placements.status} in ('accepted', 'started')))`,
        sql`not exists (
          select from ${groupLinks} where ${groupLinks.schemeId} = ${activities.schemeId}
            and ${groupLinks.activityId} = ${activities.id} and ${groupLinks.purpose} = 'week' and ${groupLinks.weekOf} = ${weekOf}::date)`,
        // Somebody's telephone is lost: nothing goes there again before the service says where to.
        sql`(select ${groupLinks.endedBecause} from ${groupLinks} where ${groupLinks.schemeId} = ${activities.schemeId}
          and ${groupLinks.activityId} = ${activities.id} and ${groupLinks.purpose} = 'week'
          order by ${groupLinks.id} desc limit 1) is distinct from 'revoked'`,
      ),
    )
    .orderBy(activities.id)
}

/** Offers of the last days to groups without an account that nobody was sent a link for. */
export async function listOffersWithoutLink(
  tx: Tx,
  { since, serviceId }: { since: Date; serviceId: string },
): Promise<{ placementId: string; activityId: string; providerId: string }[]> {
  return tx
    .select({ placementId: placements.id, activityId: placements.activityId, providerId: placements.providerId })
    .from(placements)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, placements.schemeId), eq(organisations.id, placements.providerId)),
    )
    .where(
      and(
        eq(placements.status, 'offered'),
        isNull(placements.correctedAt),
        gt(placements.offeredAt, since),
        sql`${organisations.id} <> ${serviceId}::uuid`,
        hasNoAccount,
        sql`not exists (
          select from ${groupLinks} where ${groupLinks.schemeId} = ${placements.schemeId}
            and ${groupLinks.placementId} = ${placements.id})`,
      ),
    )
    .orderBy(placements.id)
}

/** Links of a group that are good now and still have something to answer. Two are enough to know that it is not one. */
export async function listOpenLinksOf(
  tx: Tx,
  { providerId, purpose, now }: { providerId: string; purpose: GroupLinkPurpose; now: Date },
): Promise<string[]> {
  const rows = await tx
    .select({ id: groupLinks.id })
    .from(groupLinks)
    .leftJoin(placements, and(eq(placements.schemeId, groupLinks.schemeId), eq(placements.id, groupLinks.placementId)))
    .where(
      and(
        eq(groupLinks.providerId, providerId),
        eq(groupLinks.purpose, purpose),
        isNull(groupLinks.endedAt),
        gt(groupLinks.expiresAt, now),
        sql`(${placements.id} is null or ${placements.status} = 'offered')`,
      ),
    )
    .limit(2)
  return rows.map(({ id }) => id)
}
