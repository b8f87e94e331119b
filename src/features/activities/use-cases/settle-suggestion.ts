import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import { isSuggestion, setSettled } from '../store/suggestions.ts'

/** Somebody read it, and writes down what they did. */
export async function settleSuggestion(
  context: Context,
  input: { suggestionId: string; outcome: string },
): Promise<{ suggestionId: string }> {
  const { suggestionId } = input
  return inTransaction(context, async (tx) => {
    if (!(await isSuggestion(tx, suggestionId))) throw new Refusal('not-found')
    if (!(await setSettled(tx, context, input))) throw new Refusal('already-done')
    await closeTasksAbout(tx, context, { kind: 'read-suggestion', subjectId: suggestionId, outcome: 'settled' })
    await recordAudit(tx, context, {
      action: 'directory.suggestion-settled',
      subjectKind: 'suggestion',
      subjectId: suggestionId,
    })
    return { suggestionId }
  })
}

export async function refuseUnlessSuggestion(
  { db }: Context,
  { suggestionId }: { suggestionId: string },
): Promise<void> {
  if (!(await isSuggestion(db, suggestionId))) throw new Refusal('not-found')
}
