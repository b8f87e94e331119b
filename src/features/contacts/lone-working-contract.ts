import { z } from 'zod'
import { Label } from '../accounts/public.ts'
import { WORKER_FOUND } from './kinds.ts'
import type { Alarm, InsideNow } from './store/lone-working.ts'
import type { AlarmInList } from './use-cases/list-alarms.ts'

export const AlarmId = z.object({ alarmId: z.uuid() })

export const LateBody = z
  .strictObject({
    minutes: z.int().min(5).max(120).default(30),
    say: z.string().trim().max(200).optional().describe('A word to the office; it is not kept'),
    trouble: z.boolean().optional().describe('The worker is in trouble: nothing shows it'),
  })
  .nullish()
  .meta({ id: 'RunningLate' })

export const EndAlarmBody = z
  .strictObject({
    found: z.enum(WORKER_FOUND).exclude(['checked-out']),
    words: z.string().trim().min(1).max(1_000).describe('What was found, by whom'),
  })
  .meta({ id: 'LoneWorkingEnd' })

const state = {
  id: z.uuid(),
  contactId: z.uuid(),
  workerId: z.uuid(),
  openedAt: z.iso.datetime(),
  troubleAt: z.iso.datetime().nullable().describe('When the worker said that they are in trouble: do not ring them'),
  takenAt: z.iso.datetime().nullable(),
  takenById: z.uuid().nullable(),
  endedAt: z.iso.datetime().nullable(),
  found: z.enum(WORKER_FOUND).nullable(),
}

export const AlarmBody = z.object(state).meta({ id: 'LoneWorkingAlarm' })

export const AlarmsBody = z
  .object({
    watching: z.boolean().describe('False when the job that watches has not run for five minutes: ring your workers'),
    lastRunAt: z.iso.datetime().nullable(),
    inside: z
      .array(
        z.object({
          contactId: z.uuid(),
          referralId: z.uuid(),
          workerLabel: Label,
          checkedInAt: z.iso.datetime(),
          expectedOutAt: z.iso.datetime().nullable(),
        }),
      )
      .describe('Who went in and is not out yet, whoever should be out first on top'),
    items: z.array(
      z
        .object({
          ...state,
          workerName: z.string(),
          workerLabel: Label,
          told: z.array(
            z.object({
              name: z.string(),
              at: z.iso.datetime(),
              delivery: z
                .enum(['not-yet', 'waiting', 'sent', 'failed'])
                .describe('Whether a mail or text about it left; after `failed`, ring them'),
            }),
          ),
        })
        .meta({ id: 'LoneWorkingAlarmInList' }),
    ),
  })
  .meta({ id: 'LoneWorking' })

export const toInsideBody = ({ contactId, referralId, workerLabel, checkedInAt, plannedEnd }: InsideNow) => ({
  contactId,
  referralId,
  workerLabel,
  checkedInAt: checkedInAt.toISOString(),
  expectedOutAt: plannedEnd?.toISOString() ?? null,
})

export const toAlarmBody = (alarm: Alarm): z.infer<typeof AlarmBody> => ({
  id: alarm.id,
  contactId: alarm.contactId,
  workerId: alarm.workerId,
  openedAt: alarm.openedAt.toISOString(),
  troubleAt: alarm.troubleAt?.toISOString() ?? null,
  takenAt: alarm.takenAt?.toISOString() ?? null,
  takenById: alarm.takenById,
  endedAt: alarm.endedAt?.toISOString() ?? null,
  found: alarm.found,
})

export const toAlarmItem = (alarm: AlarmInList) => ({
  ...toAlarmBody(alarm),
  workerName: alarm.workerName,
  workerLabel: alarm.workerLabel,
  told: alarm.tellings.map(({ name, at, delivery }) => ({ name, at: at.toISOString(), delivery })),
})
