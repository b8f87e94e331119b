import { sayShortDay } from '../../platform/web/words.ts'
import { ACCESS_FEATURES } from '../activities/public.ts'
import { COMES_WITH_WORDS, type OfferNow, sayAge } from '../placements/public.ts'

const STATE: Record<OfferNow['status'], string | undefined> = {
  offered: undefined,
  accepted: 'You said yes. If something has come between, you may still say no here.',
  declined: 'You said no. If you would say yes now, say so: the advisor rings you.',
  lapsed: 'Nobody answered in time, so the advisor looks for something else. Ring us if they may still come.',
  cancelled: 'It was taken back. There is nothing to answer.',
  started: 'They come already. Ring us if something is not right.',
  completed: 'This is over.',
  ended: 'This is over.',
}
const ANSWERABLE: readonly OfferNow['status'][] = ['offered', 'accepted', 'declined']
/** After its no a group reads nothing of them any more, although it may still say that it would take them. */
const READABLE: readonly OfferNow['status'][] = ['offered', 'accepted']

const sayAccess = (codes: readonly string[]): string =>
  Object.entries(ACCESS_FEATURES)
    .filter(([code]) => codes.includes(code))
    .map(([, label]) => label)
    .join(', ')

export function toOfferPage(offer: OfferNow) {
  const isOver = !ANSWERABLE.includes(offer.status)
  const facts: [string, string | null][] = !READABLE.includes(offer.status)
    ? []
    : [
        ['Help with', offer.needs.join(', ')],
        ['Age', sayAge(offer.ageBand)],
        ['Area', offer.area],
        ['Hopes for', offer.hopes],
        ['Needs to take part', sayAccess(offer.accessNeeds)],
        ['Meant to begin', offer.startsOn === null ? null : sayShortDay(offer.startsOn)],
        ['The first time', offer.comesWith === null ? null : COMES_WITH_WORDS[offer.comesWith]],
        ['Gets home', offer.homeBy],
        ['Answer by', offer.answerBy === null ? null : sayShortDay(offer.answerBy)],
      ]
  return {
    title: `Somebody would like to come to ${offer.activityName}`,
    facts: facts.flatMap(([key, value]) => (value === null || value === '' ? [] : [{ key, value }])),
    state: STATE[offer.status],
    canAnswer: !isOver,
  }
}
