import { setTimeout as wait } from 'node:timers/promises'
import type { Sql } from 'postgres'
import t from 'tap'
import { recordAudit } from '../../src/platform/audit/record.ts'
import { SEAL_AUDIT, sealAudit, sealAuditHandler } from '../../src/platform/audit/seal.ts'
import { type AuditFault, verifyAudit } from '../../src/platform/audit/verify.ts'
import { connect } from '../../src/platform/db/pools.ts'
import { DATABASE_ROLES } from '../../src/platform/db/roles.ts'
import type { TestLike } from '../support/database.ts'
import { startJobs } from './start-jobs.ts'

const KEY = Buffer.from('a key that only these tests know.')
const PERSON_ID = '019512a0-0000-7000-8000-00000000aaaa'

/** An audit in which `seals` batches of four rows are sealed, a minute apart. */
async function startAudit(t: TestLike, { seals }: { seals: number }) {
  const jobs = await startJobs(t)
  const { connection, schemeIds, clock, now, log, logged, contextOf } = jobs
  const sql = connect(connection, DATABASE_ROLES.sealer, 4)
  t.teardown(() => sql.end())
  const schemeId = schemeIds[0]

  /** As use-cases do it: one row at a time, in the application's own role. */
  async function look(times: number, schemeId: string = schemeIds[0]): Promise<void> {
    const context = await contextOf(schemeId)
    for (let time = 0; time < times; time += 1) {
      clock.at = new Date(clock.at.getTime() + 1_000)
      const entry = { action: 'person.read', subjectKind: 'person', subjectId: PERSON_ID, personId: PERSON_ID }
      await context.db.transaction((tx) =>
        recordAudit(tx, context, { ...entry, detail: { shown: time, ids: [PERSON_ID] } }),
      )
    }
  }
  const seal = (schemeId: string = schemeIds[0]) => sealAudit({ sql, schemeId, key: KEY, now, log })
  const verify = (head?: string) => verifyAudit({ sql, schemeId, key: KEY, ...(head === undefined ? {} : { head }) })

  for (let number = 0; number < seals; number += 1) {
    await look(4)
    await seal()
  }
  /** The heads that were logged, the first seal's first. */
  const heads = () => logged.filter(({ msg }) => msg === 'audit sealed').map(({ head }) => String(head))
  return { ...jobs, sql, schemeId, look, seal, verify, heads }
}

t.test('what the application writes is sealed in one chain for each scheme, and the head is logged', async (t) => {
  const { look, seal, verify, heads, logged, schemeId, schemeIds, admin, clock } = await startAudit(t, { seals: 0 })
  t.same(await verify(), { ok: true, seals: 0, rows: 0, head: undefined, unsealed: 0 })
  await look(3)
  await look(2, schemeIds[1])
  t.same(await verify(), { ok: true, seals: 0, rows: 0, head: undefined, unsealed: 3 })

  t.same(await seal(), { seals: 1, rows: 3 })
  t.same(await seal(), { seals: 0, rows: 0 }, 'there is nothing left to seal')
  await look(1)
  t.same(await seal(), { seals: 1, rows: 1 })
  const [, second] = heads()
  t.same(await verify(second), { ok: true, seals: 2, rows: 4, head: second, unsealed: 0 })
  t.match(logged.at(-1), { level: 30, schemeId, seal: 2, head: /^[0-9a-f]{64}$/ })
  t.match(await verify(heads()[0]), { ok: true }, 'a head that was logged before is in the chain')

  t.equal((await admin`select from audit_tail where scheme_id = ${schemeIds[1]}`).count, 2, 'the other scheme waits')
  const [row] = await admin`select * from audit_log where scheme_id = ${schemeId} and seal = 2`
  t.match(row, { at: clock.at, action: 'person.read', membership_id: null, detail: { shown: 0, ids: [PERSON_ID] } })
  const [{ partition } = {}] = await admin`select tableoid::regclass::text as partition from audit_log limit 1`
  t.equal(partition, 'audit_log_2026_03')
})

