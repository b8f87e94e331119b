import type { z } from 'zod'
import { sayDay, todayInEngland } from '../../platform/clock.ts'
import { sayShortDay } from '../../platform/web/words.ts'
import { sayPerson } from '../referrals/public.ts'
import type { RequestsBody } from './contract.ts'
import type { DestructionAnswer } from './kinds.ts'

const ANSWERS: Record<DestructionAnswer, string> = {
  destroyed: 'They have destroyed it',
  'kept-by-law': 'They must keep it by law',
  'nothing-held': 'They hold nothing',
  'no-answer': 'They do not answer',
}

type Item = z.infer<typeof RequestsBody>['items'][number]
type State = 'open' | 'answered'

const CHOICES = Object.entries(ANSWERS).map(([value, text]) => ({ value, text }))
const whoseOf = ({ person }: Item): string => `${sayPerson(person)}, born ${sayDay(person.bornOn)}`
const askedOf = ({ openedAt }: Item): string => sayShortDay(todayInEngland(new Date(openedAt)))

export function toRequestsPage(given: {
  items: Item[]
  next: string | null
  state: State
  done: string | undefined
  canAnswer: boolean
}) {
  const { items, next, state, done, canAnswer } = given
  return {
    title: 'Who was asked to destroy what they hold',
    back: canAnswer ? { href: '/tasks', text: 'Tasks' } : { href: '/looks', text: 'Who looked at what' },
    done: done === undefined ? undefined : 'What they said is written down.',
    state,
    rows: items.map((item) => ({
      person: whoseOf(item),
      href: canAnswer ? `/people/${item.person.id}` : undefined,
      receiver: item.receiver,
      asked: askedOf(item),
      answer: item.answer === null ? undefined : ANSWERS[item.answer],
      answered: item.answeredOn === null ? undefined : sayShortDay(item.answeredOn),
      note: item.note,
      action: canAnswer && item.answer === null ? `/destruction-requests/${item.id}` : undefined,
    })),
    other:
      state === 'open'
        ? { text: 'Those who have answered', href: '/destruction-requests?show=answered' }
        : { text: 'Those who have not answered', href: '/destruction-requests' },
    more: next === null ? undefined : `/destruction-requests?show=${state}&after=${encodeURIComponent(next)}`,
  }
}

export const toAnswerPage = (item: Item) => ({
  title: `What ${item.receiver} says`,
  back: { href: '/destruction-requests', text: 'Who was asked to destroy what they hold' },
  person: whoseOf(item),
  asked: askedOf(item),
  action: `/destruction-requests/${item.id}`,
  choices: CHOICES,
})
