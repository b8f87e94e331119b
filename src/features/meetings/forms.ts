import { z } from 'zod'
import type { Typed } from '../../platform/web/forms.ts'
import { MeetingBody } from './contract.ts'
import { toOwner } from './rules.ts'

const one = (value: string | string[] | undefined): string => ([value].flat()[0] ?? '').trim()

const LINE = /^(?:what|had)-([0-9a-f-]{36})$/
const idsIn = (typed: Typed): string[] => [...new Set(Object.keys(typed).flatMap((name) => LINE.exec(name)?.[1] ?? []))]

function fromHad(text: string) {
  const [, chosen = '', dueOn = '', what = ''] = /^(\S+) (\S+) ([\s\S]*)$/.exec(text) ?? []
  return text === '' ? null : { what, ...toOwner(chosen), dueOn }
}

/** The page of a meeting: a line for each person, of which those without words are no decision. */
export const MeetingForm = z.record(z.string(), z.unknown()).transform((given, context) => {
  const typed = given as Typed // a form holds texts and lists of them
  const ids = idsIn(typed)
  const parsed = MeetingBody.safeParse({
    month: one(typed.month),
    // Who was there is left as a colleague has it, where this page changed nothing.
    present: one(typed.present) === one(typed['had-present']) ? undefined : one(typed.present),
    decisions: ids.map((referralId) => ({
      referralId,
      what: one(typed[`what-${referralId}`]),
      ...toOwner(one(typed[`owner-${referralId}`]) || 'service'),
      dueOn: one(typed[`due-${referralId}`]),
      had: fromHad(one(typed[`had-${referralId}`])),
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

/** The use-case speaks of who was there, of who is added, and of lines by their place in what was typed. */
export const fieldOfMeeting = (typed: Typed) => {
  const ids = idsIn(Object.fromEntries(Object.entries(typed).filter(([, value]) => one(value) !== '')))
  return (pointer: string): string | undefined => {
    const [, index] = /^#\/decisions\/(\d+)\//.exec(pointer) ?? []
    if (index !== undefined) return `what-${ids[Number(index)]}`
    return pointer === '#/present' || pointer === '#/reference' ? pointer.slice(2) : undefined
  }
}