t.test('a large tail is sealed in batches of 10,000', async (t) => {
  const { admin, seal, verify, schemeId, clock } = await startAudit(t, { seals: 0 })
  await admin`
    insert into audit_tail (scheme_id, id, at, action, subject_kind)
    select ${schemeId}, gen_random_uuid(), ${clock.at}::timestamptz + number * interval '1 microsecond', 'person.read', 'person'
    from generate_series(1, 20500) as number`
  t.same(await seal(), { seals: 3, rows: 20_500 })
  t.match(await verify(), { ok: true, seals: 3, rows: 20_500 })
})

t.test('a row that is committed late is in the next seal', async (t) => {
  const { look, seal, verify, contextOf, schemeId } = await startAudit(t, { seals: 1 })
  const context = await contextOf(schemeId)
  await context.db.transaction(async (tx) => {
    await recordAudit(tx, context, { action: 'person.read', subjectKind: 'person' })
    await look(2)
    t.same(await seal(), { seals: 1, rows: 2 })
  })
  t.same(await seal(), { seals: 1, rows: 1 })
  t.match(await verify(), { ok: true, seals: 3, rows: 7 })
})

t.test('two sealers at once seal each row once', async (t) => {
  const { look, seal, verify, admin } = await startAudit(t, { seals: 0 })
  let rows = 0
  for (let round = 0; round < 10; round += 1) {
    await look(5)
    const [one, other] = await Promise.all([seal(), seal(), look(3)])
    rows += one.rows + other.rows
  }
  rows += (await seal()).rows
  t.equal(rows, 80)
  t.match(await verify(), { ok: true, rows: 80, unsealed: 0 })
  t.equal((await admin`select distinct id from audit_log`).count, 80)
})

t.test('the sealer whose number is taken leaves the rows for the next seal', async (t) => {
  const { look, seal, verify, admin, schemeId, sql, now, log } = await startAudit(t, { seals: 1 })
  await look(2)
  // The other sealer has other rows and the same number, and is a moment earlier.
  const waiting = await admin.begin(async (other) => {
    await other`insert into audit_seals select scheme_id, 2, sealed_at, row_count, rows_hash, signature from audit_seals`
    const sealing = sealAudit({ sql, schemeId, key: KEY, now, log })
    await until(async () => (await admin`select from pg_locks where not granted`).count > 0)
    return { sealing }
  })
  t.same(await waiting.sealing, { seals: 0, rows: 0 })
  t.equal((await admin`select from audit_tail`).count, 2)
  await admin`delete from audit_seals where seal = 2`
  t.same(await seal(), { seals: 1, rows: 2 })
  t.match(await verify(), { ok: true, seals: 2, rows: 6 })
})

t.test('sealing is a job of each minute', async (t) => {
  const { worker, look, verify, sql, schemeIds } = await startAudit(t, { seals: 0 })
  await look(2)
  await look(3, schemeIds[1])
  const handlers = { [SEAL_AUDIT.name]: sealAuditHandler({ sql, key: KEY }) }
  t.equal(await worker({ handlers, schedules: [SEAL_AUDIT] }).runOnce(), 2)
  t.match(await verify(), { ok: true, seals: 1, rows: 2, unsealed: 0 })
  t.match(await verifyAudit({ sql, schemeId: schemeIds[1], key: KEY }), { ok: true, seals: 1, rows: 3 })
})

t.test('a seal verifies in any time zone and however the session writes numbers', async (t) => {
  const { connection, schemeId } = await startAudit(t, { seals: 2 })
  const settings = { TimeZone: 'Asia/Kolkata', IntervalStyle: 'iso_8601', extra_float_digits: '-4' }
  const sql = connect(connection, DATABASE_ROLES.sealer, 1, settings)
  t.teardown(() => sql.end())
  t.match(await verifyAudit({ sql, schemeId, key: KEY }), { ok: true, seals: 2, rows: 8 })
})

type Tampering = {
  what: string
  /** As a superuser, who can write everything but does not know the key. */
  tamper: (admin: Sql) => Promise<unknown>
  found: { seal: number; because: AuditFault }
}

