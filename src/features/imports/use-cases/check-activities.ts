import type { z } from 'zod'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { plain } from '../../../platform/spreadsheets/cells.ts'
import { type Activity, ActivityPatch, NewActivityBody, refuseContradiction } from '../../activities/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { ACTIVITY_COLUMNS, type ActivityWords, readActivityCell } from '../activity-columns.ts'
import { type Import, type ImportRow, type KnownOrganisation, listListings, listOpenOrganisations } from '../store.ts'
import type { Checked } from './check-caseload.ts'
import { hasError, hashKey, type Reading, readRow } from './read-row.ts'

/** A listing to add, or what a row changes in one and how that was before. */
export type ActivityRow =
  | { is: 'new'; body: NewActivityBody }
  | { is: 'changed'; activityId: string; version: number; patch: ActivityPatch; before: Record<string, unknown> }

type Known = { providers: readonly KnownOrganisation[]; listings: Map<string, Activity[]>; words: ActivityWords }

/** Every row beside the directory: its provider and its name say which listing it is. */
export async function checkActivities(
  context: Context,
  found: Import,
  rows: readonly ImportRow[],
): Promise<Checked<ActivityRow>[]> {
  const known = await loadKnown(context)
  const seen = new Map<string, { number: number; changesNothing: boolean }>()
  const checked: Checked<ActivityRow>[] = []
  for (const row of rows) {
    const reading = readRow(row, found.mapping)
    const names = keyOf(reading.cell('provider'), reading.cell('name'))
    // First of all: what was downloaded comes back, also of a group that closed or whose name two have.
    const changesNothing = (known.listings.get(names) ?? []).some(
      (listing) => readCells(reading, listing, known.words).length === 0,
    )
    const provider = changesNothing ? undefined : findProvider(reading, known.providers)
    const key = provider === undefined ? names : keyOf(provider.name, reading.cell('name'))
    const ready = provider === undefined ? undefined : await readActivity(context, reading, provider, known)
    const first = seen.get(key)
    if (first === undefined) seen.set(key, { number: row.number, changesNothing })
    else if (!(first.changesNothing && changesNothing))
      reading.error('name', `Row ${first.number} is about the same activity: leave one of the two out`)
    checked.push(toChecked(reading, changesNothing ? 'the-same' : ready, hashKey('activity', key)))
  }
  return checked
}

async function loadKnown(context: Context): Promise<Known> {
  const { lists } = await getScheme(context)
  const organisations = await listOpenOrganisations(context.db)
  const listings = new Map<string, Activity[]>()
  for (const listing of await listListings(context.db)) {
    const key = keyOf(listing.providerName, listing.name)
    listings.set(key, [...(listings.get(key) ?? []), listing])
  }
  return {
    providers: organisations.filter(({ kinds }) => kinds.includes('provider')),
    listings,
    words: { categories: lists['activity-category'] },
  }
}

const keyOf = (provider: string, name: string): string => `${plain(provider)} ${plain(name)}`

/** What the cells of a row would say anew of a listing, or of none. */
const readCells = (reading: Reading, listing: Activity | undefined, words: ActivityWords) =>
  ACTIVITY_COLUMNS.flatMap((column) => {
    const read = readActivityCell(column, reading.cell(column.field), { listing, words })
    return read === undefined ? [] : [{ field: column.field, read }]
  })

function findProvider({ cell, error }: Reading, providers: readonly KnownOrganisation[]) {
  const word = plain(cell('provider'))
  if (word === '') return error('provider', 'Enter the group that runs it, as its organisation is called here')
  const [only, another] = providers.filter(({ odsCode, name }) => plain(name) === word || plain(odsCode ?? '') === word)
  if (another !== undefined) return error('provider', 'Two groups have this name: name one of them anew first')
  return only ?? error('provider', 'Choose a group of the scheme by its whole name; bring it as an organisation first')
}

function toChecked(reading: Reading, ready: ActivityRow | 'the-same' | undefined, rowKey: string) {
  const { id } = reading.row
  if (hasError(reading) || ready === undefined) {
    // What a row would do is not said of one that does nothing.
    const faults = reading.faults.filter(({ level }) => level === 'error')
    return { result: { id, state: 'error' as const, faults, rowKey }, ready: undefined }
  }
  return ready === 'the-same'
    ? { result: { id, state: 'already-there' as const, faults: [], rowKey }, ready: undefined }
    : { result: { id, state: 'ok' as const, faults: reading.faults, rowKey }, ready }
}

