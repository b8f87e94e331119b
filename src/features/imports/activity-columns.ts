import { readPounds, toDecimal } from '../../platform/money.ts'
import { plain, readDigits, readPhone, tidy } from '../../platform/spreadsheets/cells.ts'
import type { Column } from '../../platform/spreadsheets/find-header.ts'
import { ACCESS_FEATURES, type Activity } from '../activities/public.ts'
import { LANGUAGES } from '../people/public.ts'

type Coded = { code: string; label: string }
/** The lists in whose words a file speaks. */
export type ActivityWords = { categories: readonly Coded[] }

/** What a cell says, or what to do about it. */
export type CellRead = { value: unknown } | { fault: string }

/** A column of the directory: how a listing says it, and how it is read. Without `read` it says which listing is meant. */
export type ActivityColumn = Column & {
  say: (listing: Activity, words: ActivityWords) => string
  read?: (text: string, words: ActivityWords) => CellRead
}

const FEATURES: readonly Coded[] = Object.entries(ACCESS_FEATURES).map(([code, label]) => ({ code, label }))
const PLACES: readonly Coded[] = [
  { code: 'venue', label: 'Venue' },
  { code: 'home', label: 'Home' },
  { code: 'online', label: 'Online' },
  { code: 'telephone', label: 'Telephone' },
  { code: 'venue', label: 'At a venue' },
  { code: 'home', label: 'At home' },
  { code: 'home', label: 'Home visit' },
  { code: 'telephone', label: 'By telephone' },
  { code: 'telephone', label: 'Phone' },
]
const ENTRIES: readonly Coded[] = [
  { code: 'referral-needed', label: 'Referral needed' },
  { code: 'open-door', label: 'Open door' },
  { code: 'referral-needed', label: 'Referral' },
  { code: 'open-door', label: 'Drop-in' },
]

const isOne = (word: string) => (coded: Coded) => [coded.code, coded.label].some((name) => plain(name) === word)

const labelFrom = (coded: readonly Coded[], code: string): string =>
  coded.find((candidate) => candidate.code === code)?.label ?? code

const readText = (text: string): CellRead => ({ value: text })

function readChoice(coded: readonly Coded[], fault: string) {
  return (text: string): CellRead => {
    const found = coded.find(isOne(plain(text)))
    return found === undefined ? { fault } : { value: found.code }
  }
}

function readSeveral(coded: readonly Coded[], fault: string) {
  return (text: string): CellRead => {
    const found = split(text, /[;,|\n]/).map((word) => coded.find(isOne(plain(word)))?.code)
    return found.includes(undefined) ? { fault } : { value: [...new Set(found)] }
  }
}

const split = (text: string, between: RegExp): string[] =>
  text
    .split(between)
    .map((part) => part.trim())
    .filter((part) => part !== '')

function readNumber(text: string): CellRead {
  const digits = readDigits(text)
  return /^\d{1,6}$/.test(digits) ? { value: Number(digits) } : { fault: 'Enter a whole number' }
}

/** In pounds: 2.50, £2, 2.5 as a spreadsheet leaves it, 50p, free. */
export function readCost(text: string): CellRead {
  if (['free', 'nothing', 'nocost', 'freeofcharge'].includes(plain(text))) return { value: 0 }
  const pence = /^(\d{1,4})\s?p$/i.exec(text)
  if (pence !== null) return { value: Number(pence[1]) }
  const value = readPounds(text)
  return value === undefined
    ? { fault: 'Enter pounds, like 2.50, or free; words go into the note about the cost' }
    : { value }
}

export const sayCost = (pence: number | null): string => (pence === null ? '' : pence === 0 ? 'free' : toDecimal(pence))

/** A number that keeps its spaces, and the nought that a spreadsheet took from its front. */
const readTelephone = (text: string): CellRead => ({ value: /^[0+]/.test(text) ? text : readPhone(text) })

type Given = Pick<ActivityColumn, 'say'> & Partial<Pick<ActivityColumn, 'read' | 'isNeeded'>> & { aliases?: string }

const column = (field: string, heading: string, help: string, given: Given): ActivityColumn => ({
  field,
  heading,
  help,
  isNeeded: false,
  ...given,
  aliases: given.aliases === undefined ? [] : given.aliases.split(', '),
})

/** A text that may be left out. */
const words = (field: keyof Activity & string, heading: string, help: string, aliases = ''): ActivityColumn =>
  column(field, heading, help, { say: (listing) => String(listing[field] ?? ''), read: readText, aliases })

const FOR_NEW = 'Needed for a new one'

