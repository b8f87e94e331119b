import { sayLongDay } from '../../platform/web/words.ts'
import { type Session, sayHeld } from '../activities/public.ts'
import type { Expected } from '../placements/public.ts'

export const WEEK_QUESTIONS = ['came', 'not-this-week', 'full', 'worry', 'ring'] as const
export type WeekQuestion = (typeof WEEK_QUESTIONS)[number]
export const isWeekQuestion = (text: string): text is WeekQuestion => WEEK_QUESTIONS.some((one) => one === text)

type Said = {
  activity: { name: string; isClosed: boolean }
  next: Session | undefined
  last: Session | undefined
  expected: readonly Expected[]
  wasExpected: readonly Expected[]
}

/** Those whose first name may be read, then how many more there are. */
export function sayExpected(expected: readonly Expected[]): { names: string[]; others: string | undefined } {
  const names = expected.flatMap(({ firstName }) => (firstName === undefined ? [] : [firstName]))
  const others = expected.length - names.length
  return {
    names,
    others:
      others === 0 ? undefined : others === 1 ? 'One person, ask the advisor' : `${others} people, ask the advisor`,
  }
}

export function toWeekPage({ activity, next, last, expected }: Said, address: string) {
  const isOn = next !== undefined && next.status !== 'cancelled'
  const link = (question: WeekQuestion, text: string) => ({ href: `${address}/${question}`, text })
  return {
    title: activity.name,
    when:
      next === undefined ? undefined : next.status === 'cancelled' ? `${sayLongDay(next.on)}: not on` : sayHeld(next),
    ...sayExpected(expected),
    isClosed: activity.isClosed,
    menu: [
      ...(last === undefined ? [] : [link('came', `Who came on ${sayLongDay(last.heldOn)}`)]),
      ...(isOn ? [link('not-this-week', 'It is not on this week')] : []),
      link('full', activity.isClosed ? 'We have room again' : 'We are full'),
      link('worry', 'I am worried about somebody'),
      link('ring', 'Ring me'),
    ],
  }
}

/** Who may be ticked: whose name the group reads, and who comes already. */
export const toCamePeople = (expected: readonly Expected[]) =>
  expected.flatMap(({ placementId, firstName, hasStarted }) =>
    firstName === undefined && !hasStarted
      ? []
      : [{ name: `came-${placementId}`, label: firstName ?? 'Somebody who does not share their name' }],
  )

export const toWorryPeople = (expected: readonly Expected[]) => [
  ...expected.map(({ placementId, firstName }, index) => ({
    value: placementId,
    text: firstName ?? `A person whose name I do not read here (${index + 1})`,
  })),
  { value: 'other', text: 'Somebody else' },
]

export const DONE: Record<string, string | undefined> = {
  came: 'It is written down. You may say it again: the last answer counts.',
  'not-this-week': 'It is not on. We tell those who come from the scheme.',
  full: 'It is changed, and the advisors read it.',
  worry: 'Somebody of the scheme has it now and sees to it. If somebody is in danger, ring 999.',
  ring: 'Somebody rings you.',
  accepted: 'You said yes. The place is kept, and the advisor reads it.',
  declined: 'You said no. The advisor reads why.',
  same: 'We have that answer already. Thank you.',
  rings: 'You said no before, so the advisor may have found something else. They ring you.',
}
