import { execFile } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import postgres from 'postgres'
import t from 'tap'
import writeXlsxFile from 'write-excel-file/node'
import { buildApp } from '../../src/app.ts'
import { jobHandlers } from '../../src/jobs.ts'
import { openPools, type Pools } from '../../src/platform/db/pools.ts'
import { uuidv7 } from '../../src/platform/ids.ts'
import { startWorker } from '../../src/platform/jobs/worker.ts'
import { openLightLinks } from '../../src/platform/light-links.ts'
import { createLogger } from '../../src/platform/log.ts'
import { openMail } from '../../src/platform/mail.ts'
import { TEST_LINK_SECRET } from '../support/app.ts'
import { CASELOAD_HEADINGS, type Caseload, makeCaseload, readCsv, toCsv } from '../support/caseload.ts'
import { emptyDatabase, TEST_ROLES_SECRET, type TestLike } from '../support/database.ts'
import { programPath } from '../support/programs.ts'
import { startSmtp, type TestSmtp } from '../support/smtp.ts'

const SCRIPT = new URL('../../docs/how-to/start-a-scheme.sh', import.meta.url).pathname
const PRACTICES = 30
const GROUPS = 25
const ACCOUNTS = 120
/** As the steps list the club. */
const CLUB_PLACES = 20
const WIDTH = CASELOAD_HEADINGS.length

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
  const accounts = peopleWhoWork(practices)
  t.equal(accounts.length, ACCOUNTS + 1)
  const { rows, mended, faults } = withNamesakes(
    makeCaseload({
      practices: practices.map(({ ods, name }, at) => (at % 2 === 0 ? ods : name)),
      advisors: ['Ada Advisor', 'Ben Advisor'],
    }),
  )
  t.equal(faults.size, 40)
  const at = (name: string) => join(folder, name)
  await mkdir(at('mails'))
  await writeFile(at('organisations.csv'), toCsv(organisations))
  // As Excel writes CSV: a byte order mark, and commas.
  await writeFile(at('accounts.csv'), Buffer.concat([Buffer.from([0xef, 0xbb, 0xbf]), toCsv(accounts, ',')]))
  const workbook = rows.map((cells) => cells.map((value) => ({ value, type: String })))
  // Titles stand in merged cells.
  const merged = workbook.map((cells, row) => (row < 2 ? cells.map((cell) => ({ ...cell, columnSpan: WIDTH })) : cells))
  await writeFile(at('caseload.xlsx'), await writeXlsxFile(merged).toBuffer())
  await writeFile(at('mended.json'), JSON.stringify(mended))

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
  const smtp = await startSmtp(t)
  await startTheWorker(t, { connection, pools, smtp, folder: at('mails') })
  const service = await app.listen({ host: '127.0.0.1', port: 0 })

  const { stdout, stderr } = await promisify(execFile)('bash', [SCRIPT], {
    env: {
      ...process.env,
      DATABASE_URL: url,
      DATABASE_ROLES_SECRET: TEST_ROLES_SECRET,
      ROTHER_URL: service,
      ROTHER_CLI: `node ${programPath('src/cli')}`,
      NEW_PASSWORD: 'plum harbour lantern 42',
      ORGANISATIONS: at('organisations.csv'),
      ACCOUNTS: at('accounts.csv'),
      CASELOAD: at('caseload.xlsx'),
      MAILS: at('mails'),
      TO_MEND: at('to-mend.csv'),
      MEND: `node ${programPath('test/support/mend-rows')} ${at('mended.json')}`,
    },
  })
  t.match(stderr, /"ok":55/, '30 practices and 25 groups')
  t.match(stderr, /"ok":120/, '120 people to invite')
  const addresses = new Set(smtp.taken.map(({ to }) => [to].flat()[0]?.text))
  t.equal(addresses.size, ACCOUNTS, 'each was sent a mail')
  t.match(stderr, /"error":40/, 'forty faults are found before anything is written')
  const toMend = readCsv(await readFile(at('to-mend.csv.before'), 'utf8')).slice(1)
  t.same(
    toMend.map((cells) => [Number(cells.at(-2)), cells.at(-1)?.split(':')[0]]),
    [...faults],
    'each on its row, with the column and the reason',
  )
  t.ok(
    toMend.every((cells) => (cells.at(-1)?.length ?? 0) > 20),
    'a reason says what to do',
  )
  const sql = postgres(url, { max: 1, onnotice: () => {} })
  t.teardown(() => sql.end())
  t.match(
    await sql`select (select count(*)::integer from referrals where import_id is not null) as brought,
      (select count(*)::integer from invitations where accepted_at is not null) as accepted,
      (select count(*)::integer from invitations where accepted_at is null and revoked_at is null) as asked,
      (select count(distinct state)::integer from import_rows where state in ('read', 'ok', 'warning')) as waiting,
      (select count(*)::integer from import_rows where faults @> '[{"field": "familyName", "level": "warning"}]') as namesakes`,
    [{ brought: 350, accepted: 6, asked: ACCOUNTS - 6, waiting: 0, namesakes: 2 }],
    'all 350 are there once, two of one name with a warning',
  )
  const named = (heading: (typeof CASELOAD_HEADINGS)[number]) =>
    mended.slice(3).filter((cells) => cells[CASELOAD_HEADINGS.indexOf(heading)] !== '').length
  t.match(
    await sql`select (select count(*)::integer from placements where status = 'started') as places,
      (select taken from activities) as taken, (select count(*)::integer from imported_scores) as totals,
      (select count(*)::integer from import_rows where state = 'imported' and faults @> '[{"field": "placements", "level": "warning"}]') as full`,
    [{ places: CLUB_PLACES, taken: CLUB_PLACES, totals: named('UCLA'), full: named('Groups') - CLUB_PLACES }],
    'who has a place has it, until the club is full, and each total is kept',
  )
  t.match(stdout, /nothing changes\.\ntruetrue\n/, 'sent again, both files are known')
  t.match(stdout, /8\. Live\.\n\[\]true/, 'nothing is missing')
  t.match(stdout, /accepted$/, 'the first referral is accepted')
})