/** The first row of a seal. */
const firstOf = (sql: Sql, seal: number) => sql`(select id from audit_log where seal = ${seal} order by at, id limit 1)`

/** The hash of a seal's rows as anyone can make it, written out again: it does not need the key. */
const hashOf = (sql: Sql, seal: number) => sql`(
  select sha256(string_agg(sha256(convert_to(jsonb_build_array(
    scheme_id, id, (extract(epoch from at) * 1000000)::bigint, membership_id, action, subject_kind, subject_id, person_id, detail
  )::text, 'UTF8')), ''::bytea order by at, id)) from audit_log where seal = ${seal})`

const TAMPERINGS: readonly Tampering[] = [
  ...Object.entries({
    action: `'person.exported'`,
    membership_id: 'gen_random_uuid()',
    subject_kind: `'referral'`,
    subject_id: 'gen_random_uuid()',
    person_id: 'null',
    detail: `'{"shown": 0, "ids": []}'`,
    id: 'gen_random_uuid()',
    at: `at + interval '1 microsecond'`,
  }).map(([column, value]) => ({
    what: `${column} of a row is changed`,
    tamper: (admin: Sql) =>
      admin`update audit_log set ${admin(column)} = ${admin.unsafe(value)} where id = ${firstOf(admin, 3)}`,
    found: { seal: 3, because: 'rows-changed' } as const,
  })),
  {
    what: 'a row is deleted',
    tamper: (admin) => admin`delete from audit_log where id = ${firstOf(admin, 2)}`,
    found: { seal: 2, because: 'rows-added-or-removed' },
  },
  {
    what: 'all rows of a seal are deleted',
    tamper: (admin) => admin`delete from audit_log where seal = 2`,
    found: { seal: 2, because: 'rows-added-or-removed' },
  },
  {
    what: 'a row is added to a seal',
    tamper: (admin) => admin`
      insert into audit_log select scheme_id, at, gen_random_uuid(), seal, membership_id, action, subject_kind from audit_log
      where id = ${firstOf(admin, 2)}`,
    found: { seal: 2, because: 'rows-added-or-removed' },
  },
  {
    what: 'a row is exchanged for another',
    tamper: async (admin) => {
      // An id after all others, so that the first is still the one that goes.
      await admin`
        insert into audit_log select scheme_id, at, 'ffffffff-ffff-4fff-bfff-ffffffffffff', seal, membership_id, action, subject_kind
        from audit_log where id = ${firstOf(admin, 2)}`
      await admin`delete from audit_log where id = ${firstOf(admin, 2)}`
    },
    found: { seal: 2, because: 'rows-changed' },
  },
  {
    what: 'two rows of a seal change their times',
    tamper: (admin) => admin`
      update audit_log set at = other.at from (select id, at, row_number() over (order by at) from audit_log where seal = 2) as other
      where audit_log.seal = 2 and other.row_number = case audit_log.at
        when (select min(at) from audit_log where seal = 2) then 2
        when (select at from audit_log where seal = 2 order by at offset 1 limit 1) then 1 end`,
    found: { seal: 2, because: 'rows-changed' },
  },
  {
    what: 'a row is moved to another seal',
    tamper: (admin) => admin`update audit_log set seal = 3 where id = ${firstOf(admin, 2)}`,
    found: { seal: 2, because: 'rows-added-or-removed' },
  },
  {
    what: 'two rows change their seals',
    tamper: (admin) => admin`
      update audit_log set seal = 5 - seal where id in (${firstOf(admin, 2)}, ${firstOf(admin, 3)})`,
    found: { seal: 2, because: 'rows-changed' },
  },
  {
    what: 'two whole seals change places, with their rows',
    tamper: async (admin) => {
      await admin`update audit_log set seal = 5 - seal where seal in (2, 3)`
      await admin`update audit_seals set seal = seal + 100 where seal in (2, 3)`
      await admin`update audit_seals set seal = 105 - seal where seal in (102, 103)`
    },
    found: { seal: 2, because: 'signature-wrong' },
  },
  {
    what: 'a row is changed and the hash of its seal is made again, without the key',
    tamper: async (admin) => {
      await admin`update audit_log set action = 'nothing' where id = ${firstOf(admin, 2)}`
      await admin`
        update audit_seals set rows_hash = ${hashOf(admin, 2)}
        where seal = 2`
    },
    found: { seal: 2, because: 'signature-wrong' },
  },
  {
    what: 'the moment of a seal is changed',
    tamper: (admin) => admin`update audit_seals set sealed_at = sealed_at - interval '1 hour' where seal = 3`,
    found: { seal: 3, because: 'signature-wrong' },
  },
  {
    what: 'a seal in the middle is removed with its rows',
    tamper: async (admin) => {
      await admin`delete from audit_log where seal = 2`
      await admin`delete from audit_seals where seal = 2`
    },
    found: { seal: 2, because: 'seal-missing' },
  },
  {
    what: 'a seal is removed and the later ones are numbered anew',
    tamper: async (admin) => {
      for (const table of ['audit_log', 'audit_seals']) {
        await admin`delete from ${admin(table)} where seal = 1`
        for (const seal of [2, 3, 4]) await admin`update ${admin(table)} set seal = ${seal - 1} where seal = ${seal}`
      }
    },
    found: { seal: 1, because: 'signature-wrong' },
  },
  {
    what: 'a seal is removed and its rows stay',
    tamper: (admin) => admin`delete from audit_seals where seal = 4`,
    found: { seal: 4, because: 'seal-unknown' },
  },
  {
    what: 'a seal is invented with its rows',
    tamper: async (admin) => {
      await admin`
        insert into audit_log select scheme_id, at, gen_random_uuid(), 5, membership_id, action, subject_kind from audit_log where seal = 4`
      await admin`
        insert into audit_seals select scheme_id, 5, sealed_at, row_count, ${hashOf(admin, 5)}, sha256('a guess') from audit_seals where seal = 4`
    },
    found: { seal: 5, because: 'signature-wrong' },
  },
  {
    what: 'rows are put before the first seal',
    tamper: (admin) => admin`
      insert into audit_log select scheme_id, at, gen_random_uuid(), 0, membership_id, action, subject_kind from audit_log where seal = 1`,
    found: { seal: 0, because: 'seal-unknown' },
  },
  {
    what: 'the log is emptied',
    tamper: (admin) => admin`truncate audit_log`,
    found: { seal: 1, because: 'rows-added-or-removed' },
  },
]

