import { z } from 'zod'
import { type Context, ROLES, type Role } from '../../../platform/context.ts'
import { plain, readYesNo } from '../../../platform/spreadsheets/cells.ts'
import {
  canBeHeldAt,
  canTakeCareOf,
  listMembersByEmail,
  listOpenInvitationsOf,
  ROLE_FACTS,
} from '../../accounts/public.ts'
import { type Import, type ImportRow, type KnownOrganisation, listOpenOrganisations } from '../store.ts'
import type { Checked } from './check-caseload.ts'
import { hasError, hashKey, type Reading, readRow } from './read-row.ts'

/** Somebody to invite. */
export type AccountRow = { organisationId: string; role: Role; email: string; name: string; asManager: boolean }

const ROLE_WORDS: Record<string, Role> = {
  ...Object.fromEntries(ROLES.map((role) => [plain(role), role])),
  gp: 'referrer',
  linkworker: 'advisor',
  lead: 'team-lead',
  group: 'provider',
}
const Email = z.email().max(254)

/** Every row by the rules of one invitation, then beside the others of the file and those who work here already. */
export async function checkAccounts(
  context: Context,
  found: Import,
  rows: readonly ImportRow[],
): Promise<Checked<AccountRow>[]> {
  const { db } = context
  const organisations = await listOpenOrganisations(db)
  const reads = rows.map((row) => {
    const reading = readRow(row, found.mapping)
    return { reading, ready: readAccount(context, reading, organisations) }
  })
  const emails = [...new Set(reads.flatMap(({ ready }) => (ready === undefined ? [] : [ready.email])))]
  const [members, asked] = [await listMembersByEmail(db, emails), await listOpenInvitationsOf(db, emails)]
  const known = new Set([...members, ...asked].map(wayInOf))
  const seen = new Map<string, number>()
  return reads.map(({ reading, ready }) => {
    const { row, faults } = reading
    const rowKey = ready === undefined ? null : hashKey('account', wayInOf(ready))
    if (ready !== undefined && known.has(wayInOf(ready)))
      return { result: { id: row.id, state: 'already-there', faults: [], rowKey }, ready: undefined }
    if (ready !== undefined) {
      const twice = seen.get(wayInOf(ready))
      if (twice !== undefined) reading.error('email', `Row ${twice} says the same: leave one of the two out`)
      else seen.set(wayInOf(ready), row.number)
    }
    const state = hasError(reading) ? 'error' : faults.length > 0 ? 'warning' : 'ok'
    return { result: { id: row.id, state, faults, rowKey }, ready: state === 'error' ? undefined : ready }
  })
}

/** What makes one membership: the same three are the same again. */
const wayInOf = ({ email, organisationId, role }: { email: string; organisationId: string; role: Role }): string =>
  `${email} ${organisationId} ${role}`

function readAccount(
  { actor }: Context,
  { cell, error }: Reading,
  organisations: readonly KnownOrganisation[],
): AccountRow | undefined {
  const name = cell('name').slice(0, 200)
  if (name === '') error('name', 'Enter the name that colleagues read')
  const email = cell('email')
    .replace(/^mailto:/i, '')
    .toLowerCase()
  if (!Email.safeParse(email).success) error('email', 'Enter an email address, like name@example.org')
  const role = ROLE_WORDS[plain(cell('role'))]
  if (role === undefined) error('role', `Choose one role: ${ROLES.join(', ')}. Somebody with two has two rows`)
  const organisation = findOrganisation({ cell, error }, organisations, role)
  const manager = cell('manager') === '' ? false : readYesNo(cell('manager'))
  if (manager === undefined) error('manager', 'Enter yes or no, or leave it empty')
  if (manager === true && actor.role !== 'administrator') error('manager', 'The administrator says who is a manager')
  if (role === undefined || organisation === undefined) return undefined
  if (!canBeHeldAt(role, organisation.kinds))
    error('role', `A ${role} works at an organisation of kind ${ROLE_FACTS[role].heldAt.join(' or ')}`)
  if (!canTakeCareOf(actor, { organisationId: organisation.id, role }))
    error('organisation', 'You invite people to your own organisation, and an administrator to the scheme')
  return { organisationId: organisation.id, role, email, name, asManager: manager === true }
}

/** By ODS code or by its whole name. Of two of one name, the one at which the role can be held. */
function findOrganisation(
  { cell, error }: Pick<Reading, 'cell' | 'error'>,
  organisations: readonly KnownOrganisation[],
  role: Role | undefined,
): KnownOrganisation | undefined {
  const word = plain(cell('organisation'))
  if (word === '') return error('organisation', 'Enter the organisation: its ODS code or its name')
  const named = organisations.filter(({ odsCode, name }) => plain(odsCode ?? '') === word || plain(name) === word)
  const fitting = named.filter(({ kinds }) => role === undefined || canBeHeldAt(role, kinds))
  const [only, another] = fitting.length > 0 ? fitting : named
  if (another !== undefined) return error('organisation', 'Two organisations have this name: enter the ODS code')
  return only ?? error('organisation', 'Choose an organisation of the scheme, by ODS code or by its whole name')
}
