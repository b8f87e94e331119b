import { readFile } from 'node:fs/promises'
import { type ParseArgsConfig, parseArgs } from 'node:util'
import { drizzle } from 'drizzle-orm/postgres-js'
import postgres from 'postgres'
import { stringify } from 'yaml'
import { z } from 'zod'
import { buildApp } from './app.ts'
import { seedDemoCommand } from './demo/seed-demo.ts'
import { seedPracticeCommand } from './demo/seed-practice.ts'
import { createAccount, setAccountDisabled } from './features/accounts/public.ts'
import { importPostcodes, tellOfPostcodes } from './features/activities/public.ts'
import { setUpScheme } from './features/organisations/public.ts'
import { exportSettings, SettingsFile } from './features/schemes/public.ts'
import { AUDIT_FAULTS, verifyAudit } from './platform/audit/verify.ts'
import { todayInEngland } from './platform/clock.ts'
import { ROLES, type Role } from './platform/context.ts'
import { MIGRATIONS_DIRECTORY, migrate } from './platform/db/migrate.ts'
import { connect, openPools } from './platform/db/pools.ts'
import { DATABASE_ROLES, provisionRoles, roleUrl } from './platform/db/roles.ts'
import { uuidv7 } from './platform/ids.ts'
import { createLogger } from './platform/log.ts'
import { PlainError } from './platform/plain-error.ts'
import { Refusal } from './platform/problems.ts'

type Command = { help: string; run: (args: string[]) => Promise<void> }

const log = createLogger(process.env.LOG_LEVEL ?? 'warn')
const print = (line: string) => process.stdout.write(`${line}\n`)

