import { z } from 'zod'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { RELEASE_TO_PERSON } from './reach-facts.ts'
import { releaseOutgoing } from './use-cases/reach-person.ts'

const Data = z.object({ outgoingId: z.uuid() })

const release: JobHandler = { data: Data, run: (context, data) => releaseOutgoing(context, Data.parse(data)) }

export const personJobs = { [RELEASE_TO_PERSON]: release }
