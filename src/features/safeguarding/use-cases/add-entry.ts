import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { addEntries, type Concern } from '../store.ts'
import { getConcernToActOn } from './start-concern-step.ts'

/** What was decided or done since. Nothing is taken back: a mistake is mended by the next line. */
export async function addEntry(
  context: Context,
  { concernId, kind, words }: { concernId: string; kind: 'decision' | 'action'; words: string },
): Promise<Concern> {
  return inTransaction(context, async (tx) => {
    const concern = await getConcernToActOn(tx, context, concernId)
    if (concern.status === 'closed') throw new Refusal('step-not-open', 'The concern is closed: reopen it first')
    await addEntries(tx, context, concernId, [{ kind, words }])
    await recordAudit(tx, context, {
      action: `concern.${kind}-added`,
      subjectKind: 'concern',
      subjectId: concernId,
      ...(concern.personId === null ? {} : { personId: concern.personId }),
    })
    return concern
  })
}
