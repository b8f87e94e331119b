import postgres, { type Sql } from 'postgres'
import t from 'tap'
import { type BenchScheme, buildScheme } from '../../bench/data.ts'
import { type SentQuery, startApp, type TestApp } from '../support/app.ts'
import type { Member } from '../support/town.ts'

/** Tables with more rows than this are never read from end to end by a hot query. */
const LARGE = 5_000

const memberOf = (
  scheme: BenchScheme,
  who: { email: string; membershipId: string; accountId: string },
  role: Member['role'],
  organisationId: string,
): Member => ({ ...who, role, organisationId, schemeId: scheme.schemeId, name: '' })

t.test('the three hot routes on a large scheme', async (t) => {
  const run = await startApp(t)
  const owner = postgres(run.databaseUrl, { max: 1, onnotice: () => {} })
  t.teardown(() => owner.end())
  const scheme = await buildScheme(owner as Sql, 10_000)
  const referrer = run.as(memberOf(scheme, scheme.referrer, 'referrer', scheme.practiceId))
  const advisor = run.as(memberOf(scheme, scheme.advisor, 'advisor', scheme.serviceId))
  const [referralId = ''] = scheme.referralIds
  const routes = [
    {
      name: 'create a referral',
      most: 2,
      call: () =>
        referrer.post('/referrals', run.given.referralDetails(), {
          headers: { 'idempotency-key': crypto.randomUUID() },
        }),
    },
    { name: 'read one', most: 3, call: () => advisor.get(`/referrals/${referralId}`) },
    { name: 'list a caseload', most: 3, call: () => advisor.get('/referrals?owner=me') },
    { name: 'list what is overdue in the service', most: 3, call: () => advisor.get('/referrals?overdue=true') },
    { name: "list a practice's referrals", most: 3, call: () => referrer.get('/referrals') },
  ]
  for (const { name, most, call } of routes) {
    await t.test(name, async (t) => {
      await call()
      run.queries.reset()
      const answer = await call()
      t.ok(answer.statusCode < 300, answer.text)
      // Who is signed in is asked at most twice a second, by another role.
      const sent = run.queries.sent().filter(({ text }) => !text.includes('from sessions'))
      t.ok(sent.length <= most, `${sent.length} round trips, at most ${most}`)
      const large = await findLargeTables(owner as Sql)
      t.ok(
        large.has('referrals') && large.has('people') && large.has('care_relationships'),
        'the large tables are large',
      )
      for (const query of sent) {
        const scanned = await findScannedTables(run, scheme.schemeId, query)
        t.same(
          scanned.filter((table) => large.has(table)),
          [],
          'no large table is read from end to end',
        )
      }
    })
  }
  await t.test('the plan check notices a table that is read from end to end', async (t) => {
    const scanned = await findScannedTables(run, scheme.schemeId, {
      text: 'select count(*) from referrals where reason = $1',
      parameters: ['x'],
    })
    t.same(scanned, ['referrals'])
  })
})

async function findLargeTables(owner: Sql): Promise<Set<string>> {
  const rows = await owner<
    { name: string }[]
  >`select relname as name from pg_class where relkind = 'r' and reltuples > ${LARGE}`
  return new Set(rows.map(({ name }) => name))
}

type Plan = { 'Node Type': string; 'Relation Name'?: string; Plans?: Plan[] }

/** What PostgreSQL would read from end to end for a statement, asked as the application with its scheme. */
async function findScannedTables(
  { pools }: TestApp,
  schemeId: string,
  { text, parameters }: SentQuery,
): Promise<string[]> {
  if (!/^\s*(with|select|insert|update)/i.test(text)) return []
  const { sql } = await pools.scheme(schemeId)
  const [row] = await sql.unsafe(`explain (format json) ${text}`, parameters as never[])
  const explained: { Plan: Plan }[] = row?.['QUERY PLAN'] ?? []
  const visit = (node: Plan): string[] => [
    ...(node['Node Type'] === 'Seq Scan' && node['Relation Name'] !== undefined ? [node['Relation Name']] : []),
    ...(node.Plans ?? []).flatMap(visit),
  ]
  return explained.flatMap(({ Plan }) => visit(Plan))
}
