import { normalisePostcode } from '../../platform/postcode.ts'
import { normaliseNhsNumber } from '../people/public.ts'

/*
 * The line, or the block of lines, that a clinical system copies about somebody, read into fields to be checked by eye. What
 * is not plain is not read: one thing that could be two, a number whose check digit is wrong or a year of two digits is said
 * to be in doubt, and a field that is not there is not made up.
 */

export const LINE_FIELDS = [
  'nhsNumber',
  'familyName',
  'givenName',
  'bornOn',
  'addressLine',
  'postcode',
  'phone',
  'email',
] as const
export type LineField = (typeof LINE_FIELDS)[number]
/** `readFrom` is the very text, so that the page can show it beside the field. */
export type FoundField = { field: LineField; value: string; readFrom: string }
export type DoubtfulField = { field: LineField; readFrom: string; why: string }
export type ReadLine = { found: FoundField[]; inDoubt: DoubtfulField[] }

/** The field of the page for what a line of a clinical system holds. */
export const FIELD_OF_LINE: Record<LineField, { field: string; label: string }> = {
  nhsNumber: { field: 'nhsNumber', label: 'NHS number' },
  familyName: { field: 'familyName', label: 'Surname' },
  givenName: { field: 'givenName', label: 'First name' },
  bornOn: { field: 'bornOn', label: 'Date of birth' },
  addressLine: { field: 'address', label: 'Address' },
  postcode: { field: 'postcode', label: 'Postcode' },
  phone: { field: 'phone', label: 'Phone number' },
  email: { field: 'email', label: 'Email address' },
}

type Piece = { field: LineField; value: string; from: number; until: number }
type Reading = { pieces: Piece[]; inDoubt: DoubtfulField[] }

export function parseDemographicsLine(text: string): ReadLine {
  const readers = [readNhsNumber, readBornOn, readEmail, readPostcode, readPhones, readNames]
  const { pieces, inDoubt } = readers.reduce<Reading>(
    (so, reader) => {
      const more = reader(text, so.pieces)
      return { pieces: [...so.pieces, ...more.pieces], inDoubt: [...so.inDoubt, ...more.inDoubt] }
    },
    { pieces: [], inDoubt: [] },
  )
  const all = [...pieces, ...readAddress(text, pieces)]
  return {
    found: LINE_FIELDS.flatMap((field) =>
      all
        .filter((piece) => piece.field === field)
        .map(({ value, from, until }) => ({ field, value, readFrom: text.slice(from, until).trim() })),
    ),
    inDoubt,
  }
}

const NOTHING: Reading = { pieces: [], inDoubt: [] }

/** What stands between a label and its value: a colon, a dot, a tab, spaces. */
const MARK = '[ \\t]*[:.=]?[ \\t]*'

const matches = (text: string, pattern: RegExp): { text: string; from: number; until: number }[] =>
  [...text.matchAll(pattern)].map((match) => ({
    text: match[0],
    from: match.index,
    until: match.index + match[0].length,
  }))

/** One value, wherever and however often it stands; two different ones are a doubt. */
function oneOf(field: LineField, read: readonly Piece[], text: string): Reading {
  const [first] = read
  if (first === undefined) return NOTHING
  if (read.every(({ value }) => value === first.value)) return { pieces: [first], inDoubt: [] }
  const readFrom = read.map(({ from, until }) => text.slice(from, until).trim()).join(' | ')
  return { pieces: [], inDoubt: [{ field, readFrom, why: 'There is more than one: choose' }] }
}

