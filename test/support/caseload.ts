import { makeTestNhsNumber } from '../../src/features/people/nhs-number.ts'

/** A caseload as somebody keeps it in a workbook: titles above, headings of their own, in an order of their own. */
export const CASELOAD_HEADINGS = [
  'Surname',
  'Forename',
  'DOB',
  'NHS No',
  'No number because',
  'Address',
  'Post code',
  'Tel',
  'Surgery',
  'Link worker',
  'Status',
  'Date referred',
  'Last seen',
  'Next contact',
  'Next step',
  'Needs',
  'Reason for referral',
  'Consent',
  'Consent date',
  'Consent form',
  'Groups',
  'Activity since',
  'UCLA',
  'Score date',
  'How asked',
  'ONS4 satisfaction',
  'ONS4 worthwhile',
  'ONS4 happiness',
  'ONS4 anxiety',
] as const
/** An activity that the workbook names: with one of this name its people have places, without it notes. */
export const CASELOAD_CLUB = 'Invented Lunch Club'
type Heading = (typeof CASELOAD_HEADINGS)[number]
type Cells = Record<Heading, string>

export type Caseload = {
  /** With two title rows above the headings, so that the first person stands in row 4. */
  rows: string[][]
  /** The same rows, mended. */
  mended: string[][]
  /** The column that is wrong, by the number of the row. */
  faults: Map<number, string>
}

const FIRST_ROW = 4
const FAULT_EVERY = 8

/** Each fault as somebody makes it: what the cells become, and the column in which it is reported. */
const FAULTS: readonly { column: string; spoil: (cells: Cells, above: Cells) => Partial<Cells> }[] = [
  { column: 'NHS number', spoil: ({ 'NHS No': number }) => ({ 'NHS No': withWrongCheckDigit(number) }) },
  { column: 'NHS number', spoil: (_, above) => ({ 'NHS No': above['NHS No'] }) },
  { column: 'NHS number', spoil: () => ({ 'NHS No': '' }) },
  { column: 'NHS number', spoil: () => ({ 'NHS No': '9.99E+09' }) },
  { column: 'First name', spoil: () => ({ Forename: '' }) },
  { column: 'Surname', spoil: () => ({ Surname: '\u00a0' }) },
  { column: 'Date of birth', spoil: () => ({ DOB: '03/31/1944' }) },
  { column: 'Date of birth', spoil: () => ({ DOB: '31/02/1944' }) },
  { column: 'Date of birth', spoil: () => ({ DOB: '01/01/2030' }) },
  { column: 'Date of birth', spoil: () => ({ DOB: '04/05/2019' }) },
  { column: 'Postcode', spoil: () => ({ 'Post code': 'S6O' }) },
  { column: 'Telephone', spoil: () => ({ Tel: 'ring the daughter' }) },
  { column: 'Practice', spoil: () => ({ Surgery: 'Somewhere Else Surgery' }) },
  { column: 'Advisor', spoil: () => ({ 'Link worker': 'Somebody Who Left' }) },
  { column: 'Stage', spoil: () => ({ Status: 'amber' }) },
  { column: 'Referred on', spoil: () => ({ 'Date referred': '12/12/2031' }) },
  { column: 'Last contact', spoil: () => ({ 'Last seen': '01/01/2020' }) },
  { column: 'Needs', spoil: () => ({ Needs: 'Everything' }) },
  { column: 'Consent', spoil: () => ({ Consent: 'No' }) },
  { column: 'Consent on', spoil: () => ({ 'Consent date': 'last spring' }) },
]

/** 350 people and 40 faults, the same each time. */
export function makeCaseload(
  around: { practices: readonly string[]; advisors: readonly string[] },
  { people = 350, seed = 0 } = {},
): Caseload {
  const numbers = nhsNumbers(seed)
  const good = Array.from({ length: people }, (_, index) => makePerson(index, numbers, around))
  const faults = new Map<number, string>()
  const spoiled = good.map((cells, index) => {
    if (index % FAULT_EVERY !== 5 || faults.size === FAULTS.length * 2) return cells
    const fault = FAULTS[faults.size % FAULTS.length]
    const above = good[index - 1]
    if (fault === undefined || above === undefined) return cells
    faults.set(index + FIRST_ROW, fault.column)
    return { ...cells, ...fault.spoil(cells, above) }
  })
  return { rows: toTable(spoiled), mended: toTable(good), faults }
}

