import { and, eq, getTableColumns } from 'drizzle-orm'
import type { Context, Db, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { people } from '../../people/tables.ts'
import type { CardLine } from '../card.ts'
import { mayShare, type OwnedPlacement } from '../store.ts'
import { placementCards, placements } from '../tables.ts'

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

/** Whether the provider of a placement may know now who comes. The caller holds the placement. */
export async function findMayShare(tx: Tx, placementId: string): Promise<boolean> {
  // Two tables, so that drizzle writes the name of the table before each column of the expression.
  const [row] = await tx
    .select({ mayShare })
    .from(placements)
    .innerJoin(people, and(eq(people.schemeId, placements.schemeId), eq(people.id, placements.personId)))
    .where(eq(placements.id, placementId))
  return row?.mayShare ?? false
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
