import type { SheetRow } from './read-spreadsheet.ts'

/** A field that a kind of file has, with the headings under which spreadsheets keep it. */
export type Column = { field: string; heading: string; aliases: readonly string[]; isNeeded: boolean; help: string }

/** Which column of the file holds each field, by its place from 0. */
export type Mapping = Record<string, number>

export type Table = { headerRow: number; headings: string[]; rows: SheetRow[]; mapping: Mapping }

const LOOKED_AT = 20

/** The header is the row, among the first twenty, in which most headings are known; what stands above it are titles. */
export function findTable(sheet: readonly SheetRow[], columns: readonly Column[]): Table {
  const candidates = sheet.slice(0, LOOKED_AT).map((row, index) => {
    const mapping = suggestMapping(row.cells, columns)
    return { index, row, mapping, known: Object.keys(mapping).length }
  })
  const best = candidates.reduce((most, candidate) => (candidate.known > most.known ? candidate : most))
  return {
    headerRow: best.row.number,
    headings: best.row.cells,
    rows: sheet.slice(best.index + 1),
    mapping: best.mapping,
  }
}

function suggestMapping(headings: readonly string[], columns: readonly Column[]): Mapping {
  const keys = headings.map(toKey)
  const mapping: Mapping = {}
  const taken = new Set<number>()
  for (const { field, heading, aliases } of columns) {
    const names = [heading, field, ...aliases].map(toKey)
    const at = keys.findIndex((key, index) => !taken.has(index) && names.includes(key))
    if (at < 0) continue
    mapping[field] = at
    taken.add(at)
  }
  return mapping
}

const toKey = (heading: string): string => heading.toLowerCase().replace(/[^a-z0-9]/g, '')
