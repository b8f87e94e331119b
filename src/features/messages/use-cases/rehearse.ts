import type { Context } from '../../../platform/context.ts'
import { listMessageIdsAboutUnscoped, listMessagesBesidesUnscoped, type MessageToCome } from '../store/rehearsed.ts'

/** Undoes the transaction in which something was only tried. */
const TAKEN_BACK = new Error('A rehearsal ended')

/**
 * What would be told, to whom and in which words, if this were done now: it is done and taken back again, so that the
 * preview is what the practice will read, as much as it hears and no more. Refuses as the act itself would. For acts that
 * are one `inTransaction`; nothing leaves, because what leaves is a row that goes too.
 */
export async function rehearse(
  context: Context,
  { subjectId, act }: { subjectId: string; act: (context: Context) => Promise<unknown> },
): Promise<MessageToCome[]> {
  const { onceOnly: _, ...unkeyed } = context
  let told: MessageToCome[] = []
  try {
    await context.db.transaction(async (tx) => {
      const known = await listMessageIdsAboutUnscoped(tx, subjectId)
      await act({ ...unkeyed, db: tx })
      told = await listMessagesBesidesUnscoped(tx, subjectId, known)
      throw TAKEN_BACK
    })
  } catch (error) {
    if (error !== TAKEN_BACK) throw error
  }
  return told
}
