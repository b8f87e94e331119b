import type { Context } from '../../../platform/context.ts'
import { inTransaction, partOf } from '../../../platform/transaction.ts'
import { countWalkIns } from '../../activities/public.ts'
import { recordSession, type SessionAnswer } from './record-session.ts'

/** A whole register at once: who of those expected came, and how many others by the open door. */
export async function keepRegister(
  context: Context,
  input: { activityId: string; on: string; answers: readonly SessionAnswer[]; others: number | undefined },
): Promise<void> {
  const { others, ...session } = input
  await inTransaction(context, async (tx) => {
    const inside = partOf(context, tx)
    if (session.answers.length > 0) await recordSession(inside, session)
    if (others !== undefined)
      await countWalkIns(inside, { activityId: session.activityId, on: session.on, count: others })
  })
}
