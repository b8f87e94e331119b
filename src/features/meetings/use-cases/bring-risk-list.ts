import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid } from '../../../platform/problems.ts'
import { findTable } from '../../../platform/spreadsheets/find-header.ts'
import { readSpreadsheet } from '../../../platform/spreadsheets/read-spreadsheet.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { MOST_RISK_ROWS, RISK_COLUMNS, readRiskRows, type WrongRow } from '../risk-rows.ts'
import { replaceRiskList } from '../store/risk-lists.ts'

/**
 * A practice brings its own list of people at risk (NHS number and tier, M21), in place of the one before it. What can be read
 * is taken, what cannot is said by its row; with nothing to take, nothing is replaced.
 */
export async function bringRiskList(
  context: Context,
  { bytes }: { bytes: Buffer },
): Promise<{ taken: number; wrong: WrongRow[] }> {
  const { rows, mapping } = findTable(await readSpreadsheet(bytes), RISK_COLUMNS)
  const { nhsNumber, tier } = mapping
  if (nhsNumber === undefined) throw invalid('#/file', 'Give the column of NHS numbers the heading “NHS number”')
  if (rows.length > MOST_RISK_ROWS)
    throw invalid('#/file', `Send at most ${MOST_RISK_ROWS.toLocaleString('en-GB')} rows: those at the highest risk`)
  const read = readRiskRows(
    rows.map(({ number, cells }) => ({
      number,
      nhsNumber: cells[nhsNumber] ?? '',
      tier: (tier === undefined ? '' : (cells[tier] ?? '')).trim(),
    })),
  )
  if (read.lines.length === 0) throw invalid('#/file', 'No row holds an NHS number that can be right')
  return inTransaction(context, async (tx) => {
    const list = await replaceRiskList(tx, context, read)
    await recordAudit(tx, context, {
      action: 'risk-list.brought',
      subjectKind: 'risk-list',
      subjectId: list.id,
      detail: { taken: read.lines.length, wrong: read.wrong.length },
    })
    return { taken: read.lines.length, wrong: read.wrong }
  })
}
