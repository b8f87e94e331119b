import type { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import type { Typed } from '../../platform/web/forms.ts'
import { sayLongDay, sayNearDay, sayShortDay } from '../../platform/web/words.ts'
import { ACCESS_FEATURES } from '../activities/public.ts'
import { CARD_WORDS } from './card-words.ts'
import type { PlacementBody, PlacementsBody } from './contract.ts'
import type { CardLineName } from './kinds.ts'
import type { PlacementStatus } from './lifecycle.ts'
import { toQuestionLine } from './question-words.ts'
import { sayAge } from './service-words.ts'
import { COMES_WITH_WORDS } from './waiting-words.ts'

type Item = z.infer<typeof PlacementsBody>['items'][number]
type Placement = z.infer<typeof PlacementBody>

const STATUS: Record<PlacementStatus, { text: string; colour: string }> = {
  offered: { text: 'Waits for your answer', colour: 'orange' },
  accepted: { text: 'A place is kept', colour: 'blue' },
  declined: { text: 'You said no', colour: 'grey' },
  lapsed: { text: 'Nobody answered in time', colour: 'grey' },
  cancelled: { text: 'Taken back', colour: 'grey' },
  started: { text: 'Comes', colour: 'green' },
  completed: { text: 'Finished', colour: 'grey' },
  ended: { text: 'Stopped', colour: 'grey' },
}

const WHO_LATER: Record<NonNullable<Item['disclosure']>, string | undefined> = {
  'before-yes': 'You read who it is after you have said yes and they agree.',
  'waiting-for-agreement':
    'You read who comes when your group has signed the sharing agreement. Ask the administrator of the scheme for it.',
  'waiting-for-consent': 'You read who comes when they have agreed to it. Their advisor asks them.',
  shared: undefined,
  over: undefined,
}

export const GROUP_STEPS = {
  decline: {
    title: 'Say no to the offer',
    tells:
      'The advisor reads why, and looks for something else. The person is told in the advisor’s words. What you say of safety is told to the advisor alone.',
    button: 'Say no',
  },
  start: { title: 'They have begun', tells: 'The advisor reads it.', button: 'Save' },
  complete: {
    title: 'They have finished',
    tells: 'Their place is free again. You read their name no longer.',
    button: 'They have finished',
  },
  end: {
    title: 'They have stopped',
    tells: 'The advisor reads why. Their place is free again, and you read their name no longer.',
    button: 'They have stopped',
  },
} as const
export type GroupStep = keyof typeof GROUP_STEPS
export const isGroupStep = (name: string): name is GroupStep => Object.hasOwn(GROUP_STEPS, name)

/** Who it is, as far as this group may know: the name, or what stands for it. */
export function sayWho({ person, about, status }: Pick<Item, 'person' | 'about' | 'status'>): string {
  if (person !== null) {
    const { givenName, familyName, preferredName } = person
    const called = preferredName === null || preferredName === givenName ? '' : ` (${preferredName})`
    return `${givenName} ${familyName}${called}`
  }
  if (about === null) return 'A place that is over'
  const from = about.area === null ? '' : ` from ${about.area}`
  return status === 'started'
    ? 'Somebody who does not share their name'
    : `Somebody aged ${sayAge(about.ageBand)}${from}`
}

const toRow = (item: Item, today: Day) => ({
  id: item.id,
  href: `/group/places/${item.id}`,
  who: sayWho(item),
  activity: item.activity.name,
  offered: sayNearDay(item.offeredAt.slice(0, 10), today),
  answerBy: item.status === 'offered' && item.answerBy !== null ? sayNearDay(item.answerBy, today) : undefined,
  hopes: item.about?.hopes,
  tag: STATUS[item.status],
  later: item.disclosure === null ? undefined : WHO_LATER[item.disclosure],
  starts: item.status === 'accepted' && item.startsOn !== null ? sayNearDay(item.startsOn, today) : undefined,
  since: item.startedOn === null ? undefined : sayShortDay(item.startedOn),
  canMark: item.nextSteps.includes('record-attendance'),
  asked: item.question?.words,
  answer: item.question?.answer,
})

export function toGroupPage(given: {
  items: Item[]
  hasMore: boolean
  activities: { id: string; name: string; when: string }[]
  /** How many wait for each. */
  waiting: ReadonlyMap<string, number>
  today: Day
  groupName: string
}) {
  const rows = given.items.map((item) => ({
    ...toRow(item, given.today),
    activityId: item.activity.id,
    status: item.status,
  }))
  const comes = rows.filter(({ status }) => status !== 'offered')
  return {
    title: 'Your group',
    groupName: given.groupName,
    today: sayLongDay(given.today),
    offers: rows.filter(({ status }) => status === 'offered').toReversed(),
    sessions: given.activities.map(({ id, name, when }) => {
      const people = comes.filter(({ activityId }) => activityId === id)
      return {
        name,
        when,
        wait: sayWaiting(given.waiting.get(id) ?? 0),
        people,
        register: people.some(({ canMark }) => canMark) ? `/group/activities/${id}/register` : undefined,
      }
    }),
    hasActivities: given.activities.length > 0,
    hasMore: given.hasMore,
  }
}

const sayWaiting = (n: number): string | undefined =>
  n === 0 ? undefined : n === 1 ? '1 person waits for a place.' : `${n} people wait for a place.`

/** One question waits at a time. */
export const canAsk = ({ disclosure, question }: Item): boolean =>
  disclosure !== 'over' && (question === null || question.answer !== null)

const EMPTY_CARD = 'There is no card. Ask their advisor before they come if you must know something.'

export function toPlacePage(given: {
  placement: Placement
  card: { line: CardLineName; words: string }[] | undefined
  today: Day
  done: string | undefined
}) {
  const { placement, card, today, done } = given
  const { about, contact } = placement
  const path = `/group/places/${placement.id}`
  const facts: [string, string | null | undefined][] = [
    ['Activity', placement.activity.name],
    ['Help with', about?.needs.join(', ')],
    ['Age', about === null ? null : sayAge(about.ageBand)],
    ['Area', about === null ? null : (about.area ?? 'Not known')],
    ['Hopes for', about?.hopes],
    [
      'Answer by',
      placement.status === 'offered' && placement.answerBy ? sayNearDay(placement.answerBy, today) : undefined,
    ],
    ['The first time', placement.firstTime?.comesWith && COMES_WITH_WORDS[placement.firstTime.comesWith]],
    ['Gets home', placement.firstTime?.homeBy],
    ['Needs to take part', about?.accessNeeds.map((code) => ACCESS_FEATURES[code]).join(', ')],
    ['Offered', sayNearDay(placement.offeredAt.slice(0, 10), today)],
    ['Meant to begin', placement.startsOn === null ? null : sayNearDay(placement.startsOn, today)],
    ['Came first', placement.startedOn === null ? null : sayShortDay(placement.startedOn)],
    ['Until', placement.endedOn === null ? null : sayShortDay(placement.endedOn)],
    [
      'Phone',
      contact === null
        ? null
        : contact.phones.map(({ number, label }) => `${number} (${label})`).join(', ') ||
          'Do not ring them: ask their advisor',
    ],
    ['When to ring', contact?.times],
    [
      'Voicemail',
      contact === null || contact.voicemail === null ? null : contact.voicemail ? 'May be left' : 'Leave none',
    ],
  ]
  const next = placement.nextSteps
  return {
    title: sayWho(placement),
    back: { href: '/group', text: 'Your group' },
    path,
    tag: STATUS[placement.status],
    later: placement.disclosure === null ? undefined : WHO_LATER[placement.disclosure],
    facts: facts.flatMap(([key, value]) =>
      value === null || value === undefined || value === '' ? [] : [{ key, value }],
    ),
    card:
      placement.disclosure === 'shared'
        ? (card ?? []).map(({ line, words }) => ({ key: CARD_WORDS[line], value: words }))
        : undefined,
    emptyCard: EMPTY_CARD,
    canAccept: next.includes('accept'),
    canMark: next.includes('record-attendance') && placement.activity.id !== null,
    register: `/group/activities/${placement.activity.id ?? ''}/register`,
    steps: (Object.keys(GROUP_STEPS) as GroupStep[])
      .filter((step) => next.includes(step))
      .map((step) => ({ text: GROUP_STEPS[step].title, href: `${path}/steps/${step}` })),
    isLive: placement.disclosure !== 'over',
    ask: canAsk(placement) ? `${path}/ask` : undefined,
    questions: placement.questions.toReversed().map((question) => toQuestionLine(question, today)),
    came: placement.attendances
      .toSorted((one, other) => (one.on < other.on ? 1 : -1))
      .map(({ on, attended, note }) => ({
        on: sayLongDay(on),
        what: attended === 'yes' ? 'Came' : 'Did not come',
        note,
      })),
    done: done === undefined ? undefined : DONE[done],
  }
}

const DONE: Record<string, string | undefined> = {
  accept: 'You said yes, and a place is kept. The advisor reads it.',
  decline: 'You said no, and the advisor reads why.',
  start: 'It is written down that they have begun.',
  complete: 'It is written down that they have finished.',
  end: 'It is written down that they have stopped, and the advisor reads why.',
  ask: 'Your question is with the advisor. The answer stands here.',
  concern: 'The concern is with somebody of the scheme, who answers it.',
}

export function toRegisterPage(given: {
  activity: { id: string; name: string; entry: 'referral-needed' | 'open-door' }
  items: Item[]
  on: Day
  typed: Typed
  done: string | undefined
  address: string
}) {
  const { activity, items, on, typed, done, address } = given
  const mine = items.filter(({ nextSteps }) => nextSteps.includes('record-attendance'))
  return {
    title: `Who came to ${activity.name}`,
    back: address.startsWith('/group') ? { href: '/group', text: 'Your group' } : undefined,
    action: address,
    people: mine.map((item) => ({
      name: `came-${item.id}`,
      label: sayWho(item),
      hint: item.status === 'accepted' ? 'The first time they come is their start' : undefined,
    })),
    isOpenDoor: activity.entry === 'open-door',
    waiting: items.length - mine.length,
    typed: { on: sayShortDay(on), ...typed },
    done:
      done === undefined
        ? undefined
        : 'The register is kept. You may write it again for the same day: the last one counts.',
  }
}
