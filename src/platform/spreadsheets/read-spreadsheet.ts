import { invalid, Refusal } from '../problems.ts'
import { tidy } from './cells.ts'
import { decodeText } from './decode-text.ts'
import { isZip, measureZip } from './measure-zip.ts'

export const MOST_BYTES = 10 * 1024 * 1024
export const MOST_ROWS = 5_000
const MOST_COLUMNS = 200
/** What a workbook may unpack to: real ones are ten times their file, a bomb is thousands. */
const MOST_UNPACKED = 100 * 1024 * 1024

/** Every cell as text, tidied; days as year-month-day. A row keeps the number that the spreadsheet shows beside it. */
export type SheetRow = { number: number; cells: string[] }

/**
 * Reads the first sheet of a CSV or XLSX file. What it is says its content, never its name. Values of formulas are read,
 * formulas are not; a cell that begins like one is text.
 */
export async function readSpreadsheet(bytes: Buffer): Promise<SheetRow[]> {
  if (bytes.length > MOST_BYTES) throw new Refusal('too-large', 'Send a file of 10 MB at most')
  if (bytes.length === 0) throw unreadable('The file is empty')
  if (bytes.subarray(0, 4).equals(OLD_EXCEL)) throw unreadable('Save the workbook as .xlsx or .csv, and send that')
  const table = isZip(bytes) ? await readWorkbook(bytes) : await readCsv(bytes)
  const rows = table
    .map((cells, index) => ({ number: index + 1, cells: cells.map(tidy) }))
    .filter(({ cells }) => cells.some((cell) => cell !== ''))
  if (rows.length === 0) throw unreadable('The first sheet of the file is empty')
  if (rows.length > MOST_ROWS + HEADER_ROWS)
    throw new Refusal('too-large', `Send ${MOST_ROWS} rows at most in one file`)
  if (rows.some(({ cells }) => cells.length > MOST_COLUMNS)) throw unreadable(`Use ${MOST_COLUMNS} columns at most`)
  return rows
}

/** Title rows and the header do not count towards the limit. */
const HEADER_ROWS = 20
const OLD_EXCEL = Buffer.from([0xd0, 0xcf, 0x11, 0xe0])

const unreadable = (detail: string): Refusal => invalid('#/file', detail)

async function readWorkbook(bytes: Buffer): Promise<string[][]> {
  const unpacked = measureZip(bytes, MOST_UNPACKED, (name, content) => {
    if (SHEET.test(name)) requireSmallGrid(content)
  })
  if (unpacked === undefined) throw unreadable('The workbook cannot be read: save it again as .xlsx or .csv')
  if (unpacked > MOST_UNPACKED) throw new Refusal('too-large', 'The workbook unpacks to too much: send it as .csv')
  const { default: readXlsxFile } = await import('read-excel-file/node')
  try {
    const [sheet] = await readXlsxFile<string>(bytes, { parseNumber: (digits) => digits, trim: false })
    return (sheet?.data ?? []).map((row) => row.map(toText))
  } catch {
    // What the reader says may quote a cell.
    throw unreadable('The workbook cannot be read: save it again as .xlsx or .csv, without a password')
  }
}

const SHEET = /^xl\/worksheets\/[^/]+\.xml$/
/** Far more than the rows and columns we take: formatting often reaches a little beyond the table. */
const MOST_CELLS = 2_000_000

/** The reader makes a cell for each place up to the furthest one: a single cell in the last corner would take all memory. */
function requireSmallGrid(sheet: Buffer): void {
  let [rows, columns] = [1, 1]
  for (const [, letters = '', row = '1'] of sheet.toString('latin1').matchAll(/[\s]r="([A-Za-z]{0,3})(\d{1,9})"/g)) {
    rows = Math.max(rows, Number(row))
    columns = Math.max(columns, toColumnNumber(letters))
  }
  if (rows * columns > MOST_CELLS)
    throw unreadable('The sheet reaches too far: delete the empty rows and columns below and beside your table')
}

const toColumnNumber = (letters: string): number =>
  [...letters.toUpperCase()].reduce((number, letter) => number * 26 + letter.charCodeAt(0) - 64, 0)

/** Numbers stay as they are written in the file, so that no digit of a long one is lost. */
function toText(value: unknown): string {
  if (value === null || value === undefined) return ''
  if (value instanceof Date) return value.toISOString().slice(0, 10)
  if (typeof value === 'boolean') return value ? 'yes' : 'no'
  return String(value)
}

const DELIMITERS = [',', ';', '\t'] as const
const SAMPLE_CHARACTERS = 20_000
const MOST_RECORD = 200_000

async function readCsv(bytes: Buffer): Promise<string[][]> {
  const text = decodeText(bytes)
  if (text === undefined) throw unreadable('Send a .csv or .xlsx file: this is neither')
  const { parse } = await import('csv-parse/sync')
  const sample = text.slice(0, SAMPLE_CHARACTERS)
  const widths = DELIMITERS.map((delimiter) => ({ delimiter, cells: countCells(parseCsv(parse, sample, delimiter)) }))
  const [best] = widths.sort((a, b) => b.cells - a.cells)
  return parseCsv(parse, text, best?.delimiter ?? ',')
}

const countCells = (rows: string[][]): number => rows.reduce((sum, cells) => sum + cells.filter(Boolean).length, 0)

type Parse = typeof import('csv-parse/sync').parse

function parseCsv(parse: Parse, text: string, delimiter: string): string[][] {
  try {
    return parse(text, {
      delimiter,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: MOST_RECORD,
    })
  } catch {
    return parseUnquoted(parse, text, delimiter)
  }
}

/** A quote that is never closed makes one endless record: then quotes are letters. */
function parseUnquoted(parse: Parse, text: string, delimiter: string): string[][] {
  try {
    return parse(text, {
      delimiter,
      quote: false,
      relax_column_count: true,
      skip_empty_lines: false,
      max_record_size: MOST_RECORD,
    })
  } catch {
    throw unreadable('A line of the file is too long: send one row a line')
  }
}