/** 120 people: two at each practice, two at each group, ten of the service and the office. */
function peopleWhoWork(practices: readonly { ods: string; name: string }[]): string[][] {
  const at = (name: string) => `${name}@millbridge.example`
  const two = (organisation: string, role: string, key: string) =>
    [0, 1].map((n) => [`Invented Person ${key}${n}`, at(`${key}.${n}`), role, organisation, n === 0 ? 'yes' : ''])
  return [
    ['Name', 'Email', 'Role', 'Organisation', 'Manager'],
    ['Lena Lead', at('lead'), 'team lead', 'Community Links', 'yes'],
    ['Ada Advisor', at('Ada'), 'link worker', 'Community Links', ''],
    ['Ben Advisor', at('ben'), 'advisor', 'Community Links', ''],
    ['Sal Safeguarding', at('sal'), 'safeguarding-lead', 'Millbridge', ''],
    ['Priya Officer', at('priya'), 'privacy-officer', 'Millbridge', ''],
    ['Rina Referrer', at('rina'), 'referrer', practices[0]?.ods ?? '', ''],
    ...Array.from({ length: 4 }, (_, n) => [
      `Invented Advisor ${n}`,
      at(`advisor.${n}`),
      'advisor',
      'Community Links',
      '',
    ]),
    ...practices.flatMap(({ ods }, n) => two(ods, 'referrer', `practice${n}`)),
    ...Array.from({ length: GROUPS }, (_, n) => two(`Invented Group ${n}`, 'provider', `group${n}`)).flat(),
  ]
}

/** The first two people have one name. */
function withNamesakes({ rows, mended, faults }: Caseload): Caseload {
  const same = (table: string[][]) =>
    table.map((cells, row) => (row === 4 ? [...(table[3] ?? []).slice(0, 2), ...cells.slice(2)] : cells))
  return { rows: same(rows), mended: same(mended), faults }
}

type Parts = {
  connection: { databaseUrl: string; rolesSecret: string }
  pools: Pools
  smtp: TestSmtp
  folder: string
}

/** The worker as it runs, only with less time between its looks; mail that arrives stands in a folder by its address. */
async function startTheWorker(t: TestLike, { connection, pools, smtp, folder }: Parts): Promise<void> {
  const mail = openMail({ smtpUrl: smtp.url, from: 'Rother <no-reply@rother.example>' })
  const handlers = jobHandlers({
    sealer: await pools.auth.sql,
    auditSealKey: 'a sealing key that only the tests know of',
    links: openLightLinks(TEST_LINK_SECRET),
    publicUrl: 'https://rother.example',
    ports: { mail, text: undefined },
  })
  const worker = startWorker({
    connection,
    pools,
    handlers,
    schedules: [],
    now: () => new Date(),
    newId: () => uuidv7(),
    log: createLogger('silent'),
    pollMs: 100,
  })
  let written = 0
  const arriving = setInterval(() => {
    for (const { to, text } of smtp.taken.slice(written))
      writeFileSync(join(folder, [to].flat()[0]?.text ?? 'nobody'), text ?? '')
    written = smtp.taken.length
  }, 50)
  t.teardown(async () => {
    clearInterval(arriving)
    await worker.stop()
    mail.close()
  })
}
