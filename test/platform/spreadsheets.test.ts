import { deflateRawSync } from 'node:zlib'
import t from 'tap'
import writeXlsxFile from 'write-excel-file/node'
import { readDay, readDigits, readPhone, readYesNo } from '../../src/platform/spreadsheets/cells.ts'
import { findTable } from '../../src/platform/spreadsheets/find-header.ts'
import { measureZip } from '../../src/platform/spreadsheets/measure-zip.ts'
import { MOST_ROWS, readSpreadsheet } from '../../src/platform/spreadsheets/read-spreadsheet.ts'
import { writeCsv } from '../../src/platform/spreadsheets/write-csv.ts'

const TODAY = '2026-03-02'
/** The problem with which a promise is refused. */
const refusalOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => 'not refused',
    (error: { problem?: unknown }) => error.problem,
  )
const cellsOf = async (bytes: Buffer) => (await readSpreadsheet(bytes)).map(({ cells }) => cells)

t.test('a CSV is read in every encoding that spreadsheet programs write', async (t) => {
  const text = 'Name;Born\r\nZoë O’Brien;31/03/1944\r\n'
  const expected = [
    ['Name', 'Born'],
    ['Zoë O’Brien', '31/03/1944'],
  ]
  t.same(await cellsOf(Buffer.from(text)), expected, 'UTF-8')
  t.same(await cellsOf(Buffer.from(`\uFEFF${text}`)), expected, 'UTF-8 with a byte order mark')
  t.same(await cellsOf(Buffer.from(`\uFEFF${text}`, 'utf16le')), expected, 'UTF-16, as Excel says Unicode text')
  const windows = Buffer.from(text.replace('ë', '\u00eb').replace('’', '\u0092'), 'latin1')
  t.same(await cellsOf(windows), expected, 'Windows-1252')
})

t.test('commas, semicolons and tabs; quotes, line breaks in cells, spaces that cannot be seen', async (t) => {
  t.same(await cellsOf(Buffer.from('a,"b, c"\n"two\nlines",\u00a0x\u00a0 ')), [
    ['a', 'b, c'],
    ['two\nlines', 'x'],
  ])
  t.same(await cellsOf(Buffer.from('a\tb\n1\t2')), [
    ['a', 'b'],
    ['1', '2'],
  ])
  t.same(
    (await readSpreadsheet(Buffer.from('a,b\n\n,\n1,2\n'))).map(({ number }) => number),
    [1, 4],
    'empty rows are left out, and the numbers stay those of the file',
  )
})

t.test('a workbook: real days, long numbers with all their digits, yes and no', async (t) => {
  const bytes = await writeXlsxFile([
    [{ value: 'Caseload 2026' }, null, null, null],
    [{ value: 'NHS no' }, { value: 'Born' }, { value: 'Alone' }, { value: 'Note' }],
    [
      { value: 9990000018, type: Number },
      { value: new Date('1944-03-31T00:00:00Z'), type: Date, format: 'dd/mm/yyyy' },
      { value: true, type: Boolean },
      { value: '=1+1', type: String },
    ],
  ]).toBuffer()
  const rows = await readSpreadsheet(bytes)
  t.same(rows[2]?.cells, ['9990000018', '1944-03-31', 'yes', '=1+1'])
  const columns = [
    { field: 'nhsNumber', heading: 'NHS number', aliases: ['NHS no'], isNeeded: true, help: '' },
    { field: 'bornOn', heading: 'Born', aliases: [], isNeeded: true, help: '' },
  ]
  const table = findTable(rows, columns)
  t.match(table, { headerRow: 2, mapping: { nhsNumber: 0, bornOn: 1 } }, 'the title above the header is no header')
  t.equal(table.rows.length, 1)
})

