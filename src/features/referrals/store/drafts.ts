import { and, eq, lt, sql } from 'drizzle-orm'
import type { SystemContext, Tx } from '../../../platform/context.ts'
import { referrals } from '../tables.ts'

export type Draft = Pick<
  typeof referrals.$inferSelect,
  'id' | 'personId' | 'createdAt' | 'createdById' | 'referrerOrganisationId'
>

/** Drafts made before a moment whose person has not said yes, locked; what somebody sends at this moment is skipped. */
export async function findDraftsWithoutConsent(tx: Tx, before: Date, limit: number): Promise<Draft[]> {
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
      and(
        eq(referrals.status, 'draft'),
        lt(referrals.createdAt, before),
        sql`consent_of(${referrals.schemeId}, ${referrals.personId}, 'refer', null) is distinct from 'given'`,
      ),
    )
    .orderBy(referrals.id)
    .limit(limit)
    .for('update', { skipLocked: true })
}

/**
 * Deletes a draft, and its person when this draft made them and nothing else knows them: no other referral, no answer, no
 * record anywhere that points to them. The database does it, because the application may delete neither. True when the
 * person went, too.
 */
export async function deleteDraft(tx: Tx, { now }: Pick<SystemContext, 'now'>, draft: Draft): Promise<boolean> {
  const [row] = await tx.execute<{ personWent: boolean }>(
    sql`select delete_draft(${draft.id}::uuid, ${now().toISOString()}::timestamptz) as "personWent"`,
  )
  return row?.personWent === true
}
