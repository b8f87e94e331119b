import { and, asc, desc, eq, gt, inArray, isNull, ne, or, sql } from 'drizzle-orm'
import type { SystemContext, Tx } from '../../../platform/context.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { memberships } from '../../accounts/tables.ts'
import { outgoingMessages } from '../../messages/tables.ts'
import { referrals } from '../../referrals/tables.ts'
import { contacts, visitLinks, visitTellings } from '../tables.ts'
import type { Known } from '../telling.ts'

export const TELL_OF_VISIT = 'tell-of-visit'

/** Has the person told of a visit as it is when the job runs. */
export const askToTell = (tx: Tx, context: SystemContext, contactId: string): Promise<string> =>
  addJob(tx, context, { name: TELL_OF_VISIT, data: { contactId } })

/** A visit with its episode. Unscoped: the job tells of what a use-case has written. */
export async function findVisitForUpdateUnscoped(tx: Tx, contactId: string) {
  const [row] = await tx
    .select({ contact: contacts, status: referrals.status, ownerId: referrals.ownerId, workerName: memberships.name })
    .from(contacts)
    .innerJoin(referrals, and(eq(referrals.schemeId, contacts.schemeId), eq(referrals.id, contacts.referralId)))
    .innerJoin(memberships, and(eq(memberships.schemeId, contacts.schemeId), eq(memberships.id, contacts.workerId)))
    .where(eq(contacts.id, contactId))
    .for('update', { of: contacts })
  return row
}
export type VisitRow = NonNullable<Awaited<ReturnType<typeof findVisitForUpdateUnscoped>>>

/** The last that the person was told and could have heard: what was stopped in time says nothing. */
export async function findLastTelling(tx: Tx, contactId: string): Promise<(Known & { toldAt: Date }) | undefined> {
  const [row] = await tx
    .select({
      news: visitTellings.news,
      plannedStart: visitTellings.plannedStart,
      workerId: visitTellings.workerId,
      toldAt: visitTellings.toldAt,
    })
    .from(visitTellings)
    .leftJoin(
      outgoingMessages,
      and(eq(outgoingMessages.schemeId, visitTellings.schemeId), eq(outgoingMessages.id, visitTellings.outgoingId)),
    )
    .where(
      and(
        eq(visitTellings.contactId, contactId),
        or(isNull(visitTellings.outgoingId), ne(outgoingMessages.status, 'stopped')),
      ),
    )
    .orderBy(desc(visitTellings.id))
    .limit(1)
  return row
}

export async function insertVisitTelling(
  tx: Tx,
  { schemeId, newId, now }: SystemContext,
  telling: Known & { contactId: string; personId: string; outgoingId: string | null },
): Promise<void> {
  await tx.insert(visitTellings).values({ schemeId, id: newId(), toldAt: now(), ...telling })
}

/** Visits of these days that are still planned, of episodes that go on. */
export async function listComingVisits(
  tx: Tx,
  { after, until, ways }: { after: string; until: string; ways: (typeof contacts.$inferSelect)['way'][] },
): Promise<string[]> {
  const rows = await tx
    .select({ id: contacts.id })
    .from(contacts)
    .innerJoin(referrals, and(eq(referrals.schemeId, contacts.schemeId), eq(referrals.id, contacts.referralId)))
    .where(
      and(
        gt(contacts.day, after),
        sql`${contacts.day} <= ${until}::date`,
        inArray(contacts.way, ways),
        isNull(contacts.happened),
        isNull(contacts.correctedAt),
        eq(referrals.status, 'accepted'),
      ),
    )
    .orderBy(asc(contacts.id))
  return rows.map(({ id }) => id)
}

/** When this worker got the link of this visit that is good now. */
export async function findLinkMadeAt(
  tx: Tx,
  { contactId, workerId }: { contactId: string; workerId: string },
): Promise<Date | undefined> {
  const [row] = await tx
    .select({ madeAt: visitLinks.madeAt })
    .from(visitLinks)
    .where(and(eq(visitLinks.contactId, contactId), eq(visitLinks.workerId, workerId), isNull(visitLinks.endedAt)))
  return row?.madeAt
}

/** Whether somebody at work has a telephone that takes texts. */
export async function hasPhone(tx: Tx, membershipId: string): Promise<boolean> {
  const [row] = await tx.select({ phone: memberships.phone }).from(memberships).where(eq(memberships.id, membershipId))
  return row !== undefined && row.phone !== null
}
