import { z } from 'zod'
import { PageQuery, pageOf } from '../../platform/http/paging.ts'
import { headingOf } from './columns.ts'
import { FAULT_LEVELS, IMPORT_KINDS, IMPORT_STATUSES, type ImportKind, ROW_STATES, type RowState } from './kinds.ts'
import type { Import, ImportRow } from './store.ts'
import type { ImportSummary, Progress } from './use-cases/find-my-import.ts'
import type { Uploaded } from './use-cases/upload-file.ts'

export const ImportId = z.object({ importId: z.uuid() })
export const TemplateQuery = z.strictObject({ kind: z.enum(IMPORT_KINDS) })
export const Kind = z.enum(IMPORT_KINDS)

export const MappingBody = z
  .strictObject({
    mapping: z
      .record(z.string().max(60), z.int().min(0).max(500))
      .describe('For each field of the template the column of the file, counted from 0'),
  })
  .meta({ id: 'ImportMapping' })

const facts = {
  id: z.uuid(),
  kind: z.enum(IMPORT_KINDS),
  status: z.enum(IMPORT_STATUSES),
  createdAt: z.iso.datetime(),
  headerRow: z.int().describe('The row in which the headings stand'),
  headings: z.array(z.string()),
  mapping: z.record(z.string(), z.int()),
}
const counts = z
  .object(Object.fromEntries(ROW_STATES.map((state) => [state, z.int()])) as Record<RowState, z.ZodInt>)
  .describe('How many rows are in each state')

export const ImportBody = z.object({ ...facts, counts }).meta({ id: 'Import' })
export const UploadedBody = z
  .object({
    ...facts,
    counts,
    sample: z.array(z.array(z.string())).describe('The first rows, to see whether the columns fit'),
    wasThere: z.boolean().describe('The same file was sent before: nothing was changed'),
  })
  .meta({ id: 'UploadedImport' })
export const ProgressBody = z
  .object({ ...facts, counts, left: z.int().describe('Rows that wait: look again until it is 0') })
  .meta({ id: 'ImportProgress' })
export const ImportsBody = pageOf(z.object(facts)).meta({ id: 'Imports' })

export const RowsQuery = PageQuery.extend({ state: z.enum(ROW_STATES).optional() })
export const RowsBody = pageOf(
  z.object({
    number: z.int().describe('As the spreadsheet counts'),
    state: z.enum(ROW_STATES),
    subjectId: z.uuid().nullable().describe('What the row made'),
    faults: z.array(
      z.object({
        column: z.string(),
        level: z.enum(FAULT_LEVELS),
        message: z.string().describe('What to do; of a note, what would be'),
      }),
    ),
  }),
).meta({ id: 'ImportRows' })

export const toImportFacts = ({ id, kind, status, createdAt, headerRow, headings, mapping }: Import) => ({
  id,
  kind,
  status,
  createdAt: createdAt.toISOString(),
  headerRow,
  headings,
  mapping,
})

export const toImportBody = (found: ImportSummary): z.infer<typeof ImportBody> => ({
  ...toImportFacts(found),
  counts: toCounts(found),
})
export const toUploadedBody = (found: Uploaded): z.infer<typeof UploadedBody> => ({
  ...toImportBody(found),
  sample: found.sample,
  wasThere: found.wasThere,
})
export const toProgressBody = (found: Progress): z.infer<typeof ProgressBody> => ({
  ...toImportBody(found),
  left: found.left,
})

const toCounts = ({ counts: found }: ImportSummary): z.infer<typeof counts> =>
  Object.fromEntries(ROW_STATES.map((state) => [state, found[state] ?? 0])) as z.infer<typeof counts> // the keys are the states

export const toRowBody = (kind: ImportKind, { number, state, subjectId, faults }: ImportRow) => ({
  number,
  state,
  subjectId,
  faults: faults.map(({ field, level, message }) => ({ column: headingOf(kind, field), level, message })),
})
