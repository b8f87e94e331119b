import { z } from 'zod'
import { IMPORT_KINDS } from './kinds.ts'

const kind = z.enum(IMPORT_KINDS, { error: 'Select what the list holds' })
export const UploadForm = z.object({ kind, file: z.string({ error: 'Choose a CSV or Excel file' }) })
export const KindForm = z.object({ kind })

const FIELD = /^column-(.+)$/

/** For each thing the column of the file that holds it; what is left open is in no column. */
export const mappingForm = z.record(z.string(), z.unknown()).transform((typed) =>
  Object.fromEntries(
    Object.entries(typed).flatMap(([name, value]): [string, number][] => {
      const field = FIELD.exec(name)?.[1]
      return field === undefined || typeof value !== 'string' || !/^\d{1,3}$/.test(value)
        ? []
        : [[field, Number(value)]]
    }),
  ),
)
