import type { Context, Db, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { listMembersByEmail } from '../../accounts/public.ts'
import { nameKey, surnameKey } from '../../people/public.ts'
import { requireEligible } from '../../referrals/public.ts'
import { getScheme } from '../../schemes/public.ts'
import {
  findBrought,
  findKnownUnscoped,
  type Import,
  type ImportRow,
  listActivities,
  listAdvisors,
  listOpenOrganisations,
  type RowResult,
} from '../store.ts'
import { type CaseloadRow, type Lookups, readCaseloadRow } from './read-caseload-row.ts'
import { warnOfFull } from './read-places.ts'
import { hasError, hashKey, type Reading, readRow } from './read-row.ts'

export type Checked<Ready> = { result: RowResult; ready: Ready | undefined }

async function loadLookups(context: Context, db: Db | Tx, words: readonly string[]): Promise<Lookups> {
  const scheme = await getScheme(context)
  const [organisations, advisors, activities] = [
    await listOpenOrganisations(db),
    await listAdvisors(db, scheme.settings.advisorServiceId),
    await listActivities(db),
  ]
  const emails = [...new Set(words.filter((word) => word.includes('@')).map((word) => word.toLowerCase()))]
  const members = await listMembersByEmail(db, emails)
  const byEmail = new Map(
    emails.map((email) => [
      email,
      members.filter((member) => member.email === email).map(({ membershipId }) => membershipId),
    ]),
  )
  return { scheme, today: context.today(), organisations, advisors, activities, byEmail }
}

type Read = { reading: Reading; ready: CaseloadRow | undefined; rowKey: string | null }

/** Every row by the same rules, first by itself, then beside the others of the file, then beside whom the scheme knows. */
export async function checkCaseload(
  context: Context,
  found: Import,
  rows: readonly ImportRow[],
): Promise<Checked<CaseloadRow>[]> {
  const { db, sql, schemeId } = context
  const readings = rows.map((row) => readRow(row, found.mapping))
  const lookups = await loadLookups(
    context,
    db,
    readings.map(({ cell }) => cell('owner')),
  )
  const reads = readings.map((reading) => {
    const ready = readCaseloadRow(reading, lookups)
    if (ready !== undefined) requireAge(reading, ready, lookups)
    return { reading, ready, rowKey: keyOf(ready) }
  })
  compareRows(reads)
  const brought = await findBrought(
    db,
    found.id,
    reads.flatMap(({ rowKey }) => (rowKey === null ? [] : [rowKey])),
  )
  const isThere = ({ rowKey }: Read) => rowKey !== null && brought.has(rowKey)
  const asked = reads.filter((read) => !isThere(read)).flatMap(toAsked)
  const known = new Map((await findKnownUnscoped(sql, schemeId, asked)).map((answer) => [answer.id, answer]))
  const waiting = reads.flatMap(({ ready, ...read }) =>
    ready === undefined || isThere({ ready, ...read }) ? [] : [{ reading: read.reading, places: ready.places }],
  )
  warnOfFull(waiting, lookups.activities)
  return reads.map((read) => {
    const { reading, ready, rowKey } = read
    const { row, faults } = reading
    if (isThere(read)) return { result: { id: row.id, state: 'already-there', faults: [], rowKey }, ready: undefined }
    const match = known.get(row.id)
    if (match?.isDead) reading.error('familyName', 'This person has died: leave the row out')
    if (match?.isOther)
      reading.error('nhsNumber', 'Check the NHS number: it belongs to somebody with another name or date of birth')
    if (match?.isOpen) reading.error('referredOn', 'This person has an open referral already: leave the row out')
    if (match?.isNamesake)
      reading.warn('familyName', 'Somebody with this name and date of birth is known: check that they are not one')
    const state = hasError(reading) ? 'error' : faults.length > 0 ? 'warning' : 'ok'
    return { result: { id: row.id, state, faults, rowKey }, ready: state === 'error' ? undefined : ready }
  })
}

function keyOf(ready: CaseloadRow | undefined): string | null {
  const person = ready?.referral.person
  if (ready === undefined || person === undefined) return null
  const who = person.nhsNumber ?? `${nameKey(person.givenName, person.familyName)} ${person.bornOn}`
  return hashKey(who, ready.state.referredOn)
}

function requireAge(reading: Reading, { referral: { person } }: CaseloadRow, { scheme, today }: Lookups): void {
  if (person === undefined) return
  try {
    requireEligible(scheme, person, today, { isDraft: true })
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    reading.error('bornOn', error.message)
  }
}

/** A number copied from the line above, a row pasted twice, two people of one name: found before anything is written. */
function compareRows(reads: readonly Read[]): void {
  const byNumber = new Map<string, Read>()
  const byKey = new Map<string, Read>()
  const byName = new Map<string, Read>()
  for (const read of reads) {
    const { reading, ready, rowKey } = read
    const person = ready?.referral.person
    if (person === undefined || rowKey === null) continue
    const name = nameKey(person.givenName, person.familyName)
    const [twice, sameNumber, sameName] = [
      byKey.get(rowKey),
      person.nhsNumber === undefined ? undefined : byNumber.get(person.nhsNumber),
      byName.get(name),
    ]
    const other = sameNumber?.ready?.referral.person
    if (twice !== undefined && other?.familyName === person.familyName)
      reading.error('referredOn', `Row ${twice.reading.row.number} says the same: leave one of the two out`)
    else if (sameNumber !== undefined)
      reading.error('nhsNumber', `Row ${sameNumber.reading.row.number} has the same NHS number: check both`)
    else if (twice !== undefined)
      reading.error('referredOn', `Row ${twice.reading.row.number} says the same: leave one of the two out`)
    else if (sameName !== undefined) {
      reading.warn('familyName', `Row ${sameName.reading.row.number} has the same name: check that they are two people`)
      sameName.reading.warn('familyName', `Row ${reading.row.number} has the same name: check that they are two people`)
    }
    byKey.set(rowKey, read)
    if (person.nhsNumber !== undefined) byNumber.set(person.nhsNumber, read)
    byName.set(name, read)
  }
}

function toAsked({ reading, ready }: Read) {
  const person = ready?.referral.person
  if (person === undefined) return []
  return [
    {
      id: reading.row.id,
      nhsNumber: person.nhsNumber ?? null,
      surnameKey: surnameKey(person.familyName),
      nameKey: nameKey(person.givenName, person.familyName),
      bornOn: person.bornOn,
    },
  ]
}
