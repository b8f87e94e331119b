import { spawn } from 'node:child_process'
import { EventEmitter, once } from 'node:events'
import { setTimeout as wait } from 'node:timers/promises'
import postgres from 'postgres'
import t from 'tap'
import { z } from 'zod'
import { connect } from '../../src/platform/db/pools.ts'
import { DATABASE_ROLES } from '../../src/platform/db/roles.ts'
import { addJob } from '../../src/platform/jobs/add-job.ts'
import { PRUNE, prune } from '../../src/platform/jobs/prune.ts'
import { findPeriod } from '../../src/platform/jobs/schedule.ts'
import { type JobHandler, startWorker } from '../../src/platform/jobs/worker.ts'
import { Refusal } from '../../src/platform/problems.ts'
import { TEST_ROLES_SECRET } from '../support/database.ts'
import { programPath } from '../support/programs.ts'
import { letterHandler } from './letter-handler.ts'
import { startJobs } from './start-jobs.ts'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const DAY = 24 * 60 * MINUTE

t.test('a job is written with its change, or not at all', async (t) => {
  const { contextOf, admin, schemeIds, giveJob } = await startJobs(t)
  const context = await contextOf(schemeIds[0])
  await t.rejects(
    context.db.transaction(async (tx) => {
      await addJob(tx, context, { name: 'write-letter', data: {} })
      throw new Refusal('not-possible')
    }),
  )
  t.equal((await admin`select from jobs`).count, 0)
  await giveJob({ name: 'write-letter', data: {} })
  t.equal((await admin`select from jobs`).count, 1)
})

t.test('four workers do 500 jobs, each once, on the connections of its own scheme', async (t) => {
  const { worker, contextOf, schemeIds, admin } = await startJobs(t)

  for (const schemeId of schemeIds) {
    const context = await contextOf(schemeId)
    await context.db.transaction(async (tx) => {
      for (let number = 0; number < 250; number += 1)
        await addJob(tx, context, { name: 'count', data: { schemeId, number } })
    })
  }

  const done = new Map<string, number>()
  const strangers: string[] = []
  const count: JobHandler<typeof CountJob> = {
    data: CountJob,
    run: async ({ jobId, sql }, { schemeId }) => {
      const [row] = await sql<{ schemeId: string }[]>`select current_setting('app.scheme_id') as "schemeId"`
      if (row?.schemeId !== schemeId) strangers.push(jobId)
      done.set(jobId, (done.get(jobId) ?? 0) + 1)
    },
  }
  const workers = Array.from({ length: 4 }, () => worker({ handlers: { count } }))
  const taken = await Promise.all(
    workers.map(async ({ runOnce }) => {
      let sum = 0
      for (let batch = await runOnce(); batch > 0; batch = await runOnce()) sum += batch
      return sum
    }),
  )

  t.equal(
    taken.reduce((sum, one) => sum + one),
    500,
  )
  t.equal(done.size, 500)
  t.ok([...done.values()].every((times) => times === 1))
  t.same(strangers, [])
  const [undone] = await admin`select count(*)::integer as count from jobs where done_at is null or attempt <> 1`
  t.equal(undone?.count, 0)
})

const CountJob = z.object({ schemeId: z.uuid(), number: z.int() })

t.test('a batch is not larger than asked for, and the job that waits longest comes first', async (t) => {
  const { worker, giveJob, now, findJob } = await startJobs(t)
  const later = await giveJob({ name: 'wait', data: {}, runAt: new Date(now().getTime() - SECOND) })
  const first = await giveJob({ name: 'wait', data: {}, runAt: new Date(now().getTime() - MINUTE) })
  const notYet = await giveJob({ name: 'wait', data: {}, runAt: new Date(now().getTime() + SECOND) })
  const { runOnce } = worker({ batch: 1, handlers: { wait: doing(async () => {}) } })

  t.equal(await runOnce(), 1)
  t.not((await findJob(first)).doneAt, null)
  t.equal((await findJob(later)).doneAt, null)
  t.equal(await runOnce(), 1)
  t.equal(await runOnce(), 0)
  t.equal((await findJob(notYet)).attempt, 0)
})

