import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { sendTestBy } from '../../messages/public.ts'
import type { TestWay } from '../kinds.ts'

/** A mail or a text to oneself through the same way out as every other; that it arrived counts for readiness. */
export async function testWayOut(context: Context, { way }: { way: TestWay }): Promise<{ outgoingId: string }> {
  return inTransaction(context, async (tx) => {
    const outgoingId = await sendTestBy(tx, context, way)
    if (outgoingId === undefined)
      throw new Refusal('not-possible', 'Enter your number under what you hear first, then send the text')
    return { outgoingId }
  })
}
