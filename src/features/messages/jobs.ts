import { z } from 'zod'
import type { Schedule } from '../../platform/jobs/schedule.ts'
import type { JobHandler } from '../../platform/jobs/worker.ts'
import { announceMessage, announceTask } from './use-cases/announce.ts'
import { chaseSameDay } from './use-cases/chase-same-day.ts'
import { type Delivering, deliverOutgoing } from './use-cases/deliver-outgoing.ts'
import { failStuck } from './use-cases/fail-stuck.ts'
import { sendDigests } from './use-cases/send-digests.ts'

const OutgoingIdData = z.object({ outgoingId: z.uuid() })
const TaskIdData = z.object({ taskId: z.uuid() })
const MessageIdData = z.object({ messageId: z.uuid() })

const chase: JobHandler = { data: z.object({}), run: (context) => chaseSameDay(context) }
const digests: JobHandler = { data: z.object({}), run: (context) => sendDigests(context) }
const stuck: JobHandler = { data: z.object({}), run: (context) => failStuck(context) }
const ofTask: JobHandler<typeof TaskIdData> = { data: TaskIdData, run: (context, data) => announceTask(context, data) }
const ofMessage: JobHandler<typeof MessageIdData> = {
  data: MessageIdData,
  run: (context, data) => announceMessage(context, data),
}

export const messageJobs = (delivering: Delivering) => {
  const deliver: JobHandler<typeof OutgoingIdData> = {
    data: OutgoingIdData,
    run: (context, data) => deliverOutgoing(context, delivering, data),
  }
  return {
    'chase-same-day': chase,
    'announce-task': ofTask,
    'announce-message': ofMessage,
    'deliver-outgoing': deliver,
    'send-digests': digests,
    'fail-stuck-messages': stuck,
  }
}

/** The digest is there when the day begins. */
export const messageSchedules: readonly Schedule[] = [
  { name: 'chase-same-day', every: 'minute' },
  { name: 'fail-stuck-messages', every: 'hour' },
  { name: 'send-digests', every: 'day', at: '07:00' },
]
