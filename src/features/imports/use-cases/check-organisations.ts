import type { Context } from '../../../platform/context.ts'
import { plain } from '../../../platform/spreadsheets/cells.ts'
import { NewOrganisationBody } from '../../organisations/public.ts'
import { type Import, type ImportRow, listOpenOrganisations } from '../store.ts'
import type { Checked } from './check-caseload.ts'
import { hasError, hashKey, type Reading, readRow } from './read-row.ts'

/** The practices that a team serves are named by code: they may stand in the same file. */
export type OrganisationRow = { organisation: NewOrganisationBody; serves: string[] }

const KIND_WORDS: Record<string, string> = {
  practice: 'practice',
  gppractice: 'practice',
  surgery: 'practice',
  casemanagementteam: 'case-management-team',
  team: 'case-management-team',
  provider: 'provider',
  group: 'provider',
  vcsgroup: 'provider',
  commissioner: 'commissioner',
}

export async function checkOrganisations(
  context: Context,
  found: Import,
  rows: readonly ImportRow[],
): Promise<Checked<OrganisationRow>[]> {
  const known = await listOpenOrganisations(context.db)
  const codes = new Set(known.flatMap(({ odsCode }) => (odsCode === null ? [] : [odsCode])))
  const names = new Set(known.map(({ name }) => plain(name)))
  const inFile = new Set(rows.map((row) => readRow(row, found.mapping).cell('odsCode').toUpperCase()))
  const seen = new Map<string, number>()
  return rows.map((row) => {
    const reading = readRow(row, found.mapping)
    const ready = readOrganisation(reading, codes, inFile)
    const word = ready === undefined ? '' : (ready.organisation.odsCode ?? plain(ready.organisation.name))
    const rowKey = ready === undefined ? null : hashKey('organisation', word)
    const isThere =
      ready !== undefined &&
      (ready.organisation.odsCode === undefined
        ? names.has(plain(ready.organisation.name))
        : codes.has(ready.organisation.odsCode))
    if (isThere) return { result: { id: row.id, state: 'already-there', faults: [], rowKey }, ready: undefined }
    const twice = seen.get(word)
    if (ready !== undefined && twice !== undefined)
      reading.error('name', `Row ${twice} says the same: leave one of the two out`)
    seen.set(word, row.number)
    const state = hasError(reading) ? 'error' : reading.faults.length > 0 ? 'warning' : 'ok'
    return {
      result: { id: row.id, state, faults: reading.faults, rowKey },
      ready: state === 'error' ? undefined : ready,
    }
  })
}

function readOrganisation(
  { cell, error, warn }: Reading,
  codes: ReadonlySet<string>,
  inFile: ReadonlySet<string>,
): OrganisationRow | undefined {
  const given = (field: string) => (cell(field) === '' ? undefined : cell(field))
  const kinds = cell('kinds')
    .split(/[;,|/]/)
    .map((word) => KIND_WORDS[plain(word)])
  if (kinds.includes(undefined)) error('kinds', 'Choose practice, case-management-team, provider or commissioner')
  if (kinds.includes('practice') && cell('odsCode') === '')
    warn('odsCode', 'Enter the ODS code of the practice when you have it')
  const serves = cell('serves')
    .split(/[;,|]/)
    .map((code) => code.trim().toUpperCase())
    .filter((code) => code !== '')
  if (serves.some((code) => !codes.has(code) && !inFile.has(code)))
    error('serves', 'Enter ODS codes of practices of the scheme or of this file, with ; between')
  if (serves.length > 0 && !kinds.includes('case-management-team')) error('serves', 'Only a team serves practices')
  const parsed = NewOrganisationBody.safeParse({
    name: cell('name'),
    kinds: kinds.filter((kind) => kind !== undefined),
    odsCode: given('odsCode'),
    postcode: given('postcode'),
    phone: given('phone'),
    email: given('email'),
  })
  for (const issue of parsed.error?.issues ?? []) error(String(issue.path[0] ?? 'name'), issue.message)
  return parsed.success ? { organisation: parsed.data, serves } : undefined
}
