import { z } from 'zod'
import { SESSION_STATUSES } from './kinds.ts'
import type { Session } from './sessions.ts'

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'Enter a time like 14:30')
const Why = z.string().trim().min(1, 'Say why').max(300)

export const SessionsQuery = z.strictObject({
  from: z.iso.date().describe('The first day'),
  to: z.iso.date().describe('The last day'),
})

export const ActivitySessionBody = z
  .object({
    on: z.iso.date().describe('The day it has by the schedule; it names the session'),
    heldOn: z.iso.date().describe('The day on which it is held'),
    startsAt: z.string().describe('By the clock on the wall in England'),
    endsAt: z.string(),
    status: z.enum(SESSION_STATUSES),
    why: z.string().nullable(),
  })
  .meta({ id: 'ActivitySession' })

export const ActivitySessionsBody = z.object({ items: z.array(ActivitySessionBody) }).meta({ id: 'ActivitySessions' })

export const CancelSessionBody = z
  .strictObject({ on: z.iso.date().describe('The day it has by the schedule'), why: Why })
  .meta({ id: 'CancelSession' })

export const MoveSessionBody = z
  .strictObject({
    on: z.iso.date().describe('The day it has by the schedule'),
    toOn: z.iso.date().describe('The day on which it is held; the same one when only the time changes'),
    startsAt: Time.optional(),
    endsAt: Time.optional(),
    why: Why,
  })
  .meta({ id: 'MoveSession' })

export const RestoreSessionBody = z
  .strictObject({ on: z.iso.date().describe('The day it has by the schedule') })
  .meta({ id: 'RestoreSession' })

export const toSessionBody = ({
  on,
  heldOn,
  startsAt,
  endsAt,
  status,
  why,
}: Session): z.infer<typeof ActivitySessionBody> => ({
  on,
  heldOn,
  startsAt,
  endsAt,
  status,
  why,
})
