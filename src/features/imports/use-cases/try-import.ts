import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { MOST_ROWS } from '../../../platform/spreadsheets/read-spreadsheet.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { COLUMNS } from '../columns.ts'
import type { ImportKind } from '../kinds.ts'
import { changeImport, listRows, saveResults } from '../store.ts'
import { checkAccounts } from './check-accounts.ts'
import { checkActivities } from './check-activities.ts'
import { checkCaseload } from './check-caseload.ts'
import { checkOrganisations } from './check-organisations.ts'
import { findMyImport, type ImportSummary, summarise } from './find-my-import.ts'

/** How each kind is tried. */
const CHECKS: Record<
  ImportKind,
  typeof checkCaseload | typeof checkOrganisations | typeof checkAccounts | typeof checkActivities
> = {
  organisations: checkOrganisations,
  accounts: checkAccounts,
  activities: checkActivities,
  caseload: checkCaseload,
}

/** Tries every row by the rules of the real thing and writes none of it: what is wrong is said by row and column. */
export async function tryImport(context: Context, input: { importId: string }): Promise<ImportSummary> {
  const { importId } = input
  const found = await findMyImport(context, importId)
  if (found.status !== 'uploaded' && found.status !== 'tried')
    throw new Refusal('step-not-open', 'The import has begun: look at its rows')
  const missing = COLUMNS[found.kind].filter(({ field, isNeeded }) => isNeeded && found.mapping[field] === undefined)
  if (missing.length > 0)
    throw new Refusal(
      'not-possible',
      'Say which columns of the file hold what is missing',
      missing.flatMap(
        ({ field, heading }) => invalid(`#/mapping/${field}`, `Choose the column for: ${heading}`).errors,
      ),
    )
  const rows = await listRows(context.db, importId, { limit: MOST_ROWS * 2 })
  const checked = await CHECKS[found.kind](context, found, rows)
  return inTransaction(context, async (tx) => {
    await saveResults(
      tx,
      checked.map(({ result }) => result),
    )
    await changeImport(tx, importId, { status: 'tried' })
    await recordAudit(tx, context, { action: 'import.tried', subjectKind: 'import', subjectId: importId })
    return summarise(context, { ...found, status: 'tried' }, tx)
  })
}