/** The columns of the directory, in the order of its file. */
export const ACTIVITY_COLUMNS: readonly ActivityColumn[] = [
  column('name', 'Name', 'With its provider it says which one: what is there is changed, what is not is new', {
    say: ({ name }) => name,
    isNeeded: true,
    aliases: 'activity, activity name, title',
  }),
  column('provider', 'Provider', 'The group, as its organisation is called here', {
    say: ({ providerName }) => providerName,
    isNeeded: true,
    aliases: 'group, organisation, provider name, run by',
  }),
  column('category', 'Category', `${FOR_NEW}: from the list of the scheme`, {
    say: ({ category }, { categories }) => labelFrom(categories, category),
    read: (text, { categories }) =>
      readChoice(categories, 'Choose a category of the list of the scheme, by its words or its code')(text),
    aliases: 'kind, type',
  }),
  words('description', 'Description', `${FOR_NEW}: what people do there`, 'about, what'),
  words('whoFor', 'Who it is for', '', 'who for, for whom, audience'),
  words('whoNotFor', 'Who it is not for', '', 'who not for, not for'),
  column('minimumAge', 'Youngest age', 'In years', {
    say: ({ minimumAge }) => String(minimumAge ?? ''),
    read: readNumber,
    aliases: 'min age, minimum age, age from',
  }),
  column('maximumAge', 'Oldest age', 'In years', {
    say: ({ maximumAge }) => String(maximumAge ?? ''),
    read: readNumber,
    aliases: 'max age, maximum age, age to',
  }),
  words('when', 'When', `${FOR_NEW}: in words, like Tuesdays 10 to 12, term time`, 'times, day and time, schedule'),
  column('locationKind', 'Where', `${FOR_NEW}: venue, home, online or telephone`, {
    say: ({ locationKind }) => labelFrom(PLACES, locationKind),
    read: readChoice(PLACES, 'Choose venue, home, online or telephone'),
    aliases: 'location, location kind',
  }),
  words('address', 'Address', 'Without the postcode', 'venue, address line'),
  words('postcode', 'Postcode', 'Needed for a venue', 'post code'),
  words('gettingThere', 'Getting there', 'Buses, parking, lifts', 'how to get there, transport'),
  words('firstTime', 'The first time', 'Who brings or meets somebody', 'first visit'),
  column('capacity', 'Places', `${FOR_NEW}: how many in all`, {
    say: ({ capacity }) => String(capacity),
    read: readNumber,
    aliases: 'capacity, number of places',
  }),
  column('access', 'Access', `With ; between: ${FEATURES.map(({ label }) => label).join('; ')}`, {
    say: ({ access }) => access.map((code) => labelFrom(FEATURES, code)).join('; '),
    read: readSeveral(FEATURES, 'Use the words of the template for access, with ; between'),
    aliases: 'access features, accessibility',
  }),
  column('languages', 'Languages', 'Spoken there beside English, with ; between', {
    say: ({ languages }) => languages.map((code) => labelFrom(LANGUAGES, code)).join('; '),
    read: readSeveral(LANGUAGES, 'Use the English names of languages that the scheme knows, with ; between'),
    aliases: 'language',
  }),
  column('areas', 'Areas', 'First parts of postcodes that it serves, like S60; S61. Empty: all', {
    say: ({ areas }) => areas.join('; '),
    read: (text) => ({ value: split(text, /[;,|\s]/).map((area) => area.toUpperCase()) }),
    aliases: 'area, districts',
  }),
  column('entry', 'Entry', 'Referral needed, or open door', {
    say: ({ entry }) => labelFrom(ENTRIES, entry),
    read: readChoice(ENTRIES, 'Choose referral needed or open door'),
    aliases: 'how to join',
  }),
  column('costPence', 'Cost', 'In pounds, each time: 2.50, or free', {
    say: ({ costPence }) => sayCost(costPence),
    read: readCost,
    aliases: 'cost in pounds, price, fee',
  }),
  words('costNote', 'Note about the cost', '', 'cost note'),
  column('phone', 'Telephone', '', {
    say: ({ phone }) => phone ?? '',
    read: readTelephone,
    aliases: 'phone, tel, telephone number',
  }),
  words('email', 'Email', '', 'email address, e-mail'),
  words('website', 'Website', 'The whole address, beginning with https://', 'web, url, web site'),
]

/** What the directory says beside; a file that brings it back changes none of it. */
export const ALSO_SAID: readonly { heading: string; say: (listing: Activity) => string }[] = [
  { heading: 'Open or closed', say: ({ status }) => (status === 'open' ? 'Open' : 'Closed for now') },
  { heading: 'Places taken', say: ({ taken }) => String(taken) },
  { heading: 'Last confirmed', say: ({ confirmedOn }) => confirmedOn ?? '' },
]

/** Takes away what is there, in a cell; an empty one leaves it. */
const NOTHING = ['none', 'nothing']
const LISTS = ['access', 'languages', 'areas']
/** What a listing must say, so that it cannot be taken away. */
const MUST_BE = ['category', 'description', 'when', 'locationKind', 'capacity', 'entry']

/**
 * What a cell would change in a listing; undefined when it is empty or says what is there. A file that was downloaded comes
 * back with the same texts, so a text that is as we would write it changes nothing, whatever it reads as.
 */
export function readActivityCell(
  { field, say, read }: ActivityColumn,
  cell: string,
  { listing, words }: { listing: Activity | undefined; words: ActivityWords },
): CellRead | undefined {
  if (cell === '' || read === undefined) return undefined
  // The apostrophe that keeps a cell from being run as a formula is not part of its words.
  const text = cell.replace(/^'(?=[=+\-@])/, '')
  if (listing !== undefined && [cell, text].includes(tidy(say(listing, words)))) return undefined
  const isCost = field === 'costPence'
  if (NOTHING.includes(plain(text)) && !MUST_BE.includes(field) && !(isCost && plain(text) === 'nothing'))
    return listing === undefined ? undefined : { value: LISTS.includes(field) ? [] : null }
  return read(text, words)
}
