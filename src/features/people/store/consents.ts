import { and, eq, isNull } from 'drizzle-orm'
import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findPersonForUpdate, insertConsent } from '../store.ts'
import { consents } from '../tables.ts'

export type Consent = typeof consents.$inferSelect

/** Takes an answer out of a record: the one before it counts again. Gives what it was. */
export async function takeOutConsent(tx: Tx, context: Context, consentId: string): Promise<Consent> {
  const [row] = await tx
    .select()
    .from(consents)
    .where(and(eq(consents.id, consentId), isNull(consents.correctedAt)))
  if (row === undefined) throw new Refusal('not-found')
  if ((await findPersonForUpdate(tx, context.actor, row.personId)) === undefined) throw new Refusal('not-found')
  await tx.update(consents).set({ correctedAt: context.now() }).where(eq(consents.id, consentId))
  return row
}

/** Puts an answer on the record of whoever gave it. */
export async function putConsent(
  tx: Tx,
  context: Context,
  { original, personId }: { original: Consent; personId: string },
): Promise<string> {
  const id = context.newId()
  await insertConsent(tx, { ...original, id, personId })
  return id
}

/** The person's yes that was written down with a referral, in its statement. Unscoped: the caller holds the referral. */
export async function findConsentWrittenWith(
  tx: Tx,
  referral: { personId: string; createdAt: Date; createdById: string },
): Promise<string | undefined> {
  const [row] = await tx
    .select({ id: consents.id })
    .from(consents)
    .where(
      and(
        eq(consents.personId, referral.personId),
        eq(consents.purpose, 'refer'),
        eq(consents.recordedAt, referral.createdAt),
        eq(consents.recordedById, referral.createdById),
        isNull(consents.correctedAt),
      ),
    )
    .limit(1)
  return row?.id
}
