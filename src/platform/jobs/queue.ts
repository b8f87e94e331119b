import type { Sql } from 'postgres'
import { findPeriod, type Schedule } from './schedule.ts'

export type TakenJob = { schemeId: string; id: string; name: string; data: unknown; attempt: number }

/** What became of an attempt. */
export type Outcome =
  | { is: 'done'; at: Date }
  | { is: 'to-retry'; runAt: Date; fault: string }
  /** Not an attempt: this release does not know the job. */
  | { is: 'put-back'; runAt: Date; fault: string }
  | { is: 'dead'; at: Date; fault: string }

const LEASE_MS = 60_000

/**
 * Takes what is due. Workers skip each other's rows; a worker that dies keeps its jobs only until the lease ends.
 * The rows are chosen in a WITH, because a plan may run a subquery under IN again and so pass its limit.
 */
export async function takeJobs(sql: Sql, now: Date, limit: number): Promise<TakenJob[]> {
  return sql<TakenJob[]>`
    with due as materialized (
      select scheme_id, id from jobs
      where done_at is null and dead_at is null and run_at <= ${now} and (locked_until is null or locked_until <= ${now})
      order by run_at limit ${limit} for update skip locked
    )
    update jobs set attempt = attempt + 1, locked_until = ${new Date(now.getTime() + LEASE_MS)}
    from due where jobs.scheme_id = due.scheme_id and jobs.id = due.id
    returning jobs.scheme_id as "schemeId", jobs.id, name, data, attempt`
}

/**
 * Writes down what became of an attempt. Done is done, whoever says so; anything else counts only from the worker that
 * holds the job now: the attempt's number tells a lease that was lost.
 */
export async function settleJob(sql: Sql, job: TakenJob, outcome: Outcome): Promise<void> {
  const isThisJob = sql`scheme_id = ${job.schemeId} and id = ${job.id} and done_at is null`
  const isThisAttempt = sql`${isThisJob} and attempt = ${job.attempt}`
  switch (outcome.is) {
    case 'done':
      await sql`update jobs set done_at = ${outcome.at}, dead_at = null, locked_until = null where ${isThisJob}`
      return
    case 'to-retry':
      await sql`update jobs set run_at = ${outcome.runAt}, last_fault = ${outcome.fault}, locked_until = null where ${isThisAttempt}`
      return
    case 'put-back':
      await sql`
        update jobs set run_at = ${outcome.runAt}, last_fault = ${outcome.fault}, locked_until = null, attempt = attempt - 1
        where ${isThisAttempt}`
      return
    case 'dead':
      await sql`update jobs set dead_at = ${outcome.at}, last_fault = ${outcome.fault}, locked_until = null where ${isThisAttempt}`
  }
}

/** Makes the run of this period for each scheme. Of many workers the unique key lets one make it. */
export async function addScheduledJobs(
  sql: Sql,
  schedules: readonly Schedule[],
  now: Date,
  newId: () => string,
): Promise<void> {
  const schemes = await sql<{ schemeId: string }[]>`select id as "schemeId" from schemes`
  const runs = schedules.flatMap((schedule) => {
    const onceKey = findPeriod(schedule, now)
    if (onceKey === undefined) return []
    return schemes.map(({ schemeId }) => ({
      scheme_id: schemeId,
      id: newId(),
      name: schedule.name,
      once_key: onceKey,
      created_at: now,
      run_at: now,
    }))
  })
  if (runs.length > 0) await sql`insert into jobs ${sql(runs)} on conflict on constraint jobs_once_key do nothing`
}
