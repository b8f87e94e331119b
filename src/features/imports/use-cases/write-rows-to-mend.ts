import { recordTakingOut } from '../../../platform/audit/taking-out.ts'
import type { Context } from '../../../platform/context.ts'
import { MOST_ROWS } from '../../../platform/spreadsheets/read-spreadsheet.ts'
import { writeCsv } from '../../../platform/spreadsheets/write-csv.ts'
import { headingOf } from '../columns.ts'
import { listRows } from '../store.ts'
import { findMyImport } from './find-my-import.ts'

/** The rows with a fault as a file to mend: as they were, with what to do about each. Mended, it is uploaded like any other. */
export async function writeRowsToMend(context: Context, input: { importId: string }): Promise<string> {
  const found = await findMyImport(context, input.importId)
  const rows = await listRows(context.db, found.id, { states: ['error'], limit: MOST_ROWS * 2 })
  await context.db.transaction((tx) =>
    recordTakingOut(tx, context, {
      how: 'export',
      what: 'import',
      subjectId: found.id,
      reason: 'mending-an-import',
      personIds: [],
      rows: rows.length,
    }),
  )
  const width = found.headings.length
  return writeCsv([
    [...found.headings, 'Row in the file', 'What to do'],
    ...rows.map(({ cells, number, faults }) => [
      ...Array.from({ length: width }, (_, at) => cells?.[at] ?? ''),
      String(number),
      faults
        .filter(({ level }) => level === 'error')
        .map(({ field, message }) => `${headingOf(found.kind, field)}: ${message}`)
        .join('. '),
    ]),
  ])
}