/** Ten digits in groups of three, three and four, that pass their check; no number begins with a nought. */
function readNhsNumber(text: string): Reading {
  const candidates = matches(text, /(?<![\d+(-]|\d[ -])[1-9]\d{2}[ -]?\d{3}[ -]?\d{4}(?![ -]?\d)/g)
  const good = candidates.flatMap(({ text: digits, from, until }): Piece[] => {
    const value = normaliseNhsNumber(digits)
    return value === undefined ? [] : [{ field: 'nhsNumber', value, from, until }]
  })
  if (good.length > 0) return oneOf('nhsNumber', good, text)
  const [labelled] = matches(text, new RegExp(`\\bNHS(?: (?:No|Number))?${MARK}[\\d -]{8,14}`, 'gi'))
  if (labelled === undefined) return NOTHING
  const why = 'This is no NHS number: a digit is wrong, missing or too many'
  return { pieces: [], inDoubt: [{ field: 'nhsNumber', readFrom: labelled.text.trim(), why }] }
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']
const MONTH = `(?:${MONTHS.join('|')})[a-z]*`
const DAY = new RegExp(
  `(?<![\\d/.-])(?:\\d{4}-\\d{2}-\\d{2}|\\d{1,2}(?:st|nd|rd|th)?[ -]${MONTH}[ ,-]{1,2}(?:\\d{4}|\\d{2})|\\d{1,2}([/.-])\\d{1,2}\\1(?:\\d{4}|\\d{2}))(?![\\d/-])`,
  'gi',
)
const BIRTH_LABEL = /(?:\bD\.?O\.?B\.?|\bdate of birth|\bborn(?: on)?)[ \t]*[:.=]?[ \t]*$/i

/** The day after its label; without a label the only day there is, because other days stand in such lines too. */
function readBornOn(text: string): Reading {
  const days = matches(text, DAY)
  const labelled = days.filter(({ from }) => BIRTH_LABEL.test(text.slice(Math.max(0, from - 25), from)))
  const chosen = labelled.length > 0 ? labelled : days
  const short = chosen.find((day) => toDay(day.text) === undefined)
  if (short !== undefined) {
    const why = 'This is no whole date: give the day, the month and the year in four digits'
    return { pieces: [], inDoubt: [{ field: 'bornOn', readFrom: short.text, why }] }
  }
  const read = chosen.map(
    ({ text: day, from, until }): Piece => ({ field: 'bornOn', value: toDay(day) ?? '', from, until }),
  )
  return oneOf('bornOn', read, text)
}

/** A British day: the day stands before the month. Undefined without a year in four digits, or when there is no such day. */
function toDay(text: string): string | undefined {
  const parts = text.toLowerCase().split(/[^a-z0-9]+/)
  const [first = '', second = '', third = ''] = /^\d{4}-/.test(text) ? parts.toReversed() : parts
  const month = /^\d+$/.test(second) ? Number(second) : MONTHS.indexOf(second.slice(0, 3)) + 1
  const [day, year] = [Number.parseInt(first, 10), Number(third)]
  if (third.length !== 4 || month < 1 || month > 12) return undefined
  const date = new Date(Date.UTC(year, month - 1, day))
  if (date.getUTCMonth() !== month - 1 || date.getUTCDate() !== day) return undefined
  return date.toISOString().slice(0, 10)
}

function readEmail(text: string): Reading {
  const read = matches(text, /[\w.+'-]+@[\w-]+(?:\.[\w-]+)+/g).map(
    ({ text: value, from, until }): Piece => ({ field: 'email', value, from, until }),
  )
  return oneOf('email', read, text)
}

function readPostcode(text: string): Reading {
  const read = matches(text, /(?<![A-Z0-9])[A-Z]{1,2}\d[A-Z\d]?[ ]{0,2}\d[A-Z]{2}(?![A-Z0-9])/gi).flatMap(
    ({ text: given, from, until }): Piece[] => {
      const value = normalisePostcode(given)
      return value === undefined ? [] : [{ field: 'postcode', value, from, until }]
    },
  )
  return oneOf('postcode', read, text)
}

/** Every number of the British kinds: a nought or +44, and ten or eleven digits in all. */
function readPhones(text: string, pieces: readonly Piece[]): Reading {
  const read = matches(text, /(?<!\d)(?:\+44[ ]?(?:\(0\))?|\(?0)\d[\d ()-]{6,13}\d(?!\d)/g).filter(
    (one) => !pieces.some((piece) => overlaps(piece, one)) && isPhone(one.text),
  )
  return {
    pieces: read.map(({ text: given, from, until }) => ({
      field: 'phone',
      value: given.replace(/[()-]/g, ' ').replace(/ +/g, ' ').trim(),
      from,
      until,
    })),
    inDoubt: [],
  }
}

function isPhone(text: string): boolean {
  const digits = text.replace('(0)', '').replace(/\D/g, '').length
  return text.startsWith('+') ? digits === 12 || digits === 11 : digits === 10 || digits === 11
}

const TITLES = '(?:Mrs|Mr|Ms|Miss|Mx|Dr|Rev|Sir|Lady|Prof)\\.?'
const NAME = "[A-Za-z][A-Za-z'’\\-]*(?: [A-Za-z][A-Za-z'’\\-]*){0,3}"
const CAPITALS = "[A-Z][A-Z'’\\-]+(?: [A-Z][A-Z'’\\-]+){0,2}"

/** How clinical systems write a name; in no other form is it said which part is the surname. */
const NAME_FORMS: readonly RegExp[] = [
  new RegExp(`(?<=^|[\\n\\t:|])[ ]*(?<family>${CAPITALS}),[ ]*(?<given>${NAME})`, 'dg'),
  new RegExp(`\\b[Nn]ame${MARK}(?<family>${NAME}),[ ]*(?<given>${NAME})`, 'dg'),
  new RegExp(`\\b${TITLES}[ ]+(?<given>[A-Z][a-z'’\\-]+(?: [A-Z][a-z'’\\-]+){0,2})[ ]+(?<family>${CAPITALS})\\b`, 'dg'),
]
const PART_LABELS: readonly { field: 'familyName' | 'givenName'; label: RegExp }[] = [
  { field: 'familyName', label: new RegExp(`\\b(?:surname|family name|last name)${MARK}(?<value>${NAME})`, 'dgi') },
  {
    field: 'givenName',
    label: new RegExp(`\\b(?:forenames?|first names?|given names?)${MARK}(?<value>${NAME})`, 'dgi'),
  },
]

function readNames(text: string): Reading {
  const labelled = PART_LABELS.map(({ field, label }) => oneOf(field, groupsOf(text, label, { value: field }), text))
  if (labelled.some(({ pieces, inDoubt }) => pieces.length + inDoubt.length > 0)) return join(labelled)
  for (const form of NAME_FORMS) {
    const read = groupsOf(text, form, { family: 'familyName', given: 'givenName' })
    const names = (['familyName', 'givenName'] as const).map((field) =>
      oneOf(
        field,
        read.filter((piece) => piece.field === field),
        text,
      ),
    )
    if (read.length > 0) return join(names)
  }
  return NOTHING
}

const join = (readings: readonly Reading[]): Reading => ({
  pieces: readings.flatMap(({ pieces }) => pieces),
  inDoubt: readings.flatMap(({ inDoubt }) => inDoubt),
})

function groupsOf(text: string, form: RegExp, fields: Record<string, 'familyName' | 'givenName'>): Piece[] {
  return [...text.matchAll(form)].flatMap((match) =>
    Object.entries(fields).flatMap(([group, field]): Piece[] => {
      const [from, until] = match.indices?.groups?.[group] ?? []
      if (from === undefined || until === undefined) return []
      const words = untilLabel(text.slice(from, until))
      return words === '' ? [] : [{ field, value: sayName(words), from, until: from + words.length }]
    }),
  )
}

const LABEL =
  /\b(?:NHS|D\.?O\.?B|date of birth|born|tel(?:ephone)?|phone|mob(?:ile)?|home (?:tel|phone)|work (?:tel|phone)|e-?mail|address|post ?code|surname|family name|last name|forenames?|first names?|given names?|name|title|sex|gender|male|female|age|usual GP|GP|practice|registered|hospital|Mrs|Mr|Ms|Miss|Mx|Dr)\b/i

/** A name ends where the next label begins. */
function untilLabel(words: string): string {
  const label = LABEL.exec(words)
  return (label === null ? words : words.slice(0, label.index)).trimEnd()
}

/** A name in capitals as it is usually written; one that is not stays as it stands. */
const sayName = (name: string): string =>
  name === name.toUpperCase()
    ? name.toLowerCase().replace(/(^|[ '’-])[a-z]/g, (letters) => letters.toUpperCase())
    : name

type Span = { from: number; until: number }
const overlaps = (one: Span, other: Span): boolean => one.from < other.until && other.from < one.until

/**
 * The lines before the postcode: after their label, or else from the part with the number of the house on. Where there is
 * neither, only the postcode is read: a name would be taken for a street.
 */
function readAddress(text: string, pieces: readonly Piece[]): Piece[] {
  const postcode = pieces.find(({ field }) => field === 'postcode')
  if (postcode === undefined) return []
  const before = withoutPieces(text, pieces).slice(0, postcode.from)
  const label = matches(before, new RegExp(`\\b(?:home )?address${MARK}`, 'gi')).at(-1)
  const start = label?.until ?? 0
  const parts = matches(before.slice(start), new RegExp(`${READ}+|[^,\\n\\t\\r|${READ}]+`, 'g'))
    .map(({ text: words, from }) => toSpan(words, from + start))
    .filter(({ from, until }) => until > from)
  const blocked = parts.findLastIndex(({ from, until }) => {
    const words = before.slice(from, until)
    return words.startsWith(READ) || LABEL.test(words)
  })
  const lines = parts.slice(blocked + 1)
  const first =
    label !== undefined && blocked < 0 ? 0 : lines.findIndex(({ from, until }) => /\d/.test(text.slice(from, until)))
  if (first < 0) return []
  return lines
    .slice(first)
    .map(({ from, until }) => ({ field: 'addressLine', value: text.slice(from, until), from, until }))
}

/** Stands in place of what was read already, sign for sign, so that the rest of its line is still read. */
const READ = '\uE000'
function withoutPieces(text: string, pieces: readonly Piece[]): string {
  const ages = matches(text, /\(\d{1,3} ?(?:y|yrs?|years?)?\.?\)/gi)
  return [...pieces, ...ages].reduce(
    (rest, { from, until }) => rest.slice(0, from) + READ.repeat(until - from) + rest.slice(until),
    text,
  )
}

const toSpan = (words: string, from: number): Span => {
  const lead = words.length - words.trimStart().length
  return { from: from + lead, until: from + lead + words.trim().length }
}
