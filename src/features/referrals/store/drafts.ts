import { and, desc, eq, inArray, isNull, lt, ne, sql } from 'drizzle-orm'
import type { SystemContext, Tx } from '../../../platform/context.ts'
import { databaseFault } from '../../../platform/idempotency.ts'
import { careRelationships, consents, people, personRegistrations } from '../../people/tables.ts'
import { referrals } from '../tables.ts'

export type Draft = Pick<
  typeof referrals.$inferSelect,
  'id' | 'personId' | 'createdAt' | 'createdById' | 'referrerOrganisationId'
>

/** Drafts made before a moment whose person has not said yes, locked; what somebody sends at this moment is skipped. */
export async function findDraftsWithoutConsent(tx: Tx, before: Date, limit: number): Promise<Draft[]> {
  const answer = tx
    .select({ answer: consents.answer })
    .from(consents)
    .where(
      and(
        eq(consents.schemeId, referrals.schemeId),
        eq(consents.personId, referrals.personId),
        eq(consents.purpose, 'refer'),
        isNull(consents.recipientId),
      ),
    )
    .orderBy(desc(consents.id))
    .limit(1)
  return tx
    .select({
      id: referrals.id,
      personId: referrals.personId,
      createdAt: referrals.createdAt,
      createdById: referrals.createdById,
      referrerOrganisationId: referrals.referrerOrganisationId,
    })
    .from(referrals)
    .where(
      and(eq(referrals.status, 'draft'), lt(referrals.createdAt, before), sql`(${answer}) is distinct from 'given'`),
    )
    .orderBy(referrals.id)
    .limit(limit)
    .for('update', { skipLocked: true })
}

/**
 * Deletes a draft, and its person when this draft made them and nothing else knows them: no other referral, no answer, no
 * record anywhere that points to them. True when the person went, too.
 */
export async function deleteDraft(tx: Tx, { now }: Pick<SystemContext, 'now'>, draft: Draft): Promise<boolean> {
  const { id, personId, createdAt } = draft
  await tx.delete(referrals).where(eq(referrals.id, id))
  try {
    return await tx.transaction(async (inner) => {
      const [other] = await inner
        .select({ id: referrals.id })
        .from(referrals)
        .where(and(eq(referrals.personId, personId), ne(referrals.id, id)))
        .limit(1)
      const [own] = await inner
        .select({ id: people.id })
        .from(people)
        .where(and(eq(people.id, personId), eq(people.createdAt, createdAt)))
      if (own === undefined || other !== undefined) return await endAccess(inner, now(), id)
      await inner.delete(careRelationships).where(eq(careRelationships.personId, personId))
      await inner.delete(personRegistrations).where(eq(personRegistrations.personId, personId))
      await inner.delete(people).where(eq(people.id, personId))
      return true
    })
  } catch (error) {
    if (databaseFault(error)?.code !== FOREIGN_KEY_VIOLATION) throw error
    return endAccess(tx, now(), id)
  }
}

const FOREIGN_KEY_VIOLATION = '23503'

async function endAccess(tx: Tx, at: Date, referralId: string): Promise<false> {
  await tx
    .update(careRelationships)
    .set({ untilAt: at })
    .where(and(inArray(careRelationships.subjectId, [referralId]), isNull(careRelationships.untilAt)))
  return false
}
