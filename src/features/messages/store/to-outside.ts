import { and, eq, inArray } from 'drizzle-orm'
import type { Context, Tx } from '../../../platform/context.ts'
import { outgoingMessages } from '../tables.ts'

/** What was written to somebody outside about these subjects, and has not left, does not leave. Gives how many. */
export async function stopToOutside(tx: Tx, context: Context, subjectIds: readonly string[]): Promise<number> {
  if (subjectIds.length === 0) return 0
  const rows = await tx
    .update(outgoingMessages)
    .set({ status: 'stopped', stoppedAt: context.now() })
    .where(
      and(
        eq(outgoingMessages.recipientKind, 'outside'),
        inArray(outgoingMessages.subjectId, [...subjectIds]),
        inArray(outgoingMessages.status, ['waiting', 'printed']),
      ),
    )
    .returning({ id: outgoingMessages.id })
  return rows.length
}
