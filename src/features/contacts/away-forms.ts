import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import { instantInEngland } from '../../platform/web/typed-time.ts'
import { ABSENCE_KINDS } from '../absence/public.ts'
import { DAYS_AWAY_ACTS } from './days-away.ts'
import { TOLD_HOW } from './kinds.ts'

/** Who is away, from when to when, and who has their work meanwhile. */
export const absenceForm = (today: Day) =>
  z.object({
    membershipId: z.uuid('Select who is away'),
    kind: z.enum(ABSENCE_KINDS, { error: 'Select why' }),
    fromOn: typedDay(today, 'Enter the first day away, like 31 3 2027'),
    untilOn: typedDay(today, 'Enter the last day away, or leave it empty').optional(),
    coverId: z.uuid().optional(),
  })

export const ToldForm = z.object({
  visitChangeId: z.uuid('Open the phone list again'),
  how: z.enum(TOLD_HOW, { error: 'Select how they were told' }),
})

const TIME = /^([01]?\d|2[0-3])[:.]?([0-5]\d)$/

/**
 * What becomes of each contact of a worker who is away. The fields of a contact carry its id: `do-<id>`, and for a move
 * `day-<id>` and `time-<id>`. What is left open stays as it is.
 */
export const settleForm = (today: Day) =>
  z.record(z.string(), z.union([z.string(), z.array(z.string())])).transform((typed, context) => {
    const fault = (path: string, message: string) => context.addIssue({ code: 'custom', path: [path], message })
    const items: { contactId: string; do: (typeof DAYS_AWAY_ACTS)[number]; at?: string }[] = []
    for (const [name, value] of Object.entries(typed)) {
      const contactId = /^do-([0-9a-f-]{36})$/.exec(name)?.[1]
      const act = DAYS_AWAY_ACTS.find((known) => known === value)
      if (contactId === undefined || act === undefined) continue
      if (act !== 'move') {
        items.push({ contactId, do: act })
        continue
      }
      const day = typedDay(today, 'Enter the new day, like 31 3 2027').safeParse(typed[`day-${contactId}`])
      const time = String(typed[`time-${contactId}`] ?? '').trim()
      if (!day.success) fault(`day-${contactId}`, 'Enter the new day, like 31 3 2027')
      else if (!TIME.test(time)) fault(`time-${contactId}`, 'Enter the new time, like 14:30')
      else items.push({ contactId, do: act, at: instantInEngland(day.data, time).toISOString() })
    }
    if (items.length === 0) fault('items', 'Choose for at least one of them what becomes of it')
    return items
  })
