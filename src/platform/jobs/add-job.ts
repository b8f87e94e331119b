import { type SQLWrapper, sql } from 'drizzle-orm'
import type { SystemContext, Tx } from '../context.ts'
import { jobs } from '../tables.ts'

/** `data` holds ids and codes: the handler reads the records again, so that it works on what is true when it runs. */
export type NewJob = {
  name: string
  data: Record<string, unknown>
  /** Not before this moment; at once when it is left out. */
  runAt?: Date
}

/** Writes work for later with the change that asks for it: both are kept or neither. */
export async function addJob(tx: Tx, context: SystemContext, job: NewJob): Promise<string> {
  const jobId = context.newId()
  const createdAt = context.now()
  await tx.insert(jobs).values({
    schemeId: context.schemeId,
    id: jobId,
    name: job.name,
    data: job.data,
    createdAt,
    runAt: job.runAt ?? createdAt,
  })
  return jobId
}

/**
 * Makes something and the job about it in one statement; when nothing was made, as when it is there already, there is no
 * job. `made` gives back the `id` of what it made, which the job's data holds under `key`.
 */
export async function makeWithJob(
  tx: Tx,
  { schemeId, newId, now }: SystemContext,
  made: SQLWrapper,
  job: { name: string; key: string },
): Promise<void> {
  const at = now().toISOString()
  await tx.execute(sql`
    with made as ${made}
    insert into jobs (scheme_id, id, name, data, created_at, run_at)
    select ${schemeId}, ${newId()}, ${job.name}, jsonb_build_object(${job.key}::text, made.id), ${at}::timestamptz, ${at}::timestamptz from made`)
}
