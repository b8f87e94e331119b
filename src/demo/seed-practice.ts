import postgres, { type ISql } from 'postgres'
import { readCommonPasswords } from '../features/accounts/common-passwords.ts'
import { hashPassword } from '../features/accounts/password-hashes.ts'
import { findPasswordFault } from '../features/accounts/password-rules.ts'
import { todayInEngland } from '../platform/clock.ts'
import { DATABASE_ROLES } from '../platform/db/roles.ts'
import { PlainError } from '../platform/plain-error.ts'
import { DEMO_HOST, DEMO_ROLES } from './demo-accounts.ts'
import { loadRows } from './load-town.ts'
import { makePassword } from './secrets.ts'
import type { Rows } from './town/rows.ts'
import { makeTown } from './town/town.ts'

/** Enough for a team to practise with, and little enough to read. */
const PEOPLE = 150

type Seed = { adminUrl: string; schemeId: string; password: string; now: Date }

/** Puts the demo's people into a scheme for training: never into another, and not where somebody is already. */
export async function seedPractice({ adminUrl, schemeId, password, now }: Seed): Promise<{ emails: string[] }> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {}, transform: { undefined: null } })
  const host = `${schemeId.replaceAll('-', '').slice(-12)}.practice.example`
  const passwordHash = await hashPassword(password)
  try {
    await sql.begin(async (tx) => {
      await tx.unsafe(`set local role ${DATABASE_ROLES.owner}`)
      const own = await findOwn(tx, schemeId)
      // Another seed for another scheme, so that no two of them share an account.
      const seed = Number.parseInt(schemeId.replaceAll('-', '').slice(-8), 16)
      const town = makeTown({ today: todayInEngland(now), passwordHash, seed, peopleCount: PEOPLE })
      const rows = moveInto(town, { ...own, schemeId, host })
      await loadRows(tx, rows)
      await tx`
        update scheme_settings set version = version + 1, updated_at = ${now},
          settings = jsonb_set(settings, '{safety}', ${tx.json(safetyOf(town))}::jsonb)
        where scheme_id = ${schemeId} and jsonb_array_length(coalesce(settings #> '{safety,concernLadder}', '[]')) = 0`
    })
    await sql`analyze`
    return { emails: DEMO_ROLES.map((role) => `${role}@${host}`) }
  } finally {
    await sql.end()
  }
}

/** `npm run cli -- seed-practice`. */
export async function seedPracticeCommand(options: {
  adminUrl: string
  schemeId: string
  password: string | undefined
  print: (line: string) => void
}): Promise<void> {
  const { adminUrl, schemeId, print, password = makePassword() } = options
  const fault = findPasswordFault(password, `administrator@${DEMO_HOST}`, await readCommonPasswords())
  if (fault !== undefined) throw new PlainError(`${fault} (DEMO_PASSWORD).`)
  const { emails } = await seedPractice({ adminUrl, schemeId, password, now: new Date() })
  print('The practice scheme has invented people now. Sign in as:')
  for (const email of emails) print(`  ${email}`)
  print(`  password for all: ${password}`)
}

type Own = { serviceId: string; officeId: string }

async function findOwn(tx: ISql, schemeId: string): Promise<Own> {
  const [scheme] = await tx<{ isPractice: boolean; hasPeople: boolean; serviceId: string; officeId: string }[]>`
    select is_practice as "isPractice", exists (select from people where scheme_id = schemes.id) as "hasPeople",
      settings ->> 'advisorServiceId' as "serviceId",
      (select id from organisations where scheme_id = schemes.id and 'scheme' = any(kinds) order by id limit 1) as "officeId"
    from schemes join scheme_settings on scheme_settings.scheme_id = schemes.id where schemes.id = ${schemeId}`
  if (scheme === undefined) throw new PlainError('There is no such scheme: give the id that create-scheme printed.')
  if (!scheme.isPractice)
    throw new PlainError('This scheme is for real people: make one with create-scheme --practice, and seed that.')
  if (scheme.hasPeople) throw new PlainError('There are people in this scheme already: make another to begin anew.')
  return scheme
}

/** The town's rows as those of the scheme: its own service and office stand in for the town's, and its lists and settings stay. */
function moveInto(town: Rows, { schemeId, host, serviceId, officeId }: Own & { schemeId: string; host: string }): Rows {
  const [scheme] = town.schemes
  const [office, service] = ['scheme', 'advisor-service'].map((kind) =>
    town.organisations.find(({ kinds }) => kinds.some((own) => own === kind)),
  )
  if (scheme === undefined || office === undefined || service === undefined) throw new Error('A town has all of these')
  const others = town.organisations.filter(({ id }) => id !== office.id && id !== service.id)
  const kept: Rows = {
    ...town,
    schemes: [],
    schemeSettings: [],
    schemeListItems: [],
    privacyNotices: [],
    organisations: others,
  }
  const moved = JSON.stringify(kept, (_key, value) => (value === undefined ? null : value))
    .replaceAll(scheme.id, schemeId)
    .replaceAll(office.id, officeId)
    .replaceAll(service.id, serviceId)
    .replaceAll(`@${DEMO_HOST}`, `@${host}`)
  return JSON.parse(moved) as Rows // what goes to the database is JSON, and was Rows a line ago
}

/** The invented numbers and ladders of the town, when the scheme has none of its own. */
function safetyOf(town: Rows): postgres.JSONValue {
  const [{ settings } = { settings: {} }] = town.schemeSettings
  return (settings as { safety: postgres.JSONValue }).safety // the town's settings were parsed
}
