import { and, eq, isNull } from 'drizzle-orm'
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
