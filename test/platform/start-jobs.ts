import { Writable } from 'node:stream'
import { pino } from 'pino'
import postgres from 'postgres'
import type { SystemContext } from '../../src/platform/context.ts'
import { openPools } from '../../src/platform/db/pools.ts'
import { uuidv7 } from '../../src/platform/ids.ts'
import { addJob, type NewJob } from '../../src/platform/jobs/add-job.ts'
import { openWorker, type WorkerOptions } from '../../src/platform/jobs/worker.ts'
import { cloneDatabase, TEST_ROLES_SECRET, type TestLike } from '../support/database.ts'

export type LogLine = { level: number; msg: string } & Record<string, unknown>

/** A database with two schemes, a clock that is turned by hand, and what was logged. */
export async function startJobs(t: TestLike) {
  const { url, name } = await cloneDatabase(t)
  const connection = { databaseUrl: url, rolesSecret: TEST_ROLES_SECRET }
  const admin = postgres(url, { max: 2, onnotice: () => {} })
  const pools = openPools({ ...connection, perScheme: { sql: 2, db: 2 } })
  t.teardown(async () => {
    await Promise.all([admin.end(), pools.end()])
  })

  const clock = { at: new Date('2026-03-02T09:00:00Z') }
  const now = () => clock.at
  const newId = () => uuidv7(clock.at)
  const logged: LogLine[] = []
  const sink = new Writable({
    write: (line, _encoding, done) => {
      logged.push(JSON.parse(String(line)))
      done()
    },
  })
  const log = pino({ base: null }, sink)

  const schemeIds = [newId(), newId()] as const
  for (const schemeId of schemeIds)
    await admin`insert into schemes (id, name, created_at) values (${schemeId}, 'Invented scheme', ${clock.at})`

  async function contextOf(schemeId: string): Promise<SystemContext> {
    return { ...(await pools.scheme(schemeId)), schemeId, now, today: () => '2026-03-02', newId, log }
  }

  return {
    url,
    databaseName: name,
    connection,
    admin,
    pools,
    clock,
    now,
    newId,
    log,
    logged,
    schemeIds,
    contextOf,
    giveJob: async (job: NewJob, schemeId: string = schemeIds[0]) => {
      const context = await contextOf(schemeId)
      return context.db.transaction((tx) => addJob(tx, context, job))
    },
    /** A worker that works when it is told to; it is stopped at the end. */
    worker: (options: Pick<WorkerOptions, 'handlers'> & Partial<WorkerOptions>) => {
      const worker = openWorker({ connection, pools, schedules: [], now, newId, log, random: () => 1, ...options })
      t.teardown(worker.stop)
      return worker
    },
    findJob: async (jobId: string) => {
      const [job] = await admin<
        {
          attempt: number
          runAt: Date
          lockedUntil: Date | null
          doneAt: Date | null
          deadAt: Date | null
          lastFault: string | null
        }[]
      >`
        select attempt, run_at as "runAt", locked_until as "lockedUntil", done_at as "doneAt", dead_at as "deadAt", last_fault as "lastFault"
        from jobs where id = ${jobId}`
      if (job === undefined) throw new Error('There is no such job')
      return job
    },
  }
}