t.test('it shows when', async (t) => {
  const { verify, admin } = await startAudit(t, { seals: 4 })
  for (const table of ['audit_log', 'audit_seals'])
    await admin`create table ${admin(`sealed_${table}`)} as select * from ${admin(table)}`

  for (const { what, tamper, found } of TAMPERINGS)
    await t.test(what, async (t) => {
      for (const table of ['audit_log', 'audit_seals']) {
        await admin`truncate ${admin(table)}`
        await admin`insert into ${admin(table)} select * from ${admin(`sealed_${table}`)}`
      }
      t.match(await verify(), { ok: true, seals: 4, rows: 16 })
      await tamper(admin)
      t.same(await verify(), { ok: false, ...found })
    })
})

t.test('it shows when a seal comes from a copy of the database that went its own way, with the same key', async (t) => {
  const { verify, admin, look, seal } = await startAudit(t, { seals: 2 })
  await look(1)
  await seal()
  for (const table of ['audit_log', 'audit_seals']) {
    await admin`create table ${admin(`other_${table}`)} as select * from ${admin(table)} where seal = 3`
    await admin`delete from ${admin(table)} where seal = 3`
  }
  for (const _seal of [3, 4]) {
    await look(1)
    await seal()
  }
  for (const table of ['audit_log', 'audit_seals']) {
    await admin`delete from ${admin(table)} where seal = 3`
    await admin`insert into ${admin(table)} select * from ${admin(`other_${table}`)}`
  }
  t.same(
    await verify(),
    { ok: false, seal: 4, because: 'signature-wrong' },
    'the third is right, but not before the fourth',
  )
})