t.test('the job of a killed worker comes again when its lease ends, and leaves one letter', async (t) => {
  const { worker, giveJob, clock, findJob, admin, url } = await startJobs(t)
  const jobId = await giveJob({ name: 'write-letter', data: { code: 'to-the-practice' } })
  const killed = spawn(
    process.execPath,
    [programPath('test/platform/killed-worker'), url, TEST_ROLES_SECRET, clock.at.toISOString()],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  )
  t.teardown(() => killed.kill('SIGKILL'))
  await once(killed.stdout, 'data')
  killed.kill('SIGKILL')
  await once(killed, 'close')

  let letters = 0
  const { runOnce } = worker({
    handlers: {
      'write-letter': letterHandler(async () => {
        letters += 1
      }),
    },
  })
  clock.at = new Date(clock.at.getTime() + MINUTE - 1)
  t.equal(await runOnce(), 0, 'the lease holds for a minute')
  clock.at = new Date(clock.at.getTime() + 1)
  t.equal(await runOnce(), 1)

  t.equal(letters, 1)
  t.equal(
    (await admin`select from scheme_list_items where id = ${jobId}`).count,
    1,
    'the job id is the key of the letter',
  )
  t.match(await findJob(jobId), { attempt: 2, doneAt: clock.at, lockedUntil: null })
})

t.test('a worker that has lost its lease does not undo what the next one does', async (t) => {
  const { worker, giveJob, clock, findJob } = await startJobs(t)
  const jobId = await giveJob({ name: 'slow', data: {} })
  const slow = createGate()
  const next = createGate()
  const first = worker({ handlers: { slow: doing(() => slow.opened) } }).runOnce()
  await until(async () => (await findJob(jobId)).attempt === 1)
  clock.at = new Date(clock.at.getTime() + MINUTE)
  const second = worker({ handlers: { slow: doing(() => next.opened) } }).runOnce()
  await until(async () => (await findJob(jobId)).attempt === 2)

  slow.break(new Error('Too late'))
  await first
  t.match(await findJob(jobId), { lastFault: null, lockedUntil: new Date(clock.at.getTime() + MINUTE) })
  next.open()
  await second
  t.match(await findJob(jobId), { doneAt: clock.at, attempt: 2 })
})

t.test('a job that fails comes again ever later, and is dead after eight attempts', async (t) => {
  const { worker, giveJob, clock, findJob, logged, admin } = await startJobs(t)
  const jobId = await giveJob({ name: 'send-mail', data: {} })
  const failing = doing(async () => {
    throw Object.assign(new Error('550 no such person: Wilhelmina Testcase'), { code: 'EENVELOPE' })
  })
  const { runOnce } = worker({ handlers: { 'send-mail': failing } })

  const delays: number[] = []
  for (let attempt = 1; attempt < 8; attempt += 1) {
    t.equal(await runOnce(), 1)
    const { runAt, deadAt, lastFault } = await findJob(jobId)
    t.equal(deadAt, null)
    t.equal(lastFault, 'Error EENVELOPE')
    delays.push((runAt.getTime() - clock.at.getTime()) / SECOND)
    clock.at = new Date(runAt.getTime() - 1)
    t.equal(await runOnce(), 0, 'not before its time')
    clock.at = runAt
  }
  t.same(delays, [10, 40, 160, 640, 2_560, 10_240, 21_600])

  t.equal(await runOnce(), 1)
  t.match(await findJob(jobId), { attempt: 8, deadAt: clock.at, doneAt: null, lastFault: 'Error EENVELOPE' })
  clock.at = new Date(clock.at.getTime() + 30 * DAY)
  t.equal(await runOnce(), 0, 'the dead rest')
  t.match(
    logged.filter(({ level }) => level === 50),
    [{ msg: 'job dead', job: 'send-mail', jobId, fault: 'Error EENVELOPE' }],
  )
  const rows = await admin`select * from jobs`
  t.notMatch(JSON.stringify([logged, rows]), 'Wilhelmina', 'the text of a fault is nowhere')
})