/** Every command, with the line that explains it. DATABASE_URL and DATABASE_ROLES_SECRET say which database. */
const COMMANDS: Record<string, Command> = {
  migrate: {
    help: 'migrate                                     bring the database up to date (DATABASE_URL is the owner here)',
    run: async () => {
      const { applied } = await migrate({
        adminUrl: env('DATABASE_URL'),
        rolesSecret: env('DATABASE_ROLES_SECRET'),
        directory: MIGRATIONS_DIRECTORY,
        log: print,
      })
      print(applied.length === 0 ? 'The database is up to date.' : `Applied ${applied.length} migrations.`)
    },
  },
  'make-roles': {
    help: 'make-roles                                  the roles on the server and nothing else, before a restore',
    run: async () => {
      const { notes } = await provisionRoles(env('DATABASE_URL'), env('DATABASE_ROLES_SECRET'))
      for (const note of notes) print(note)
      print('The roles are there.')
    },
  },
  'backup-url': {
    help: 'backup-url                                  the address by which pg_dump reads everything; it holds a password',
    run: async () => {
      print(roleUrl(env('DATABASE_URL'), env('DATABASE_ROLES_SECRET'), DATABASE_ROLES.backup))
    },
  },
  'create-scheme': {
    help: 'create-scheme --name N --service S [--host H] [--practice] [--from ID|FILE]   a scheme with its advisor service, and the defaults or what another has settled',
    run: async (args) => {
      const allowed = { name: text, service: text, host: text, practice: flag, from: text }
      const { name, service, host, practice, from } = options(args, allowed)
      await asOwner(async (sql) => {
        const made = await setUpScheme(
          { ...system(), db: drizzle(sql) },
          {
            name: need(name, 'name'),
            advisorServiceName: need(service, 'service'),
            host,
            isPractice: practice === true,
            from: from === undefined ? undefined : await readSettings(sql, from),
          },
        )
        print(JSON.stringify(made, null, 2))
      })
    },
  },
  'export-settings': {
    help: 'export-settings --scheme ID                  what a scheme has settled, for --from: nobody, no organisation, no telephone number',
    run: async (args) => {
      const { scheme } = options(args, { scheme: text })
      await asOwner(async (sql) => print(JSON.stringify(await readSettings(sql, need(scheme, 'scheme')), null, 2)))
    },
  },
  'create-account': {
    help: 'create-account --scheme ID --organisation ID --role R --email E --name N   the password is read from NEW_PASSWORD',
    run: async (args) => {
      const given = options(args, { scheme: text, organisation: text, role: text, email: text, name: text })
      await withAuth(async (context) => {
        const made = await createAccount(context, {
          schemeId: need(given.scheme, 'scheme'),
          organisationId: need(given.organisation, 'organisation'),
          role: needRole(given.role),
          email: need(given.email, 'email'),
          name: need(given.name, 'name'),
          password: env('NEW_PASSWORD'),
        })
        print(JSON.stringify(made, null, 2))
      })
    },
  },
  'disable-account': {
    help: 'disable-account --email E                    ends every session at once',
    run: (args) => setDisabled(args, true),
  },
  'enable-account': { help: 'enable-account --email E', run: (args) => setDisabled(args, false) },
  'import-postcodes': {
    help: 'import-postcodes FILE.csv                    where postcodes lie, from the NSPL or ONSPD of the ONS; again with each new one',
    run: async ([path]) => {
      if (path === undefined) throw new PlainError(`Give the file.\n\n${usage()}`)
      await asOwner(async (sql) => print(tellOfPostcodes(await importPostcodes({ sql }, { path }))))
    },
  },
  'seed-demo': {
    help: 'seed-demo                                   the invented town; its password is DEMO_PASSWORD, or made up and printed',
    run: () => seedDemoCommand({ adminUrl: env('DATABASE_URL'), password: process.env.DEMO_PASSWORD, print }),
  },
  'seed-practice': {
    help: 'seed-practice --scheme ID                    invented people for a scheme made with --practice; DEMO_PASSWORD as above',
    run: (args) =>
      seedPracticeCommand({
        adminUrl: env('DATABASE_URL'),
        schemeId: need(options(args, { scheme: text }).scheme, 'scheme'),
        password: process.env.DEMO_PASSWORD,
        print,
      }),
  },
  openapi: {
    help: 'openapi                                     the API as OpenAPI 3.1, in YAML',
    run: async () => {
      process.stdout.write(await describeApi())
    },
  },
  'verify-audit': {
    help: 'verify-audit --scheme ID [--head HEX]        whether the audit is what was sealed; AUDIT_SEAL_KEY is needed',
    run: async (args) => {
      const { scheme, head } = options(args, { scheme: text, head: text })
      const sql = connect(connection(), DATABASE_ROLES.sealer, 1, { statement_timeout: '0' })
      try {
        const schemeId = need(scheme, 'scheme')
        const found = await verifyAudit({
          sql,
          schemeId,
          key: Buffer.from(env('AUDIT_SEAL_KEY')),
          ...(head === undefined ? {} : { head }),
        })
        if (!found.ok)
          throw new PlainError(`The audit is broken at seal ${found.seal}: ${AUDIT_FAULTS[found.because]}.`)
        print(
          `The audit is whole: ${found.rows} rows under ${found.seals} seals, ${found.unsealed} rows not sealed yet.`,
        )
        print(`head ${found.head ?? 'none'}`)
      } finally {
        await sql.end()
      }
    },
  },
}

/** The API's description, made from the routes themselves; nothing is listened on and no database is asked. */
export async function describeApi(): Promise<string> {
  const pools = openPools({ databaseUrl: 'postgres://127.0.0.1:1/none', rolesSecret: 'not used to describe' })
  const unused = 'this key signs nothing, it only describes'
  const { app } = await buildApp({
    ...system(),
    pools,
    databaseUrl: 'postgres://127.0.0.1:1/none',
    rolesSecret: '',
    accessTokenKeys: [{ kid: 'none', secret: unused }],
    refreshTokenSecret: unused,
    linkSecret: unused,
    secondFactorKey: unused,
    publicUrl: 'https://none.example',
    rateLimitPerMinute: 1,
    sessionsPerMinute: 1,
    trustedProxies: 0,
    maxEventLoopDelayMs: 0,
  })
  await app.ready()
  const description = stringify(app.swagger(), { lineWidth: 120, aliasDuplicateObjects: false })
  await app.close()
  await pools.end()
  return description
}

