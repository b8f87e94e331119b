import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { COLUMNS } from '../columns.ts'
import { changeImport } from '../store.ts'
import { findMyImport, type ImportSummary, summarise } from './find-my-import.ts'

/** Says which column of the file holds what, when the headings did not say it by themselves. */
export async function mapColumns(
  context: Context,
  input: { importId: string; mapping: Record<string, number> },
): Promise<ImportSummary> {
  const { importId, mapping } = input
  return inTransaction(context, async (tx) => {
    const found = await findMyImport(context, importId, tx)
    if (found.status !== 'uploaded' && found.status !== 'tried')
      throw new Refusal('step-not-open', 'The import has begun: its columns are settled')
    for (const [field, at] of Object.entries(mapping)) {
      if (!COLUMNS[found.kind].some((column) => column.field === field))
        throw invalid(`#/mapping/${field}`, 'Choose a field of the template')
      if (at >= found.headings.length) throw invalid(`#/mapping/${field}`, 'Choose a column of the file')
    }
    await changeImport(tx, importId, { mapping, status: 'uploaded' })
    return summarise(context, { ...found, mapping, status: 'uploaded' }, tx)
  })
}
