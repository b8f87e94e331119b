import postgres, { type Sql } from 'postgres'
import { readCommonPasswords } from '../features/accounts/common-passwords.ts'
import { hashPassword, isPassword } from '../features/accounts/password-hashes.ts'
import { findPasswordFault } from '../features/accounts/password-rules.ts'
import { todayInEngland } from '../platform/clock.ts'
import { DATABASE_ROLES } from '../platform/db/roles.ts'
import { PlainError } from '../platform/plain-error.ts'
import { DEMO_HOST, demoEmail, describeAccounts } from './demo-accounts.ts'
import { loadRows } from './load-town.ts'
import { withPhotos } from './photos.ts'
import { makePassword } from './secrets.ts'
import { makeTown } from './town/town.ts'

type Seed = { adminUrl: string; password: string; now: Date }

/** Loads the town when it is not there; when it is, everybody in it gets the password. Answers whether it was loaded. */
export async function seedDemo({ adminUrl, password, now }: Seed): Promise<{ isNew: boolean }> {
  const sql = postgres(adminUrl, { max: 1, onnotice: () => {}, transform: { undefined: null } })
  try {
    const known = await findPasswordHash(sql)
    if (known !== undefined) {
      if (!(await isPassword(known, password))) await changePassword(sql, password)
      return { isNew: false }
    }
    const town = makeTown({ today: todayInEngland(now), passwordHash: await hashPassword(password) })
    const rows = await withPhotos(town)
    await sql.begin((tx) => loadRows(tx, rows))
    // The planner knows nothing of new tables, and the first pages should not wait for it to find out.
    await sql`analyze`
    return { isNew: true }
  } catch (error) {
    if (error instanceof postgres.PostgresError && error.code === '42P01')
      throw new PlainError('The database has no tables yet: run npm run cli -- migrate first.')
    throw error
  } finally {
    await sql.end()
  }
}

/** `npm run cli -- seed-demo`: for a server of one's own, so the password is one that the service would take from anybody. */
export async function seedDemoCommand(options: {
  adminUrl: string
  password: string | undefined
  print: (line: string) => void
}): Promise<void> {
  const { adminUrl, print, password = makePassword() } = options
  const fault = findPasswordFault(password, demoEmail('administrator'), await readCommonPasswords())
  if (fault !== undefined) throw new PlainError(`${fault} (DEMO_PASSWORD).`)
  const { isNew } = await seedDemo({ adminUrl, password, now: new Date() })
  print(isNew ? 'The demo town is loaded.' : 'The demo town was there already; its accounts have this password now.')
  for (const line of describeAccounts(password)) print(line)
}

/** The policies hide every row from a role that is neither the owner nor of the scheme, so the owner's is taken on. */
async function findPasswordHash(sql: Sql): Promise<string | undefined> {
  return sql.begin(async (tx) => {
    await tx.unsafe(`set local role ${DATABASE_ROLES.owner}`)
    const [scheme] = await tx`select id from schemes where host = ${DEMO_HOST}`
    if (scheme === undefined) return undefined
    const [account] = await tx<{ passwordHash: string }[]>`
      select password_hash as "passwordHash" from accounts where email = ${demoEmail('administrator')}`
    return account?.passwordHash
  })
}

async function changePassword(sql: Sql, password: string): Promise<void> {
  const hash = await hashPassword(password)
  await sql.begin(async (tx) => {
    await tx.unsafe(`set local role ${DATABASE_ROLES.owner}`)
    await tx`update accounts set password_hash = ${hash} where email like ${`%@${DEMO_HOST}`}`
    await tx`
      update sessions set revoked_at = now(), revoked_because = 'signed-out-everywhere'
      where revoked_at is null and account_id in (select id from accounts where email like ${`%@${DEMO_HOST}`})`
  })
}