t.test('the wait before the next attempt is cut by chance, to half at most', async (t) => {
  const { worker, giveJob, clock, findJob } = await startJobs(t)
  const jobId = await giveJob({ name: 'fail', data: {} })
  const failing = doing(() => Promise.reject(new Refusal('not-found', 'No person is called Wilhelmina')))
  await worker({ random: () => 0, handlers: { fail: failing } }).runOnce()
  t.match(await findJob(jobId), { runAt: new Date(clock.at.getTime() + 5 * SECOND), lastFault: 'Refusal not-found' })
})

t.test('a job that ends its workers each time is dead too', async (t) => {
  const { worker, giveJob, findJob, admin } = await startJobs(t)
  const jobId = await giveJob({ name: 'fell', data: {} })
  await admin`update jobs set attempt = 8`
  await worker({ handlers: { fell: doing(() => t.fail('it must not run a ninth time')) } }).runOnce()
  t.match(await findJob(jobId), { deadAt: Date, lastFault: 'lease ended' })
})

t.test('a job with data that its handler does not understand is not run', async (t) => {
  const { worker, giveJob, findJob } = await startJobs(t)
  const jobId = await giveJob({ name: 'write-letter', data: { code: 7 } })
  await worker({ handlers: { 'write-letter': letterHandler(() => Promise.reject(new Error('It ran'))) } }).runOnce()
  t.match(await findJob(jobId), { attempt: 1, doneAt: null, lastFault: 'ZodError' })
})

t.test('a job that this release does not know waits for one that does', async (t) => {
  const { worker, giveJob, clock, findJob, logged } = await startJobs(t)
  const jobId = await giveJob({ name: 'constructor', data: {} })
  const old = worker({ handlers: {} })
  for (let round = 0; round < 10; round += 1) {
    t.equal(await old.runOnce(), 1)
    clock.at = new Date(clock.at.getTime() + MINUTE)
  }
  t.match(await findJob(jobId), { attempt: 0, deadAt: null, lastFault: 'unknown job' })
  t.match(logged[0], { level: 40, job: 'constructor', jobId, fault: 'unknown job' })
  await worker({ handlers: { constructor: doing(async () => {}) } }).runOnce()
  t.match(await findJob(jobId), { attempt: 1, doneAt: clock.at })
})

t.test('three workers make one run for each scheme and period', async (t) => {
  const { worker, clock, admin, schemeIds, newId } = await startJobs(t)
  const schedules = [
    { name: 'tick', every: 'minute' },
    { name: 'clear', every: 'hour' },
    { name: 'wake', every: 'day', at: '06:00' },
  ] as const
  let runs = 0
  const run = doing(async () => {
    runs += 1
  })
  const workers = Array.from({ length: 3 }, () => worker({ schedules, handlers: { tick: run, clear: run, wake: run } }))
  const runAll = () => Promise.all(workers.map(({ runOnce }) => runOnce()))
  const countRuns = async () =>
    admin`select name, count(*)::integer as runs from jobs group by name order by name`.then((rows) => [...rows])

  await runAll()
  await runAll()
  t.same(await countRuns(), [
    { name: 'clear', runs: 2 },
    { name: 'tick', runs: 2 },
    { name: 'wake', runs: 2 },
  ])
  await admin`insert into schemes (id, name, created_at) values (${newId()}, 'A third invented scheme', ${clock.at})`
  clock.at = new Date(clock.at.getTime() + MINUTE)
  await runAll()
  await runAll()
  t.same(await countRuns(), [
    { name: 'clear', runs: 3 },
    { name: 'tick', runs: 5 },
    { name: 'wake', runs: 3 },
  ])
  t.equal(runs, 11)
  t.equal((await admin`select from jobs where scheme_id = ${schemeIds[0]}`).count, 4)
})

