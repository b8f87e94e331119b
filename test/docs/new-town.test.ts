import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import t from 'tap'
import writeXlsxFile from 'write-excel-file/node'
import { buildApp } from '../../src/app.ts'
import { openPools } from '../../src/platform/db/pools.ts'
import { uuidv7 } from '../../src/platform/ids.ts'
import { createLogger } from '../../src/platform/log.ts'
import { TEST_LINK_SECRET } from '../support/app.ts'
import { makeCaseload, toCsv } from '../support/caseload.ts'
import { emptyDatabase, TEST_ROLES_SECRET } from '../support/database.ts'

const SCRIPT = new URL('../../docs/how-to/start-a-scheme.sh', import.meta.url).pathname
const CLI = new URL('../../src/cli.ts', import.meta.url).pathname
const PRACTICES = 30
const GROUPS = 25

t.test('a new town: from an empty database to the first accepted referral, by the documented steps only', async (t) => {
  const { url } = await emptyDatabase(t)
  const folder = await mkdtemp(join(tmpdir(), 'rother-new-town-'))
  t.teardown(() => rm(folder, { recursive: true }))
  const practices = Array.from({ length: PRACTICES }, (_, at) => ({
    ods: `Y9${100 + at}`,
    name: `Invented Surgery ${at}`,
  }))
  const organisations = [
    ['Name', 'Kind', 'ODS code'],
    ...practices.map(({ ods, name }) => [name, 'GP practice', ods]),
    ...Array.from({ length: GROUPS }, (_, at) => [`Invented Group ${at}`, 'group', '']),
  ]
  const { rows, faults } = makeCaseload({
    practices: practices.map(({ ods, name }, at) => (at % 2 === 0 ? ods : name)),
    advisors: ['Ada Advisor', 'Ben Advisor'],
  })
  const at = (name: string) => join(folder, name)
  await writeFile(at('organisations.csv'), toCsv(organisations))
  const workbook = rows.map((cells) => cells.map((value) => ({ value, type: String })))
  await writeFile(at('caseload.xlsx'), await writeXlsxFile(workbook).toBuffer())

  const connection = { databaseUrl: url, rolesSecret: TEST_ROLES_SECRET }
  const pools = openPools(connection)
  const { app } = await buildApp({
    ...connection,
    pools,
    accessTokenKeys: [{ kid: 'test', secret: 'a signing key that only the tests know of' }],
    refreshTokenSecret: 'a refresh secret that only the tests know of',
    linkSecret: TEST_LINK_SECRET,
    publicUrl: 'https://rother.example',
    secondFactorKey: 'a second factor key that only the tests know of',
    rateLimitPerMinute: 10_000,
    sessionsPerMinute: 1_000,
    trustedProxies: 0,
    maxEventLoopDelayMs: 0,
    now: () => new Date(),
    newId: () => uuidv7(),
    log: createLogger('silent'),
  })
  t.teardown(async () => {
    await app.close()
    await pools.end()
  })
  const service = await app.listen({ host: '127.0.0.1', port: 0 })

  const { stdout, stderr } = await promisify(execFile)('bash', [SCRIPT], {
    env: {
      ...process.env,
      DATABASE_URL: url,
      DATABASE_ROLES_SECRET: TEST_ROLES_SECRET,
      ROTHER_URL: service,
      ROTHER_CLI: `node --import=tsx ${CLI}`,
      NEW_PASSWORD: 'plum harbour lantern 42',
      ORGANISATIONS: at('organisations.csv'),
      CASELOAD: at('caseload.xlsx'),
      TO_MEND: at('to-mend.csv'),
    },
  })
  t.match(stderr, /"ok":55/, '30 practices and 25 groups')
  t.match(stderr, /"error":40/, 'forty faults are found before anything is written')
  const toMend = await readFile(at('to-mend.csv'), 'utf8')
  for (const number of faults.keys()) t.match(toMend, `"${number}"`, `row ${number} is in the file to mend`)
  t.match(stdout, /8\. Live\.\n\[\]true/, 'nothing is missing')
  t.match(stdout, /accepted$/, 'the first referral is accepted')
})
