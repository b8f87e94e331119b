import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { enterReferralInError } from '../../closing/public.ts'
import { changeImport, listRows, saveRow, wasWorkedOn } from '../store.ts'
import { findMyImport, summarise } from './find-my-import.ts'
import type { Progress } from './run-import.ts'

const ROWS_AT_ONCE = 100

/**
 * Takes a whole import back: each episode is entered in error, a hundred at a time. One that somebody has worked on stays
 * as it is, and is listed as worked on.
 */
export async function takeBackImport(context: Context, input: { importId: string }): Promise<Progress> {
  const { importId } = input
  const { onceOnly: _, ...plainContext } = context
  const found = await findMyImport(context, importId)
  if (found.kind !== 'caseload')
    throw new Refusal(
      'not-possible',
      'Organisations are known to others at once: close those that are wrong one by one',
    )
  if (found.status !== 'done' && found.status !== 'running' && found.status !== 'taking-back')
    throw new Refusal('step-not-open', 'Nothing of this import was written, or it was taken back already')
  const rows = await listRows(context.db, importId, { states: ['imported'], limit: ROWS_AT_ONCE })
  for (const { id, subjectId, subjectVersion } of rows) {
    if (subjectId === null || subjectVersion === null) throw new Error('A row was brought and made nothing')
    const isWorkedOn = await wasWorkedOn(context.db, { subjectId, subjectVersion })
    if (!isWorkedOn)
      await enterReferralInError(plainContext, {
        referralId: subjectId,
        note: 'The import that brought it was taken back',
      })
    await inTransaction(plainContext, (tx) => saveRow(tx, id, { state: isWorkedOn ? 'worked-on' : 'taken-back' }))
  }
  return inTransaction(context, async (tx) => {
    const status = rows.length < ROWS_AT_ONCE ? ('taken-back' as const) : ('taking-back' as const)
    await changeImport(tx, importId, { status })
    await recordAudit(tx, context, {
      action: 'import.taken-back',
      subjectKind: 'import',
      subjectId: importId,
      detail: { rows: rows.length },
    })
    const summary = await summarise(context, { ...found, status }, tx)
    return { ...summary, left: summary.counts.imported ?? 0 }
  })
}
