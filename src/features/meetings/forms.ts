import { z } from 'zod'
import type { Typed } from '../../platform/web/forms.ts'
import { MeetingBody } from './contract.ts'

const one = (value: string | string[] | undefined): string => ([value].flat()[0] ?? '').trim()

const LINE = /^(?:what|had)-([0-9a-f-]{36})$/

/** The page of a meeting: a line for each person, of which those without words are no decision. */
export const MeetingForm = z.record(z.string(), z.unknown()).transform((given, context) => {
  const typed = given as Typed // a form holds texts and lists of them
  const ids = [...new Set(Object.keys(typed).flatMap((name) => LINE.exec(name)?.[1] ?? []))]
  const parsed = MeetingBody.safeParse({
    month: one(typed.month),
    present: one(typed.present),
    decisions: ids.map((referralId) => ({
      referralId,
      what: one(typed[`what-${referralId}`]),
      owner: one(typed[`owner-${referralId}`]) || 'service',
      dueOn: one(typed[`due-${referralId}`]),
    })),
  })
  for (const { path, message } of parsed.error?.issues ?? []) {
    const [part, index, field] = path
    const referralId = part === 'decisions' ? ids[Number(index)] : undefined
    context.addIssue({
      code: 'custom',
      path: [referralId === undefined ? 'present' : `${field === 'dueOn' ? 'due' : 'what'}-${referralId}`],
      message,
    })
  }
  return parsed.data ?? z.NEVER
})

/** The use-case speaks of who was there and of who is added; everything else was checked before. */
export const fieldOfMeeting = (pointer: string): string | undefined =>
  pointer === '#/present' || pointer === '#/reference' ? pointer.slice(2) : undefined
