import { and, eq, inArray, isNull, or, sql } from 'drizzle-orm'
import type { Context, Tx } from '../../../platform/context.ts'
import { careRelationships, personRegistrations } from '../tables.ts'

export type Registration = typeof personRegistrations.$inferSelect

/** With which practice somebody is registered now. The caller holds the person's row. */
export async function findRegistration(tx: Tx, personId: string): Promise<Registration | undefined> {
  const [row] = await tx
    .select()
    .from(personRegistrations)
    .where(and(eq(personRegistrations.personId, personId), isNull(personRegistrations.untilOn)))
  return row
}

/** Ends one registration and begins the next on the same day. Gives the id of the new one. */
export async function moveRegistration(
  tx: Tx,
  { schemeId, newId }: Context,
  {
    personId,
    before,
    practiceId,
    from,
  }: { personId: string; before: Registration | undefined; practiceId: string; from: string },
): Promise<string> {
  if (before !== undefined)
    await tx.update(personRegistrations).set({ untilOn: from }).where(eq(personRegistrations.id, before.id))
  const id = newId()
  await tx.insert(personRegistrations).values({ schemeId, id, personId, practiceId, fromOn: from })
  return id
}

/**
 * Narrows what an organisation sees of a person to the referrals that it made itself: the record as a whole is no longer
 * its business, and what it referred stays its own to follow.
 */
export async function narrowToOwnReferrals(
  tx: Tx,
  { schemeId, newId, now }: Context,
  about: { personId: string; organisationId: string },
): Promise<void> {
  const ended = await tx
    .update(careRelationships)
    .set({ untilAt: now() })
    .where(
      and(
        eq(careRelationships.personId, about.personId),
        eq(careRelationships.organisationId, about.organisationId),
        eq(careRelationships.scope, 'record'),
        isNull(careRelationships.untilAt),
      ),
    )
    .returning({ kind: careRelationships.kind, subjectId: careRelationships.subjectId })
  const referrals = ended.filter(({ kind }) => kind === 'referral')
  if (referrals.length === 0) return
  await tx
    .insert(careRelationships)
    .values(
      referrals.map(({ subjectId }) => ({
        schemeId,
        id: newId(),
        ...about,
        kind: 'referral' as const,
        scope: 'own-referral' as const,
        subjectId,
        fromAt: now(),
      })),
    )
    .onConflictDoNothing()
}

type Succession = { fromId: string; toId: string; on: string }

/** The list of one practice becomes that of another on a day; the old registrations stand, with their days. Gives how many. */
export async function moveRegistrationsOf(tx: Tx, { fromId, toId, on }: Succession): Promise<number> {
  const rows = await tx.execute(sql`
    with ended as (
      update person_registrations set until_on = greatest(from_on, ${on}::date)
      where practice_id = ${fromId} and until_on is null
      returning scheme_id, person_id, until_on
    ), moved as (
      insert into person_registrations (scheme_id, id, person_id, practice_id, from_on)
      select scheme_id, gen_random_uuid(), person_id, ${toId}, until_on from ended
    )
    select 1 from ended`)
  return rows.length
}

/** What one organisation may see now, another sees from now on, as much and no more; the first sees nothing any longer. */
export async function moveCareRelationshipsOf(
  tx: Tx,
  { now }: Pick<Context, 'now'>,
  { fromId, toId }: Omit<Succession, 'on'>,
): Promise<number> {
  const at = now().toISOString()
  const rows = await tx.execute(sql`
    with ended as (
      update care_relationships set until_at = ${at}::timestamptz where organisation_id = ${fromId} and until_at is null
      returning scheme_id, person_id, kind, scope, subject_id
    ), moved as (
      insert into care_relationships (scheme_id, id, person_id, kind, scope, organisation_id, subject_id, from_at)
      select scheme_id, gen_random_uuid(), person_id, kind, scope, ${toId}, subject_id, ${at}::timestamptz from ended
      on conflict (scheme_id, person_id, organisation_id, subject_id) where until_at is null
      do update set scope = case when excluded.scope = 'record' then 'record' else care_relationships.scope end
    )
    select 1 from ended`)
  return rows.length
}

/** Ends what a team sees of a practice's people: of those registered there now, and through these referrals. */
export async function endCareRelationshipsAt(
  tx: Tx,
  { now }: Pick<Context, 'now'>,
  about: { organisationId: string; practiceId: string; referralIds: readonly string[] },
): Promise<void> {
  await tx
    .update(careRelationships)
    .set({ untilAt: now() })
    .where(
      and(
        eq(careRelationships.organisationId, about.organisationId),
        isNull(careRelationships.untilAt),
        or(
          inArray(
            careRelationships.personId,
            tx
              .select({ personId: personRegistrations.personId })
              .from(personRegistrations)
              .where(and(eq(personRegistrations.practiceId, about.practiceId), isNull(personRegistrations.untilOn))),
          ),
          inArray(careRelationships.subjectId, [...about.referralIds]),
        ),
      ),
    )
}
