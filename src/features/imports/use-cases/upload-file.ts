import { createHash } from 'node:crypto'
import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { findTable } from '../../../platform/spreadsheets/find-header.ts'
import { readSpreadsheet } from '../../../platform/spreadsheets/read-spreadsheet.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { COLUMNS } from '../columns.ts'
import type { ImportKind } from '../kinds.ts'
import { canBring, fileScopeOf } from '../policy.ts'
import { findSameFile, type Import, insertImport, listRows } from '../store.ts'
import { type ImportSummary, summarise } from './find-my-import.ts'

export type Uploaded = ImportSummary & { sample: string[][]; wasThere: boolean }
const SAMPLE_ROWS = 3

/** Takes a file in and reads its columns. Nothing but its rows is written; the same file again is the same import. */
export async function uploadFile(context: Context, input: { kind: ImportKind; bytes: Buffer }): Promise<Uploaded> {
  const { schemeId, actor, db, newId, now } = context
  const { kind, bytes } = input
  if (!canBring(actor, kind)) throw new Refusal('not-allowed')
  const { fileHash, known } = await findSent(context, kind, [fileScopeOf(actor, kind), bytes])
  if (known !== undefined) {
    const sample = await listRows(db, known.id, { limit: SAMPLE_ROWS })
    return { ...(await summarise(context, known)), sample: sample.map(({ cells }) => cells ?? []), wasThere: true }
  }
  const table = findTable(await readSpreadsheet(bytes), COLUMNS[kind])
  // The template explains itself in a row that begins with a hash.
  const rows = table.rows.filter(({ cells }) => !(cells[0] ?? '').startsWith('#'))
  if (rows.length === 0) throw invalid('#/file', 'There is no row below the headings')
  return inTransaction(context, async (tx) => {
    const importId = newId()
    const made = await insertImport(
      tx,
      {
        schemeId,
        id: importId,
        kind,
        status: 'uploaded',
        fileHash,
        headerRow: table.headerRow,
        headings: table.headings,
        mapping: table.mapping,
        createdAt: now(),
        createdById: actor.membershipId,
      },
      rows.map(({ number, cells }) => ({
        schemeId,
        id: newId(),
        importId,
        number,
        cells,
        state: 'read' as const,
        faults: [],
      })),
    )
    await recordAudit(tx, context, {
      action: 'import.uploaded',
      subjectKind: 'import',
      subjectId: importId,
      detail: { kind, rows: rows.length },
    })
    const sample = rows.slice(0, SAMPLE_ROWS).map(({ cells }) => cells)
    return { ...made, counts: { read: rows.length }, sample, wasThere: false }
  })
}

/** Hashed, and sent before or not. The directory changes under its file: one that was brought may be brought once more. */
async function findSent(
  context: Context,
  kind: ImportKind,
  [scope, content]: readonly [string, string | Buffer],
): Promise<{ fileHash: string; known: Import | undefined }> {
  const fileHash = createHash('sha256').update(scope).update(content).digest('hex')
  const known = await findSameFile(context.db, kind, fileHash)
  return kind === 'activities' && known?.status === 'done'
    ? findSent(context, kind, [known.id, fileHash])
    : { fileHash, known }
}
