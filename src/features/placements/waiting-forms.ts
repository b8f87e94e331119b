import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import { ACCESS_FEATURE_CODES } from '../activities/public.ts'
import { COMES_WITH, GAP_REASONS } from './kinds.ts'
import { SAID_LEFT_REASONS } from './waiting.ts'
import type { WaitingDoor } from './waiting-words.ts'

const words = (most: number) => z.string().trim().max(most, `Shorten it to ${most} characters`)

export const accessNeeds = z
  .union([z.enum(ACCESS_FEATURE_CODES).transform((one) => [one]), z.array(z.enum(ACCESS_FEATURE_CODES))])
  .default([])

/** Of the first time: asked when a place is offered, because most who never come turned round at the door. */
export const firstTimeFields = (today: Day) => ({
  startsOn: typedDay(today, 'Enter a day, like 31 3 2027').optional(),
  comesWith: z.enum(COMES_WITH).optional(),
  homeBy: words(300).optional(),
})

/** The same where a place is offered: who comes along is always asked, and "not known yet" is an answer. */
export const askedFirstTimeFields = (today: Day) => ({
  ...firstTimeFields(today),
  comesWith: z
    .enum([...COMES_WITH, 'not-known'], { error: 'Select who comes with them, or that it is not known yet' })
    .transform((typed) => (typed === 'not-known' ? undefined : typed)),
})

export const JoinForm = z.object({
  isUrgent: z
    .literal('yes')
    .optional()
    .transform((typed) => typed === 'yes'),
  hopes: words(1_000).optional(),
  accessNeeds,
})

/** What each thing that can be written down of somebody who waits asks of what was typed. */
export const waitingForm = (door: WaitingDoor, today: Day) => {
  switch (door) {
    case 'take':
      return z.object(firstTimeFields(today))
    case 'pass':
    case 'still-wanted':
      return z.object({})
    case 'leave':
      return z.object({ reason: z.enum(SAID_LEFT_REASONS, { error: 'Select why they wait no more' }) })
  }
}

export const GapForm = z.object({
  need: z.string({ error: 'Select what they need' }).max(60),
  why: z.enum(GAP_REASONS, { error: 'Select why nothing fits' }),
  note: words(500).optional(),
})
