import { z } from 'zod'
import { ATTENDED_ANSWERS } from './kinds.ts'
import { PLACEMENT_STATUSES } from './lifecycle.ts'
import type { RecordedAttendance } from './use-cases/record-attendance.ts'

const words = (most: number) => z.string().trim().min(1).max(most)

export const NewAttendanceBody = z
  .strictObject({
    on: z.iso.date().describe('The day. Written again for the same day, the last entry counts'),
    attended: z.enum(ATTENDED_ANSWERS),
    note: words(500).optional(),
  })
  .meta({ id: 'NewAttendance' })

export const NewSessionBody = z
  .strictObject({
    on: z.iso.date().describe('The day of the session'),
    answers: z
      .array(
        z.strictObject({
          placementId: z.uuid(),
          attended: z.enum(ATTENDED_ANSWERS),
          note: words(500).optional(),
        }),
      )
      .min(1)
      .max(100)
      .describe('Each person once. All are written, or none'),
  })
  .refine(({ answers }) => new Set(answers.map(({ placementId }) => placementId)).size === answers.length, {
    path: ['answers'],
    error: 'Name each person once',
  })
  .meta({ id: 'NewSession' })

export const AttendanceItem = z.object({
  on: z.iso.date(),
  attended: z.enum(ATTENDED_ANSWERS),
  note: z.string().nullable(),
  recordedAt: z.iso.datetime(),
})

export const AttendanceBody = z
  .object({ id: z.uuid(), ...AttendanceItem.shape, placementStatus: z.enum(PLACEMENT_STATUSES) })
  .meta({ id: 'Attendance' })

export const toAttendanceBody = ({ attendance, placement }: RecordedAttendance): z.infer<typeof AttendanceBody> => ({
  id: attendance.id,
  on: attendance.on,
  attended: attendance.attended,
  note: attendance.note,
  recordedAt: attendance.recordedAt.toISOString(),
  placementStatus: placement.status,
})

export const SessionBody = z
  .object({
    attendances: z.array(AttendanceBody.safeExtend({ placementId: z.uuid() }).meta({ id: 'SessionAttendance' })),
  })
  .meta({ id: 'Session' })

export const toSessionBody = (recorded: RecordedAttendance[]): z.infer<typeof SessionBody> => ({
  attendances: recorded.map((one) => ({ ...toAttendanceBody(one), placementId: one.placement.id })),
})
