import { createHash } from 'node:crypto'
import type { RowFault } from '../kinds.ts'
import type { ImportRow } from '../store.ts'

/** A row as its columns say it, and what was found wrong with it so far. */
export type Reading = {
  row: ImportRow
  cell: (field: string) => string
  faults: RowFault[]
  error: (field: string, message: string) => undefined
  warn: (field: string, message: string) => undefined
  note: (field: string, message: string) => undefined
}

export function readRow(row: ImportRow, mapping: Record<string, number>): Reading {
  const faults: RowFault[] = []
  const say = (level: RowFault['level']) => (field: string, message: string) => {
    if (!faults.some((fault) => fault.field === field && fault.level === level)) faults.push({ field, level, message })
    return undefined
  }
  return {
    row,
    cell: (field) => {
      const at = mapping[field]
      return at === undefined ? '' : (row.cells?.[at] ?? '')
    },
    faults,
    error: say('error'),
    warn: say('warning'),
    note: say('note'),
  }
}

export const hasError = ({ faults }: { faults: readonly RowFault[] }): boolean =>
  faults.some(({ level }) => level === 'error')

export const hashKey = (...parts: string[]): string => createHash('sha256').update(parts.join('|')).digest('hex')
