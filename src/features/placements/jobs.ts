import { z } from 'zod'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { TELL_OF_SESSION } from '../activities/public.ts'
import { tellOfSession } from './use-cases/tell-of-session.ts'

const SessionData = z.object({
  activityId: z.uuid(),
  on: z.iso.date(),
  was: z.object({ heldOn: z.iso.date(), startsAt: z.string() }),
})

const tell: JobHandler<typeof SessionData> = { data: SessionData, run: (context, data) => tellOfSession(context, data) }

export const placementJobs = { [TELL_OF_SESSION]: tell }
