import type { Context } from '../../../platform/context.ts'
import { writeCsv } from '../../../platform/spreadsheets/write-csv.ts'
import { COLUMNS } from '../columns.ts'
import type { ImportKind } from '../kinds.ts'
import { requireBringer } from './find-my-import.ts'

/** An empty file with the headings, and a row that explains them; a row that begins with a hash is read over. */
export function writeTemplate({ actor }: Context, { kind }: { kind: ImportKind }): string {
  requireBringer(actor)
  const columns = COLUMNS[kind]
  const [first = '', ...rest] = columns.map(({ help, isNeeded }) => `${isNeeded ? 'Needed. ' : ''}${help}`.trim())
  return writeCsv([columns.map(({ heading }) => heading), [`# ${first}`, ...rest]])
}