t.test('periods are minutes, hours, and days that begin at a time in England', async (t) => {
  const winter = new Date('2026-01-15T06:29:59.999Z')
  t.equal(findPeriod({ name: 'a', every: 'minute' }, winter), '2026-01-15T06:29')
  t.equal(findPeriod({ name: 'a', every: 'hour' }, winter), '2026-01-15T06')
  t.equal(findPeriod({ name: 'a', every: 'day', at: '06:30' }, winter), undefined)
  t.equal(findPeriod({ name: 'a', every: 'day', at: '06:30' }, new Date('2026-01-15T06:30:00Z')), '2026-01-15')
  t.equal(findPeriod({ name: 'a', every: 'day', at: '06:30' }, new Date('2026-07-15T05:29:00Z')), undefined)
  t.equal(findPeriod({ name: 'a', every: 'day', at: '06:30' }, new Date('2026-07-15T05:30:00Z')), '2026-07-15')
  t.equal(findPeriod({ name: 'a', every: 'day', at: '00:00' }, new Date('2026-07-15T23:00:00Z')), '2026-07-16')
})

t.test('a worker that lost its database goes on when it returns', async (t) => {
  const { connection, pools, now, newId, log, logged, giveJob, databaseName, findJob } = await startJobs(t)
  const server = postgres(process.env.TEST_PG_URL ?? '', { max: 1, onnotice: () => {} })
  t.teardown(() => server.end())
  const handlers = { work: doing(async () => {}) }
  const worker = startWorker({ connection, pools, handlers, schedules: [], now, newId, log, pollMs: 10 })
  t.teardown(worker.stop)
  const before = await giveJob({ name: 'work', data: {} })
  await until(async () => (await findJob(before)).doneAt !== null)

  await server.unsafe(`alter database ${databaseName} with allow_connections false`)
  await server`select pg_terminate_backend(pid) from pg_stat_activity where datname = ${databaseName}`
  await until(async () => logged.filter(({ msg }) => msg.startsWith('the jobs cannot be read')).length >= 3)
  await server.unsafe(`alter database ${databaseName} with allow_connections true`)

  const after = await giveJob({ name: 'work', data: {} })
  await until(async () => (await findJob(after)).doneAt !== null)
  t.pass('it did the next job')
})

t.test('a worker that is stopped ends what it has begun and begins nothing', async (t) => {
  const { connection, pools, now, newId, log, giveJob, findJob } = await startJobs(t)
  const work = createGate()
  const handlers = { work: doing(() => work.opened) }
  const begun = await giveJob({ name: 'work', data: {} })
  const worker = startWorker({ connection, pools, handlers, schedules: [], now, newId, log, pollMs: 10, batch: 1 })
  await until(async () => (await findJob(begun)).attempt === 1)
  const waiting = await giveJob({ name: 'work', data: {} })

  const stopped = worker.stop()
  work.open()
  await stopped
  t.match(await findJob(begun), { doneAt: now() })
  t.match(await findJob(waiting), { attempt: 0 })
})

t.test('a slow job does not keep the others waiting', async (t) => {
  const { connection, pools, now, newId, log, giveJob, findJob } = await startJobs(t)
  const slow = createGate()
  const handlers = { slow: doing(() => slow.opened), quick: doing(async () => {}) }
  const worker = startWorker({ connection, pools, handlers, schedules: [], now, newId, log, pollMs: 10, batch: 2 })
  t.teardown(worker.stop)
  const slowId = await giveJob({ name: 'slow', data: {} })
  await until(async () => (await findJob(slowId)).attempt === 1)
  for (let number = 0; number < 5; number += 1) {
    const quick = await giveJob({ name: 'quick', data: {} })
    await until(async () => (await findJob(quick)).doneAt !== null)
  }
  t.match(await findJob(slowId), { doneAt: null })
  slow.open()
})