async function readActivity(
  context: Context,
  reading: Reading,
  provider: KnownOrganisation,
  { listings, words }: Known,
): Promise<ActivityRow | 'the-same' | undefined> {
  const name = reading.cell('name')
  if (plain(name) === '') return reading.error('name', 'Enter the name of the activity')
  const ofGroup = (listings.get(keyOf(provider.name, name)) ?? []).filter(
    ({ providerId }) => providerId === provider.id,
  )
  const [listing, another] = ofGroup
  if (another !== undefined)
    return reading.error('name', 'Two activities of this group have this name: name one of them anew first')
  const said: Record<string, unknown> = {}
  for (const { field, read } of readCells(reading, listing, words))
    if ('fault' in read) reading.error(field, read.fault)
    else said[field] = read.value
  return listing === undefined
    ? readNew(context, reading, { ...said, providerId: provider.id, name })
    : readChange(context, reading, { listing, said, words })
}

/** What a listing that is there says already. */
const NEEDED_FOR_NEW: Record<string, string> = {
  category: 'Choose a category of the list of the scheme',
  description: 'Say what people do there',
  when: 'Say when it is',
  locationKind: 'Choose venue, home, online or telephone',
  capacity: 'Enter how many places there are',
}

async function readNew(
  context: Context,
  reading: Reading,
  said: Record<string, unknown>,
): Promise<ActivityRow | undefined> {
  for (const [field, message] of Object.entries(NEEDED_FOR_NEW))
    if (said[field] === undefined) reading.error(field, message)
  const body = parse(reading, NewActivityBody, said)
  if (body === undefined) return undefined
  await sayContradiction(reading, refuseContradiction(context, { status: 'open', ...body }))
  reading.note('name', `New: ${short(body.name)}`)
  return { is: 'new', body }
}

type Change = { listing: Activity; said: Record<string, unknown>; words: ActivityWords }

async function readChange(
  context: Context,
  reading: Reading,
  { listing, said, words }: Change,
): Promise<ActivityRow | 'the-same' | undefined> {
  const parsed = parse(reading, ActivityPatch, said)
  if (parsed === undefined) return undefined
  const now = new Map<string, unknown>(Object.entries(listing))
  const changed = Object.entries(parsed).filter(([field, value]) => !isSame(now.get(field), value))
  if (changed.length === 0) return 'the-same'
  const patch: ActivityPatch = Object.fromEntries(changed)
  const after: Activity = { ...listing, ...Object.fromEntries(changed) }
  await sayContradiction(reading, refuseContradiction(context, after, listing))
  if (after.capacity < listing.taken)
    reading.error('capacity', `Enter ${listing.taken} at least: so many places are taken`)
  reading.note('name', `Changes: ${short(listing.name)}`)
  for (const { field, say } of ACTIVITY_COLUMNS)
    if (field in patch) reading.note(field, `${short(say(listing, words))} becomes ${short(say(after, words))}`)
  const before = Object.fromEntries(changed.map(([field]) => [field, now.get(field) ?? null]))
  return { is: 'changed', activityId: listing.id, version: listing.version, patch, before }
}

/** In a list, the order says nothing. */
const isSame = (now: unknown, value: unknown): boolean =>
  Array.isArray(now) && Array.isArray(value)
    ? [...now].sort().join() === [...value].sort().join()
    : (now ?? null) === (value ?? null)

const SHOWN = 60
const short = (text: string): string =>
  text === '' ? 'nothing' : text.length > SHOWN ? `${text.slice(0, SHOWN - 1).trimEnd()}…` : text

/** By the schema of the door that everybody uses: what it finds wrong is said of the column. */
function parse<Schema extends z.ZodType>(
  reading: Reading,
  schema: Schema,
  said: unknown,
): z.output<Schema> | undefined {
  const parsed = schema.safeParse(said)
  for (const issue of parsed.error?.issues ?? []) reading.error(String(issue.path[0] ?? 'name'), toWords(issue))
  return hasError(reading) ? undefined : parsed.data
}

function toWords(issue: z.core.$ZodIssue): string {
  if (issue.code !== 'too_big') return issue.message
  return issue.origin === 'string' ? `Use ${issue.maximum} characters at most` : `Enter ${issue.maximum} at most`
}

async function sayContradiction(reading: Reading, refused: Promise<void>): Promise<void> {
  try {
    await refused
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    for (const { pointer, detail } of error.errors) reading.error(pointer.replace('#/', ''), detail)
  }
}