const system = () => ({ now: () => new Date(), today: () => todayInEngland(new Date()), newId: () => uuidv7(), log })
const connection = () => ({ databaseUrl: env('DATABASE_URL'), rolesSecret: env('DATABASE_ROLES_SECRET') })

/** No role of the application may make a tenant, nor look into another. */
async function asOwner(work: (sql: postgres.Sql) => Promise<unknown>): Promise<void> {
  const sql = postgres(env('DATABASE_URL'), { max: 1, onnotice: () => {}, connection: { role: DATABASE_ROLES.owner } })
  try {
    await work(sql)
  } finally {
    await sql.end()
  }
}

/** Of a scheme by its id, else of a file that was exported: checked before anything is made. */
async function readSettings(sql: postgres.Sql, from: string): Promise<SettingsFile> {
  if (z.uuid().safeParse(from).success) return exportSettings({ sql, schemeId: from })
  const written = await readFile(from, 'utf8').catch(() => {
    throw new PlainError('There is no scheme and no file of that name.')
  })
  const parsed = SettingsFile.safeParse(readJson(written))
  if (!parsed.success) throw new PlainError(`The settings cannot be used:\n${z.prettifyError(parsed.error)}`)
  return parsed.data
}

function readJson(written: string): unknown {
  try {
    return JSON.parse(written)
  } catch {
    throw new PlainError('The file is not JSON: write it with export-settings.')
  }
}

async function withAuth(work: (context: Parameters<typeof createAccount>[0]) => Promise<void>): Promise<void> {
  const pools = openPools(connection())
  try {
    await work({ ...system(), ...pools.auth })
  } finally {
    await pools.end()
  }
}

async function setDisabled(args: string[], disabled: boolean): Promise<void> {
  const { email } = options(args, { email: text })
  await withAuth((context) => setAccountDisabled(context, { email: need(email, 'email'), disabled }))
  print(disabled ? 'The account is disabled and signed out everywhere.' : 'The account may sign in again.')
}

const text = { type: 'string' } as const
const flag = { type: 'boolean' } as const

function options<Options extends NonNullable<ParseArgsConfig['options']>>(args: string[], allowed: Options) {
  try {
    return parseArgs({ args, options: allowed, strict: true }).values
  } catch (error) {
    throw new PlainError(`${error instanceof Error ? error.message : 'The options cannot be read'}\n\n${usage()}`)
  }
}

function need(value: string | boolean | undefined, name: string): string {
  if (typeof value !== 'string' || value === '') throw new PlainError(`Give --${name}.\n\n${usage()}`)
  return value
}

function needRole(value: string | undefined): Role {
  const role = ROLES.find((candidate) => candidate === value)
  if (role === undefined) throw new PlainError(`Give --role, one of: ${ROLES.join(', ')}.`)
  return role
}

function env(name: string): string {
  const value = process.env[name]
  if (value === undefined || value === '') throw new PlainError(`Set ${name} and run this again.`)
  return value
}

const usage = () =>
  `npm run cli -- <command>\n\n${Object.values(COMMANDS)
    .map(({ help }) => `  ${help}`)
    .join('\n')}`

async function main([name = '', ...args]: string[]): Promise<void> {
  const command = COMMANDS[name]
  if (command === undefined) throw new PlainError(usage())
  await command.run(args)
}

if (import.meta.filename === process.argv[1]) {
  await main(process.argv.slice(2)).catch((error: unknown) => {
    if (error instanceof PlainError || error instanceof Refusal) process.stderr.write(`${error.message}\n`)
    else log.fatal({ err: error }, 'the command failed')
    process.exitCode = 1
  })
}
