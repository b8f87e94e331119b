import { and, desc, eq, inArray, isNull, sql } from 'drizzle-orm'
import type { Actor, Db, Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { surnameKey } from '../../people/public.ts'
import { people } from '../../people/tables.ts'
import { OPEN_STATUSES } from '../lifecycle.ts'
import { NEXT_STEPS, type Stage, stageOf } from '../stage.ts'
import { referrals } from '../tables.ts'
import { visibleTo } from '../visibility.ts'

type Person = { personId: string } | { given: { nhsNumber?: string | undefined; bornOn: string; familyName: string } }

/** The open referral as it is shown to who was about to make a second one. */
export type OpenReferral = {
  referralId: string
  reference: string
  stage: Stage | null
  advisor: string | null
  nextStep: string | null
  dueOn: string | null
  /** The day of the next visit that is planned, when this reader may see it. */
  nextVisitOn: string | null
  isVisible: boolean
}

/** The open referral of somebody at one practice. Unscoped: the caller shows it only to who may see it. */
export async function findOpenReferralUnscoped(
  db: Db | Tx,
  actor: Actor,
  { person, practiceId }: { person: Person; practiceId: string },
  today: string,
): Promise<OpenReferral | undefined> {
  if (!('personId' in person) && person.given.nhsNumber === undefined) return undefined
  const isPerson =
    'personId' in person
      ? eq(people.id, person.personId)
      : and(
          eq(people.nhsNumber, person.given.nhsNumber ?? ''),
          isNull(people.mergedInto),
          eq(people.bornOn, person.given.bornOn),
          sql`near_surname(${people.surnameKey}, ${surnameKey(person.given.familyName)})`,
        )
  const [row] = await db
    .select({
      referral: referrals,
      advisor: memberships.name,
      // Raw, because contacts stand on referrals.
      nextVisitOn: sql<string | null>`(select min(day)::text from contacts
        where contacts.scheme_id = ${referrals.schemeId} and contacts.referral_id = ${referrals.id} and contacts.way = 'home-visit'
          and contacts.happened is null and contacts.corrected_at is null and contacts.day >= ${today}::date)`,
      isVisible: sql<boolean>`${visibleTo(actor)}`,
    })
    .from(referrals)
    .innerJoin(people, and(eq(people.schemeId, referrals.schemeId), eq(people.id, referrals.personId)))
    .leftJoin(memberships, and(eq(memberships.schemeId, referrals.schemeId), eq(memberships.id, referrals.ownerId)))
    .where(and(isPerson, eq(referrals.practiceId, practiceId), inArray(referrals.status, [...OPEN_STATUSES])))
    .orderBy(desc(referrals.id))
    .limit(1)
  if (row === undefined) return undefined
  const { id, reference, nextStep, dueOn } = row.referral
  return {
    referralId: id,
    reference,
    stage: stageOf(row.referral, today) ?? null,
    advisor: row.advisor,
    nextStep: nextStep === null ? null : NEXT_STEPS[nextStep],
    dueOn,
    nextVisitOn: row.nextVisitOn,
    isVisible: row.isVisible,
  }
}
