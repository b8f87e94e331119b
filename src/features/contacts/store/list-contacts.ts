import { and, desc, eq, getTableColumns, isNull, sql } from 'drizzle-orm'
import { lookAt } from '../../../platform/audit/look.ts'
import type { Context } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { referralVisibleTo } from '../../referrals/public.ts'
import { referrals } from '../../referrals/tables.ts'
import { CANCELLED_REASONS, type ContactWay } from '../kinds.ts'
import type { ContactRecord } from '../store.ts'
import { contacts } from '../tables.ts'

export type ContactsOfReferral = {
  personId: string
  advisorServiceId: string
  referrerOrganisationId: string
  /** The newest first, one more than asked for when there are more. */
  rows: ContactRecord[]
  /** How often it was tried to reach the person, by way: what was cancelled was no try, what was in vain was one. */
  attempts: Partial<Record<ContactWay, number>>
}

/** The contacts of a referral that the actor may see, and the record of the look, in one statement; undefined when they may not. */
export async function listContactsOf(
  context: Context,
  referralId: string,
  { after, limit }: { after: string[] | undefined; limit: number },
): Promise<ContactsOfReferral | undefined> {
  const { db, actor } = context
  const [day, id] = after ?? []
  const { personId, advisorServiceId, referrerOrganisationId } = referrals
  const attempts = sql<Partial<Record<ContactWay, number>>>`(
    select coalesce(jsonb_object_agg(way, tries), '{}') from (
      select way, count(*) as tries from contacts where referral_id = ${referralId} and corrected_at is null
        and (happened or not_happened_because not in (${sql.join(
          CANCELLED_REASONS.map((reason) => sql`${reason}`),
          sql`, `,
        )}))
      group by way) as tried)`
  const seen = db.$with('seen').as(
    db
      .select({
        id: referrals.id,
        personId,
        advisorServiceId,
        referrerOrganisationId,
        attempts: attempts.as('attempts'),
      })
      .from(referrals)
      .where(and(referralVisibleTo(actor), eq(referrals.id, referralId))),
  )
  // What was somebody else's is nobody's to read and counts nowhere.
  const isOfIt = and(eq(contacts.referralId, referralId), isNull(contacts.correctedAt))
  const page = db.$with('page').as(
    db
      .select({ ...getTableColumns(contacts), workerName: memberships.name })
      .from(contacts)
      .innerJoin(memberships, and(eq(memberships.schemeId, contacts.schemeId), eq(memberships.id, contacts.workerId)))
      .where(
        and(
          isOfIt,
          day !== undefined && id !== undefined
            ? sql`(${contacts.day}, ${contacts.id}) < (${day}::date, ${id}::uuid)`
            : undefined,
        ),
      )
      .orderBy(desc(contacts.day), desc(contacts.id))
      .limit(limit + 1),
  )
  const look = lookAt(context, {
    action: 'contacts.read',
    subjectKind: 'referral',
    subjectId: sql`id`,
    personId: sql`person_id`,
    detail: sql`jsonb_build_object('contactIds', (select coalesce(jsonb_agg(shown.id), '[]') from (select id from page order by day desc, id desc limit ${limit}) as shown))`,
    from: sql`seen`,
  })
  const found = await db
    .with(seen, page, look)
    .select()
    .from(seen)
    .leftJoin(page, sql`true`)
    .orderBy(desc(page.day), desc(page.id))
  const [first] = found
  if (first === undefined) return undefined
  return { ...first.seen, rows: found.flatMap((row) => row.page ?? []) }
}
