import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { addOrganisation } from '../../organisations/public.ts'
import { bringReferral } from '../../referrals/public.ts'
import type { RowState } from '../kinds.ts'
import { changeImport, type Import, type ImportRow, listOpenOrganisations, listRows, saveRow } from '../store.ts'
import { checkCaseload } from './check-caseload.ts'
import { checkOrganisations } from './check-organisations.ts'
import { findMyImport, type ImportSummary, summarise } from './find-my-import.ts'

/** As many rows as one request writes in good time; the caller asks again while some are left. */
const ROWS_AT_ONCE = 100
const WAITING: readonly RowState[] = ['ok', 'warning']

export type Progress = ImportSummary & { left: number }

/**
 * Writes the good rows through the use-cases that everybody uses, each in its own transaction, a hundred at a time. What
 * was cut off is gone on with: a row that is there already is not made twice.
 */
export async function runImport(context: Context, input: { importId: string }): Promise<Progress> {
  const { importId } = input
  const { onceOnly: _, ...plainContext } = context
  const found = await findMyImport(context, importId)
  if (found.status !== 'tried' && found.status !== 'running')
    throw new Refusal('step-not-open', found.status === 'uploaded' ? 'Do a dry run first' : 'The import is finished')
  const rows = await listRows(context.db, importId, { states: WAITING, limit: ROWS_AT_ONCE })
  if (found.kind === 'caseload') await bringCaseload(plainContext, found, rows)
  else await bringOrganisations(plainContext, found, rows)
  return inTransaction(context, async (tx) => {
    const isDone = rows.length < ROWS_AT_ONCE
    const changes = {
      status: isDone ? ('done' as const) : ('running' as const),
      finishedAt: isDone ? context.now() : null,
    }
    await changeImport(tx, importId, changes)
    await recordAudit(tx, context, {
      action: 'import.run',
      subjectKind: 'import',
      subjectId: importId,
      detail: { rows: rows.length },
    })
    const summary = await summarise(context, { ...found, ...changes }, tx)
    return { ...summary, left: (summary.counts.ok ?? 0) + (summary.counts.warning ?? 0) }
  })
}

async function bringCaseload(context: Context, found: Import, rows: readonly ImportRow[]): Promise<void> {
  // A row that was written and cut off before it was ticked off is taken up, not judged anew.
  for (const { ready, result } of await checkCaseload(context, found, rows)) {
    if (ready === undefined) await save(context, result.id, { state: result.state, faults: result.faults })
    else
      await write(context, result.id, 'familyName', async () => {
        const { referral, state, ownerId, nextOn, note } = ready
        const brought = { importId: found.id, referralId: result.id, referredOn: state.referredOn, note }
        return bringReferral(context, { referral, brought, state, ownerId, nextOn })
      })
  }
}

async function bringOrganisations(context: Context, found: Import, rows: readonly ImportRow[]): Promise<void> {
  for (const { ready, result } of await checkOrganisations(context, found, rows)) {
    if (ready === undefined) await save(context, result.id, { state: result.state, faults: result.faults })
    else
      await write(context, result.id, 'name', async () => {
        const codes = await listOpenOrganisations(context.db)
        const servesPracticeIds = codes.flatMap(({ id, odsCode }) =>
          odsCode !== null && ready.serves.includes(odsCode) ? [id] : [],
        )
        const made = await addOrganisation(context, { ...ready.organisation, servesPracticeIds })
        return { id: made.id, version: 1 }
      })
  }
}

/** A refusal is what the row is rejected with; a fault stops the run, and the row waits for the next. */
async function write(
  context: Context,
  rowId: string,
  field: string,
  useCase: () => Promise<{ id: string; version: number }>,
): Promise<void> {
  try {
    const made = await useCase()
    await save(context, rowId, { state: 'imported', subjectId: made.id, subjectVersion: made.version })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    await save(context, rowId, { state: 'error', faults: [{ field, level: 'error', message: error.message }] })
  }
}

const save = (context: Context, rowId: string, changes: Partial<ImportRow>): Promise<void> =>
  inTransaction(context, (tx) => saveRow(tx, rowId, changes))
