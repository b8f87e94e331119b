import { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { typedDay } from '../../platform/web/typed-day.ts'
import { TARGETS, type TargetName } from '../schemes/public.ts'
import type { SettingsChanges } from './changes.ts'
import { CONFIRMATIONS } from './kinds.ts'

export const ConfirmForm = z.object({ what: z.enum(CONFIRMATIONS) })

const NAMES = Object.keys(TARGETS) as [TargetName, ...TargetName[]]
const whole = (todo: string, least: number, most: number) =>
  z.coerce.number(todo).int(todo).min(least, todo).max(most, todo)
const days = (name: TargetName) =>
  [`target-${name}`, whole('Enter working days from 0 to 90, in digits', 0, 90)] as const

/** Every setting as it is to be; what is as it was is no change. */
export const SettingsForm = z
  .object({
    ...(Object.fromEntries(NAMES.map(days)) as Record<`target-${TargetName}`, z.ZodCoercedNumber>), // the keys are the targets
    minimumAge: whole('Enter an age from 0 to 120, in digits', 0, 120),
    onlyWithCondition: z.literal('yes').optional(),
    reviewAfterWeeks: whole('Enter weeks from 1 to 52, in digits', 1, 52),
    caseloadLimit: whole('Enter people from 1 to 500, in digits', 1, 500),
    requireAgreements: z.literal('yes').optional(),
    hearsUnlessSaid: z.enum(['everything', 'summary', 'only-that-it-happened'], { error: 'Select how much' }),
  })
  .transform(
    ({ minimumAge, onlyWithCondition, requireAgreements, ...typed }): SettingsChanges => ({
      targets: Object.fromEntries(NAMES.map((name) => [name, Number(typed[`target-${name}`])])),
      criteria: { minimumAge, longTermConditionOrCarer: onlyWithCondition === 'yes' },
      reviewAfterWeeks: typed.reviewAfterWeeks,
      caseloadLimit: typed.caseloadLimit,
      requireAgreements: requireAgreements === 'yes',
      hearsUnlessSaid: typed.hearsUnlessSaid,
    }),
  )

export const scheduleForm = (today: Day) =>
  z.object({ holdsFrom: typedDay(today, 'Enter the day, like 31 3 2027'), version: z.coerce.number().int() })
export const VersionForm = z.object({ version: z.coerce.number().int() })

const PHONE = /^[+0-9][0-9 ()-]{2,24}$/
const phone = z.string().trim().regex(PHONE, 'Enter a telephone number, in digits').optional()
const member = z.uuid('Select somebody of the list').optional()
const after = whole('Enter minutes from 1 to 240, in digits', 1, 240).optional()

/** How many stand on a ladder on the page; a longer one, made elsewhere, keeps its end. */
export const RUNGS = [1, 2, 3, 4] as const

export const SafetyForm = z
  .object({
    emergency: z
      .string({ error: 'Enter the number for danger to life' })
      .trim()
      .regex(PHONE, 'Enter a telephone number'),
    urgent: z
      .string({ error: 'Enter the number for urgent health advice' })
      .trim()
      .regex(PHONE, 'Enter a telephone number'),
    crisisLine: phone,
    adultSafeguarding: phone,
    outOfHours: phone,
    ...Object.fromEntries(
      RUNGS.flatMap((rung) => [
        [`concern${rung}`, member],
        [`lone${rung}`, member],
      ]),
    ),
    ...Object.fromEntries(RUNGS.map((rung) => [`minutes${rung}`, after])),
    version: z.coerce.number().int(),
  })
  .catchall(z.unknown())
  .transform((typed, context) => {
    const {
      version,
      emergency,
      urgent,
      crisisLine = null,
      adultSafeguarding = null,
      outOfHours = null,
      ...rest
    } = typed
    const rungs: Record<string, unknown> = rest
    const named = (name: string) => RUNGS.map((rung) => rungs[`${name}${rung}`])
    const minutes = named('minutes')
    const loneWorkingLadder = named('lone').flatMap((id, index) => {
      if (typeof id !== 'string') return []
      const afterMinutes = minutes[index]
      if (typeof afterMinutes === 'number') return [{ membershipId: id, afterMinutes }]
      context.addIssue({
        code: 'custom',
        path: [`minutes${index + 1}`],
        message: 'Enter after how many minutes they are told',
      })
      return []
    })
    return {
      version,
      phones: { emergency, urgent, crisisLine, adultSafeguarding, outOfHours },
      concernLadder: named('concern').filter((id) => typeof id === 'string'),
      loneWorkingLadder,
    }
  })

export const TextForm = z.object({
  subject: z.string({ error: 'Enter what stands above it' }).trim().max(100, 'Write at most 100 characters'),
  body: z.string({ error: 'Enter what it says' }).trim().max(5_000, 'Write at most 5,000 characters'),
  version: z.coerce.number().int(),
})