const toTable = (people: readonly Cells[]): string[][] => [
  ['Social prescribing caseload'],
  ['Kept by the team. Do not print.'],
  [...CASELOAD_HEADINGS],
  ...people.map((cells) => CASELOAD_HEADINGS.map((heading) => cells[heading])),
]

/** Letters that stand for a number, so that no two people of a file have one name. */
const letters = (index: number): string =>
  [Math.floor(index / 676), Math.floor(index / 26) % 26, index % 26]
    .map((n) => 'abcdefghijklmnopqrstuvwxyz'[n])
    .join('')

const STAGES = ['active', 'To contact', 'to-assess', 'to plan', 'Review due', 'to-close', 'open']
const DAYS = ['5/2/1941', '05-02-41', '5 Feb 1941', '1941-02-05', '15012']

function makePerson(
  index: number,
  numbers: Iterator<string>,
  { practices, advisors }: { practices: readonly string[]; advisors: readonly string[] },
): Cells {
  const pick = <Value>(values: readonly Value[], at: number): Value => values[at % values.length] as Value // never empty
  const number: string = numbers.next().value
  return {
    Surname: `O’Test${letters(index)}`,
    Forename: pick(['Zoë', 'Arthur', 'Maud', 'Idris'], index),
    DOB: pick(DAYS, index),
    'NHS No': index % 3 === 0 ? `${number.slice(0, 3)} ${number.slice(3, 6)} ${number.slice(6)}` : number,
    'No number because': '',
    Address: `${index + 1} Example Street, Millbridge`,
    'Post code': 's60 1aa',
    Tel: '1632960123',
    Surgery: pick(practices, index),
    'Link worker': index % 10 === 9 ? '' : pick(advisors, index),
    Status: index % 10 === 9 ? '' : pick(STAGES, index),
    'Date referred': '14/10/2025',
    'Last seen': '20/1/26',
    'Next contact': index % 2 === 0 ? '10/12/2031' : '1/12/2025',
    'Next step': 'Ring about the lunch club',
    Needs: 'Loneliness or isolation; transport',
    'Reason for referral': 'Alone since spring,\nno bus',
    Consent: index % 7 === 0 ? '' : 'Y',
    'Consent date': '14.10.2025',
    'Consent form': 'Green folder',
    ...makePlaceAndScores(index),
  }
}

/** Some have a place in the club, some a total that somebody added up, some all four answers. */
function makePlaceAndScores(index: number) {
  const [isPlaced, isAnswered, isTotalled] = [index % 12 === 1, index % 12 === 2, index % 12 === 4]
  return {
    Groups: isPlaced ? CASELOAD_CLUB : '',
    'Activity since': isPlaced ? '3/2/26' : '',
    UCLA: isTotalled ? '7' : '',
    'Score date': isAnswered || isTotalled ? '21/10/2025' : '',
    'How asked': isAnswered ? 'phone' : '',
    'ONS4 satisfaction': isAnswered ? '4' : '',
    'ONS4 worthwhile': isAnswered ? '5' : '',
    'ONS4 happiness': isAnswered ? '0' : '',
    'ONS4 anxiety': isAnswered ? '10' : '',
  }
}

function* nhsNumbers(seed: number): Generator<string, string> {
  for (let n = 500_000 + seed; ; n += 1) {
    const number = makeTestNhsNumber(n)
    if (number !== undefined) yield number
  }
}

/** Nine digits have one check digit: any other is wrong. */
const withWrongCheckDigit = (number: string): string => {
  const digits = number.replaceAll(' ', '')
  return digits.slice(0, 9) + ((Number(digits.slice(9)) + 1) % 10)
}

export const toCsv = (rows: readonly (readonly string[])[], delimiter = ';'): Buffer =>
  Buffer.from(rows.map((cells) => cells.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(delimiter)).join('\r\n'))

/** What `writeCsv` wrote: every cell in quotation marks. */
export const readCsv = (text: string): string[][] =>
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n(?=")/)
    .filter((line) => line !== '')
    .map((line) =>
      line
        .trimEnd()
        .slice(1, -1)
        .split('","')
        .map((cell) => cell.replaceAll('""', '"')),
    )