t.test('what is no spreadsheet, too much of one, or a bomb, is refused', async (t) => {
  t.equal(await refusalOf(readSpreadsheet(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0, 0, 1]))), 'invalid-request')
  t.equal(await refusalOf(readSpreadsheet(Buffer.alloc(0))), 'invalid-request')
  await t.rejects(readSpreadsheet(Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 1, 2])), { message: /Save the workbook/ })
  const many = `a,b\n${'1,2\n'.repeat(MOST_ROWS + 100)}`
  t.equal(await refusalOf(readSpreadsheet(Buffer.from(many))), 'too-large')
  const bomb = zipOf(Buffer.alloc(200 * 1024 * 1024))
  t.ok(bomb.length < 1024 * 1024, 'small as a file')
  t.ok((measureZip(bomb, 1_000_000) ?? 0) > 1_000_000, 'measured, whatever it says of itself')
  t.equal(await refusalOf(readSpreadsheet(bomb)), 'too-large')
  const cell =
    '<worksheet><sheetData><row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData></worksheet>'
  const far = zipOf(Buffer.from(cell), 'xl/worksheets/sheet1.xml')
  await t.rejects(readSpreadsheet(far), { message: /reaches too far/ }, 'one cell in the last corner')
  for (const letter of ['"', ','])
    t.equal(
      await refusalOf(readSpreadsheet(Buffer.alloc(2 * 1024 * 1024, letter))),
      'invalid-request',
      `nothing but ${letter}`,
    )
})

t.test('days as they are written in England, never the American way', async (t) => {
  for (const text of ['31/03/1944', '31-3-44', '31.3.1944', '31 Mar 1944', '31st March 1944', '1944-03-31', '16162'])
    t.equal(readDay(text, TODAY), '1944-03-31', text)
  t.equal(readDay('03/04/2025', TODAY), '2025-04-03', 'day before month')
  for (const text of ['03/31/1944', '31/02/1944', '32/1/1944', 'yesterday', ''])
    t.equal(readDay(text, TODAY), undefined)
  t.equal(readDay('01/02/26', TODAY), '2026-02-01')
  t.equal(readDay('01/04/26', TODAY), '1926-04-01', 'a year of two digits is the latest that is not in the future')
})

t.test('numbers that a spreadsheet took for numbers', async (t) => {
  t.equal(readDigits('999 000 0018'), '9990000018')
  t.equal(readDigits('9990000018.0'), '9990000018')
  t.equal(readDigits('9.990000018E+09'), '9990000018')
  t.equal(readDigits('9.99E+09'), '9.99E+09', 'what was rounded away is not made up')
  t.equal(readPhone('1709555012'), '01709555012')
  t.equal(readPhone('7700 900 123'), '07700900123')
  t.equal(readPhone('+44 7700 900123'), '+447700900123')
  t.same([readYesNo('Y'), readYesNo('no'), readYesNo('maybe')], [true, false, undefined])
})

t.test('what is written back is no formula', async (t) => {
  t.equal(
    writeCsv([['=cmd()', '+44 7700', '-1', '@x', 'a "b"']]),
    '\uFEFF"\'=cmd()","+44 7700","\'-1","\'@x","a ""b"""\r\n',
  )
})

/** A ZIP file of one file, that says of itself that it is empty. */
function zipOf(content: Buffer, name = 'a'): Buffer {
  const packed = deflateRawSync(content)
  const local = Buffer.alloc(30 + name.length)
  local.writeUInt32LE(0x04034b50, 0)
  local.writeUInt16LE(8, 8)
  local.writeUInt32LE(packed.length, 18)
  local.writeUInt16LE(name.length, 26)
  local.write(name, 30)
  const entry = Buffer.alloc(46 + name.length)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt16LE(8, 10)
  entry.writeUInt32LE(packed.length, 20)
  entry.writeUInt16LE(name.length, 28)
  entry.write(name, 46)
  const end = Buffer.alloc(22)
  end.writeUInt32LE(0x06054b50, 0)
  end.writeUInt16LE(1, 8)
  end.writeUInt16LE(1, 10)
  end.writeUInt32LE(entry.length, 12)
  end.writeUInt32LE(local.length + packed.length, 16)
  return Buffer.concat([local, packed, entry, end])
}
