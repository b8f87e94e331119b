import { and, eq, exists, isNull } from 'drizzle-orm'
import type { Context, Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { advisorAlignments } from '../tables.ts'

export type Alignment = typeof advisorAlignments.$inferSelect

/** Undefined when the two are aligned already. */
export async function insertAlignment(
  tx: Tx,
  row: typeof advisorAlignments.$inferInsert,
): Promise<Alignment | undefined> {
  const [alignment] = await tx.insert(advisorAlignments).values(row).onConflictDoNothing().returning()
  return alignment
}

/** Ends an open alignment of the actor's own service. */
export async function endAlignment(
  tx: Tx,
  { actor, today }: Context,
  alignmentId: string,
): Promise<Alignment | undefined> {
  const ofOwnService = tx
    .select({ id: memberships.id })
    .from(memberships)
    .where(
      and(eq(memberships.id, advisorAlignments.membershipId), eq(memberships.organisationId, actor.organisationId)),
    )
  const [alignment] = await tx
    .update(advisorAlignments)
    .set({ untilOn: today() })
    .where(and(eq(advisorAlignments.id, alignmentId), isNull(advisorAlignments.untilOn), exists(ofOwnService)))
    .returning()
  return alignment
}
