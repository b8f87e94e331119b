import type { SystemContext, Tx } from '../../../platform/context.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { RELEASE_TO_PERSON } from '../reach-facts.ts'

/** The gate is asked again by a job, just before the message leaves. */
export const addReleaseJob = (tx: Tx, context: SystemContext, outgoingId: string): Promise<string> =>
  addJob(tx, context, { name: RELEASE_TO_PERSON, data: { outgoingId } })
