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
