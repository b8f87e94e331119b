import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import { ATTENDED_ANSWERS } from './kinds.ts'

const note = z.string().trim().max(1_000, 'Write at most 1,000 characters').optional()
const text = (todo: string, most: number) =>
  z
    .string({ error: todo })
    .trim()
    .max(most, `Write at most ${most.toLocaleString('en-GB')} characters`)
const reason = z.string({ error: 'Select why' }).max(60)
export const DeclineForm = z.object({ reason, note })
const dayOf = (today: Day) => typedDay(today, 'Enter the day it happened, like 31 3 2026')
export const startForm = (today: Day) => z.object({ on: dayOf(today) })
export const completeForm = (today: Day) => z.object({ on: dayOf(today), note })
export const endForm = (today: Day) => z.object({ reason, on: dayOf(today), note })

const PERSON = /^came-([0-9a-f-]{36})$/

export const QuestionForm = z.object({
  words: text('Enter what you would like to know', 1_000),
})

const HOW_MANY = 'Enter how many others came, as a number'
const others = z.coerce.number(HOW_MANY).int(HOW_MANY).min(0, HOW_MANY).max(10_000, HOW_MANY).optional()

/** A register: one answer for each person, and nothing for whom nobody said anything; how many others, where the door is open. */
export const registerForm = (today: Day) =>
  z
    .looseObject({ on: typedDay(today, 'Enter the day of the session, like 31 3 2026'), others })
    .transform(({ on, others, ...typed }, context) => {
      const answers = Object.entries(typed).flatMap(([name, value]) => {
        const placementId = PERSON.exec(name)?.[1]
        const attended = ATTENDED_ANSWERS.find((answer) => answer === value)
        return placementId === undefined || attended === undefined ? [] : [{ placementId, attended }]
      })
      if (answers.length > 0 || others !== undefined) return { on, answers, others }
      context.addIssue({
        code: 'custom',
        path: ['people'],
        message: 'Select for one person at least whether they came',
      })
      return z.NEVER
    })
