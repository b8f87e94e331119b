import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import { instantInEngland, readTime } from '../../platform/web/typed-time.ts'
import { ATTENDANCES, CONTACT_PURPOSES, CONTACT_WAYS, FOUND, GIVEN_REASONS, RUNGS, WORKER_FOUND } from './kinds.ts'

const aTime = (todo: string) =>
  z.string({ error: todo }).transform((typed, context) => {
    const time = readTime(typed)
    if (time !== undefined) return time
    context.addIssue({ code: 'custom', message: todo })
    return z.NEVER
  })

/** A visit or a call to be planned: a day, from when to when, as a diary has it. */
export const planForm = (today: Day) =>
  z
    .object({
      way: z.enum(CONTACT_WAYS, { error: 'Select how you meet' }),
      purpose: z.enum(CONTACT_PURPOSES, { error: 'Select what it is for' }),
      day: typedDay(today, 'Enter the day, like 31 3 2027'),
      from: aTime('Enter when it begins, like 14:30'),
      until: aTime('Enter when it ends, like 15:30').optional(),
      anyway: z.literal('yes').optional(),
    })
    .transform(({ day, from, until, anyway, ...contact }) => ({
      ...contact,
      anyway: anyway === 'yes',
      plannedStart: instantInEngland(day, from).toISOString(),
      plannedEnd: until === undefined ? undefined : instantInEngland(day, until).toISOString(),
    }))

const result = {
  happened: z.enum(['yes', 'no'], { error: 'Select whether it happened' }),
  attendance: z.enum(ATTENDANCES).optional(),
  notHappenedBecause: z.enum(GIVEN_REASONS).optional(),
  note: z.string().trim().max(4_000).optional(),
  personSaidNo: z.literal('yes').optional(),
}

/** What came of a contact: whether it happened and whether the person came are two questions. */
export const resultForm = (today: Day) =>
  z
    .object({
      ...result,
      happenedOn: typedDay(today, 'Enter the day it happened, like 31 3 2027'),
      nextReviewOn: typedDay(today, 'Enter the day of the next review, like 31 3 2027').optional(),
      version: z.coerce.number().int(),
    })
    .superRefine((typed, context) => {
      const fault = (field: string, message: string) => context.addIssue({ code: 'custom', path: [field], message })
      if (typed.happened === 'yes' && typed.attendance === undefined)
        fault('attendance', 'Select whether the person took part')
      if (typed.happened === 'no' && typed.notHappenedBecause === undefined)
        fault('notHappenedBecause', 'Select why it did not happen')
    })
    .transform(({ happened, version, personSaidNo, ...typed }) => ({
      version,
      patch:
        happened === 'yes'
          ? {
              happened: true,
              attendance: typed.attendance,
              happenedOn: typed.happenedOn,
              note: typed.note,
              nextReviewOn: typed.nextReviewOn,
              ...(personSaidNo === 'yes' ? { personSaidNo: true } : {}),
            }
          : {
              happened: false,
              notHappenedBecause: typed.notHappenedBecause,
              happenedOn: typed.happenedOn,
              note: typed.note,
            },
    }))

export const CheckForm = z.object({ say: z.string().trim().max(200).optional() })

/** Whom somebody asked about a person who did not open, and what was said. */
export const AskedForm = z
  .object({
    rung: z.enum(RUNGS, { error: 'Select whom you asked' }),
    spokeTo: z.string().trim().max(200).optional(),
    words: z
      .string({ error: 'Enter what was seen, heard or said' })
      .trim()
      .max(1_000, 'Shorten this to 1,000 characters or fewer'),
  })
  .superRefine(({ rung, spokeTo }, context) => {
    if (rung !== 'at-the-door' && spokeTo === undefined)
      context.addIssue({
        code: 'custom',
        path: ['spokeTo'],
        message: 'Enter whom you spoke to, or that nobody answered',
      })
  })

export const FoundForm = z.object({
  found: z.enum(FOUND, { error: 'Select where they are' }),
  foundWords: z
    .string({ error: 'Enter who spoke to whom, and how the person is' })
    .trim()
    .max(1_000, 'Shorten this to 1,000 characters or fewer'),
})

/** What was found of a worker who was not back. */
export const EndAlarmForm = z.object({
  found: z
    .enum(WORKER_FOUND, { error: 'Select how they are' })
    .exclude(['checked-out'], { error: 'Select how they are' }),
  words: z.string({ error: 'Write what was found, and by whom' }).trim().max(1_000, 'Write at most 1,000 characters'),
})