t.test('each hour what is done for a week is deleted, and first answers after three days; the dead stay', async (t) => {
  const { worker, admin, clock, schemeIds, newId } = await startJobs(t)
  const ago = (ms: number) => new Date(clock.at.getTime() - ms)
  for (const schemeId of schemeIds) {
    const job = (name: string, times: { doneAt?: Date; deadAt?: Date }) => admin`
      insert into jobs (scheme_id, id, name, done_at, dead_at, run_at)
      values (${schemeId}, ${newId()}, ${name}, ${times.doneAt ?? null}, ${times.deadAt ?? null}, ${new Date(clock.at.getTime() + DAY)})`
    await job('done long ago', { doneAt: ago(7 * DAY + 1) })
    await job('done of late', { doneAt: ago(7 * DAY) })
    await job('dead', { deadAt: ago(90 * DAY) })
    await job('waiting', {})
    for (const [key, at] of [
      ['old', ago(3 * DAY + 1)],
      ['new', ago(3 * DAY)],
    ] as const)
      await admin`
        insert into idempotency_keys (scheme_id, account_id, key, request_hash, at)
        values (${schemeId}, ${newId()}, ${key}, '\\x00', ${at})`
  }
  await worker({ schedules: [PRUNE], handlers: { prune } }).runOnce()

  const names = await admin<{ name: string }[]>`select name from jobs where name <> 'prune' order by name`
  t.same(
    names.map(({ name }) => name),
    ['dead', 'dead', 'done of late', 'done of late', 'waiting', 'waiting'],
  )
  const keys = await admin<{ key: string }[]>`select key from idempotency_keys`
  t.same(
    keys.map(({ key }) => key),
    ['new', 'new'],
  )
})

t.test('no role reaches more of the jobs than it needs', async (t) => {
  const { connection, contextOf, schemeIds, giveJob } = await startJobs(t)
  const sql = connect(connection, DATABASE_ROLES.worker, 1)
  t.teardown(() => sql.end())
  const [mine, theirs] = schemeIds
  await giveJob({ name: 'mine', data: {} }, mine)
  await giveJob({ name: 'theirs', data: {} }, theirs)
  const app = (await contextOf(mine)).sql

  t.equal((await sql`select from jobs`).count, 2, 'the worker sees the jobs of all schemes')
  t.equal((await app`select from jobs`).count, 1, 'the application sees those of one')
  t.equal((await app`delete from jobs`).count, 0, 'the application cannot delete what is not done')
  const forbidden = { code: '42501' }
  await t.rejects(app`update jobs set dead_at = now()`, forbidden)
  await t.rejects(
    app`insert into jobs (scheme_id, id, name) values (${theirs}, ${theirs}, 'for another scheme')`,
    forbidden,
  )
  await t.rejects(sql`delete from jobs`, forbidden)
  for (const table of ['people', 'referrals', 'messages', 'accounts', 'audit_tail', 'idempotency_keys'])
    await t.rejects(sql`select from ${sql(table)}`, forbidden, `the worker cannot read ${table}`)
})

function doing(run: () => unknown): JobHandler {
  return {
    data: z.object({}),
    run: async () => {
      await run()
    },
  }
}

/** What a handler waits at until the test opens it, or lets it fail. */
function createGate() {
  const events = new EventEmitter()
  const opened = once(events, 'open')
  return { opened, open: () => events.emit('open'), break: (error: Error) => events.emit('error', error) }
}

/** Looks again until it is so; tap's own time limit ends a test in which it never is. */
async function until(isSo: () => Promise<boolean>): Promise<void> {
  while (!(await isSo())) await wait(5)
}
