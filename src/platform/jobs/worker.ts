import { setTimeout as wait } from 'node:timers/promises'
import type { Logger } from 'pino'
import type { z } from 'zod'
import { todayInEngland } from '../clock.ts'
import type { SystemContext } from '../context.ts'
import { connect, type PoolOptions, type Pools } from '../db/pools.ts'
import { DATABASE_ROLES } from '../db/roles.ts'
import { addScheduledJobs, type Outcome, settleJob, type TakenJob, takeJobs } from './queue.ts'
import { backOff, MAX_ATTEMPTS, nameFault } from './retry.ts'
import { type Schedule, toMinute } from './schedule.ts'

/** The job id is the idempotency key: what leaves the building carries it, because a job may run more than once. */
export type JobContext = SystemContext & { jobId: string }

/**
 * What is done for the jobs of one name, in less than a minute: then the lease ends and another worker begins again.
 * `run` is a method, so that handlers of different data fit into one record.
 */
export type JobHandler<Schema extends z.ZodType = z.ZodType> = {
  data: Schema
  run(context: JobContext, data: z.output<Schema>): Promise<void>
  /** Once, when the job is dead: ends what waits for it. */
  giveUp?(context: JobContext, data: z.output<Schema>): Promise<void>
}

export type WorkerOptions = {
  /** For the worker's own connections, which see the jobs of all schemes and nothing else. */
  connection: PoolOptions
  /** For the handlers: each works on the connections of its job's scheme. The caller ends them. */
  pools: Pools
  handlers: Readonly<Record<string, JobHandler>>
  schedules: readonly Schedule[]
  now: () => Date
  newId: () => string
  log: Logger
  random?: () => number
  /** How many jobs are worked on at once. */
  batch?: number
}

export type Worker = {
  /** Makes the scheduled runs that are due, takes one batch and works on it to the end: how many jobs there were. */
  runOnce: () => Promise<number>
  /** Waits for the jobs that are being worked on and gives the connections back. */
  stop: () => Promise<void>
}

const UNKNOWN_JOB_DELAY_MS = 60_000

/** Works on what is due until it is stopped. A lost database is waited for. */
export function startWorker({ pollMs = 1_000, ...options }: WorkerOptions & { pollMs?: number }): Worker {
  const { log, batch = 20 } = options
  const worker = openWorker(options)
  const stopping = new AbortController()

  async function poll(): Promise<void> {
    while (!stopping.signal.aborted) {
      await worker
        .start()
        .catch((error: unknown) => log.warn({ fault: nameFault(error) }, 'the jobs cannot be read: trying again'))
      if (worker.running.size >= batch) await Promise.race(worker.running)
      else await wait(pollMs, undefined, { signal: stopping.signal }).catch(() => {})
    }
  }
  const polling = poll()

  return {
    runOnce: worker.runOnce,
    stop: async () => {
      stopping.abort()
      await polling
      await worker.stop()
    },
  }
}

/** A worker that works when it is told to. */
export function openWorker(
  options: WorkerOptions,
): Worker & { start: () => Promise<Promise<void>[]>; running: ReadonlySet<Promise<void>> } {
  const { pools, handlers, schedules, now, newId, log, random = Math.random, batch = 20 } = options
  const sql = connect(options.connection, DATABASE_ROLES.worker, 4)
  const running = new Set<Promise<void>>()
  let scheduledAt = ''

  /** Takes as many jobs as there is room for and begins to work on them. */
  async function start(): Promise<Promise<void>[]> {
    await schedule(now())
    const taken = await takeJobs(sql, now(), batch - running.size)
    return taken.map((job) => {
      const work = workOn(job).finally(() => running.delete(work))
      running.add(work)
      return work
    })
  }

  /** Once a minute, so that a new scheme has its runs within a minute too. */
  async function schedule(at: Date): Promise<void> {
    const minute = toMinute(at)
    if (minute === scheduledAt) return
    await addScheduledJobs(sql, schedules, at, newId)
    scheduledAt = minute
  }

  /** Never throws: a job that cannot be settled comes again when its lease ends. */
  async function workOn(job: TakenJob): Promise<void> {
    const facts = { schemeId: job.schemeId, jobId: job.id, job: job.name, attempt: job.attempt }
    const outcome = await attempt(job)
    const fault = outcome.is === 'done' ? undefined : outcome.fault
    try {
      await settleJob(sql, job, outcome)
      if (outcome.is === 'dead') log.error({ ...facts, fault }, 'job dead')
      else if (outcome.is !== 'done') log.warn({ ...facts, fault, runAt: outcome.runAt }, 'job put off')
    } catch (error) {
      log.warn({ ...facts, fault, cause: nameFault(error) }, 'job not settled')
    }
  }

  async function attempt(job: TakenJob): Promise<Outcome> {
    const handler = Object.hasOwn(handlers, job.name) ? handlers[job.name] : undefined
    // During a release the worker that knows the job may be on its way.
    if (handler === undefined) return { is: 'put-back', runAt: later(UNKNOWN_JOB_DELAY_MS), fault: 'unknown job' }
    // Each attempt before ended without an outcome: the job may be what kills its workers.
    if (job.attempt > MAX_ATTEMPTS) return giveUp(handler, job, 'lease ended')
    try {
      await handler.run(await contextOf(job), handler.data.parse(job.data))
      return { is: 'done', at: now() }
    } catch (error) {
      const fault = nameFault(error)
      if (job.attempt >= MAX_ATTEMPTS) return giveUp(handler, job, fault)
      return { is: 'to-retry', runAt: later(backOff(job.attempt, random)), fault }
    }
  }

  /** A job is dead whether or not its end could be told to what waits for it. */
  async function giveUp(handler: JobHandler, job: TakenJob, fault: string): Promise<Outcome> {
    try {
      await handler.giveUp?.(await contextOf(job), handler.data.parse(job.data))
    } catch (error) {
      log.warn({ schemeId: job.schemeId, jobId: job.id, job: job.name, cause: nameFault(error) }, 'job not given up')
    }
    return { is: 'dead', at: now(), fault }
  }

  async function contextOf(job: TakenJob): Promise<JobContext> {
    return {
      ...(await pools.scheme(job.schemeId)),
      schemeId: job.schemeId,
      jobId: job.id,
      now,
      today: () => todayInEngland(now()),
      newId,
      log: log.child({ jobId: job.id, job: job.name }),
    }
  }

  const later = (delayMs: number) => new Date(now().getTime() + delayMs)

  return {
    start,
    running,
    runOnce: async () => {
      const works = await start()
      await Promise.all(works)
      return works.length
    },
    stop: async () => {
      await Promise.all(running)
      await sql.end({ timeout: 5 })
    },
  }
}