t.test('it shows when the chain was made with another key', async (t) => {
  const { sql, schemeId } = await startAudit(t, { seals: 2 })
  const verification = await verifyAudit({ sql, schemeId, key: Buffer.from('another key') })
  t.same(verification, { ok: false, seal: 1, because: 'signature-wrong' })
})

t.test('only a logged head shows that the last seals were removed with their rows', async (t) => {
  const { verify, admin, heads } = await startAudit(t, { seals: 4 })
  const head = heads().at(-1)
  for (const last of [4, 3, 2, 1]) {
    await admin`delete from audit_log where seal = ${last}`
    await admin`delete from audit_seals where seal = ${last}`
    t.match(await verify(), { ok: true, seals: last - 1 })
    t.same(await verify(head), { ok: false, seal: last - 1, because: 'head-missing' })
  }
})

t.test('nobody but the sealer reads or moves what was written, and nobody changes what is sealed', async (t) => {
  const { contextOf, schemeIds, sql: sealer, look, seal } = await startAudit(t, { seals: 1 })
  await look(1, schemeIds[1])
  await seal(schemeIds[1])
  await look(1)
  const app = (await contextOf(schemeIds[0])).sql
  const forbidden = { code: '42501' }

  await t.rejects(app`select from audit_tail`, forbidden)
  await t.rejects(app`update audit_tail set action = 'nothing'`, forbidden)
  await t.rejects(app`delete from audit_tail`, forbidden)
  await t.rejects(app`truncate audit_tail`, forbidden)
  await t.rejects(
    app`insert into audit_tail (scheme_id, id, at, action, subject_kind) values (${schemeIds[1]}, ${schemeIds[1]}, now(), 'a', 'b')`,
    forbidden,
    'not into another scheme',
  )
  t.equal((await app`select from audit_log`).count, 4, 'the application reads the sealed rows of its scheme')
  t.equal((await app`select from audit_seals`).count, 1)
  await t.rejects(app`select from audit_log_2026_03`, forbidden, 'and no partition, which has no policy')

  for (const sql of [app, sealer])
    for (const table of ['audit_log', 'audit_seals'])
      for (const statement of [
        sql`update ${sql(table)} set seal = 9`,
        sql`delete from ${sql(table)}`,
        sql`truncate ${sql(table)}`,
      ])
        await t.rejects(statement, forbidden)
  for (const table of ['audit_log', 'audit_seals'])
    await t.rejects(app`insert into ${app(table)} select * from ${app(table)}`, forbidden)
  await t.rejects(sealer`insert into audit_tail (scheme_id) values (null)`, forbidden)
  await t.rejects(sealer`select from people`, forbidden)
})

t.test('the sealed log has a partition for each month, and one for what no month takes', async (t) => {
  const { admin, sql, schemeId, now, log } = await startAudit(t, { seals: 0 })
  const moments = ['2025-12-31T23:59:59Z', '2026-01-01T00:00:00Z', '2028-12-31T23:59:59Z', '2029-01-01T00:00:00Z']
  for (const at of moments)
    await admin`insert into audit_tail (scheme_id, id, at, action, subject_kind) values (${schemeId}, gen_random_uuid(), ${at}, 'a', 'b')`
  await sealAudit({ sql, schemeId, key: KEY, now, log })
  const rows = await admin<
    { partition: string }[]
  >`select tableoid::regclass::text as partition from audit_log order by at`
  t.same(
    rows.map(({ partition }) => partition),
    ['audit_log_default', 'audit_log_2026_01', 'audit_log_2028_12', 'audit_log_default'],
  )
  await t.rejects(admin`select create_audit_partitions('2029-01-01', '2029-01-01')`, { code: '23514' })
  await admin`set timezone = 'Pacific/Auckland'`
  await admin`select create_audit_partitions('2028-12-01', '2028-12-01')`
  await admin`select create_audit_partitions('2030-01-31', '2030-02-01')`
  const made = await admin`select relname from pg_class where relname like 'audit\\_log\\_2030\\___' order by 1`
  t.same([...made], [{ relname: 'audit_log_2030_01' }, { relname: 'audit_log_2030_02' }])
})

/** Looks again until it is so; tap's own time limit ends a test in which it never is. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(5)
}
