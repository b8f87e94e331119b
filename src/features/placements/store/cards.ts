import { eq, getTableColumns } from 'drizzle-orm'
import type { Context, Db, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { people } from '../../people/tables.ts'
import type { CardLine } from '../card.ts'
import type { OwnedPlacement } from '../store.ts'
import { placementCards } from '../tables.ts'

export type Card = typeof placementCards.$inferSelect

/** Unscoped: the caller has found the placement for its actor. */
export async function findCard(db: Db | Tx, placementId: string): Promise<Card | undefined> {
  const [row] = await db.select().from(placementCards).where(eq(placementCards.placementId, placementId))
  return row
}

/** Writes the whole card anew. The caller holds the placement's lock. */
export async function saveCard(
  tx: Tx,
  { schemeId, newId, now, actor }: Context,
  placement: OwnedPlacement,
  { lines, version }: { lines: CardLine[]; version: number },
): Promise<Card> {
  const written = { lines, version, writtenAt: now(), writtenById: actor.membershipId }
  const [row] = await tx
    .insert(placementCards)
    .values({ schemeId, id: newId(), placementId: placement.id, personId: placement.personId, ...written })
    .onConflictDoUpdate({ target: [placementCards.schemeId, placementCards.placementId], set: written })
    .returning(getTableColumns(placementCards))
  if (row === undefined) throw new Refusal('changed-by-someone-else')
  return row
}

/** Unscoped: the names of the person of a referral that the caller holds. */
export async function findNames(
  tx: Tx,
  personId: string,
): Promise<{ givenName: string; familyName: string; preferredName: string | null }> {
  const { givenName, familyName, preferredName } = people
  const [row] = await tx.select({ givenName, familyName, preferredName }).from(people).where(eq(people.id, personId))
  if (row === undefined) throw new Error('A referral without its person')
  return row
}
