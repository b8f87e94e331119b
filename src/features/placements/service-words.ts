import type { z } from 'zod'
import { type AgeBand, type Day, sayDay, toDayNumber, todayInEngland } from '../../platform/clock.ts'
import { sayNearDay, sayShortDay } from '../../platform/web/words.ts'
import { ACCESS_FEATURES, type ActivityBody } from '../activities/public.ts'
import { type ReferralBody, sayPerson } from '../referrals/public.ts'
import type { Scheme } from '../schemes/public.ts'
import type { PlacementBody, PlacementsBody } from './contract.ts'
import { type AnyPlacementStep, isLive, type PlacementStatus } from './lifecycle.ts'
import { toQuestionLine } from './question-words.ts'
import type { PlacementView } from './store.ts'
import { COMES_WITH_WORDS } from './waiting-words.ts'

type Placement = z.infer<typeof PlacementBody>
type Item = z.infer<typeof PlacementsBody>['items'][number]
type Referral = z.infer<typeof ReferralBody>

const STATUS: Record<PlacementStatus, { text: string; colour: string }> = {
  offered: { text: 'Waits for the group’s answer', colour: 'orange' },
  accepted: { text: 'The group said yes', colour: 'blue' },
  declined: { text: 'The group said no', colour: 'grey' },
  lapsed: { text: 'Nobody answered in time', colour: 'grey' },
  cancelled: { text: 'Offer taken back', colour: 'grey' },
  started: { text: 'Goes there', colour: 'green' },
  completed: { text: 'Finished', colour: 'grey' },
  ended: { text: 'Stopped', colour: 'grey' },
}

/** What the group knows of the person now. */
const KNOWS: Record<NonNullable<Item['disclosure']>, string | undefined> = {
  'before-yes': 'The group does not know who it is yet.',
  'waiting-for-agreement': 'The group does not know who it is: it has not signed the sharing agreement.',
  'waiting-for-consent':
    'The group does not know who it is: the person has not agreed to share their name with groups.',
  shared: 'The group knows the name, and how to ring them.',
  over: undefined,
}

/** What the service may write down of a placement, and what it does. */
export const SERVICE_STEPS = {
  cancel: {
    title: 'Take the offer back',
    link: 'Take it back',
    tells: 'The place is free for somebody else. The group sees that it was taken back, not why.',
    button: 'Take the offer back',
    fields: ['note'],
  },
  accept: {
    title: 'The group said yes',
    link: 'They said yes',
    tells: 'For a group that told you by phone. It learns the name only while the person agrees to share it.',
    button: 'They said yes',
    fields: [],
  },
  decline: {
    title: 'The group said no',
    link: 'They said no',
    tells: 'For a group that told you by phone. The place is free again.',
    button: 'They said no',
    fields: ['offer-decline-reason', 'note'],
  },
  start: {
    title: 'They have begun',
    link: 'They have begun',
    tells: 'For a group that does not mark it itself.',
    button: 'They have begun',
    fields: ['on'],
  },
  complete: {
    title: 'They have finished',
    link: 'They have finished',
    tells: 'The place is free again, and the group reads nothing of the person any more.',
    button: 'They have finished',
    fields: ['on', 'note'],
  },
  end: {
    title: 'They have stopped',
    link: 'They have stopped',
    tells: 'The place is free again, and the group reads nothing of the person any more.',
    button: 'They have stopped',
    fields: ['placement-end-reason', 'on', 'note'],
  },
} as const satisfies Partial<Record<AnyPlacementStep, object>>
export type ServiceStep = keyof typeof SERVICE_STEPS
export const isServiceStep = (name: string): name is ServiceStep => Object.hasOwn(SERVICE_STEPS, name)

export const sayAge = (band: string): string =>
  band === '0-17' ? 'Under 18' : band.endsWith('+') ? `${band.slice(0, -1)} or older` : band.replace('-', ' to ')

/** The facts a group has before its yes: enough to answer, too little to say who it is. */
export const toSeenBefore = (about: { needs: readonly string[]; area: string | null; ageBand: AgeBand }) => [
  { key: 'Help with', value: about.needs.join(', ') || 'Not said' },
  { key: 'Lives in', value: about.area ?? 'Not said' },
  { key: 'Age', value: sayAge(about.ageBand) },
]

export const ACCESS_CHOICES = Object.entries(ACCESS_FEATURES).map(([value, text]) => ({ value, text }))

/** Why a place was refused or left is a word of one of these. */
const ENDS = ['offer-decline-reason', 'placement-end-reason'] as const

/** An offer that a group has not answered: whom to ring, about whom, and since when. */
export const toOfferRow = (view: PlacementView, today: Day) => {
  const offeredOn = todayInEngland(view.offeredAt)
  const days = toDayNumber(today) - toDayNumber(offeredOn)
  return {
    name: sayPerson(view.person),
    href: `/referrals/${view.referralId}/placements`,
    activity: `${view.activityName}, ${view.providerName}`,
    since: `${sayShortDay(offeredOn)}${days > 0 ? `, ${days} ${days === 1 ? 'day' : 'days'} ago` : ''}`,
    isLong: days > LONG_DAYS,
  }
}
/** A working week. */
const LONG_DAYS = 5

export function toPlacementRow(item: Item, { today, path, scheme }: { today: Day; path: string; scheme: Scheme }) {
  const day = (at: string) => sayShortDay(todayInEngland(new Date(at)))
  return {
    name: item.activity.name,
    provider: item.activity.providerName,
    tag: STATUS[item.status],
    lines: [
      `Offered on ${day(item.offeredAt)}`,
      item.acceptedAt === null ? undefined : `Yes on ${day(item.acceptedAt)}`,
      item.status === 'offered' && item.answerBy !== null ? `Answer by ${sayNearDay(item.answerBy, today)}` : undefined,
      item.place?.run ?? undefined,
      item.place?.sessionOn == null ? undefined : `The session of ${sayShortDay(item.place.sessionOn)}`,
      item.firstTime?.comesWith == null ? undefined : `The first time: ${COMES_WITH_WORDS[item.firstTime.comesWith]}`,
      item.firstTime?.homeBy == null ? undefined : `Home: ${item.firstTime.homeBy}`,
      item.startsOn === null || item.startedOn !== null
        ? undefined
        : `Meant to begin ${sayNearDay(item.startsOn, today)}`,
      item.startedOn === null ? undefined : `Began on ${sayShortDay(item.startedOn)}`,
      item.endedOn === null ? undefined : `Ended on ${sayShortDay(item.endedOn)}`,
    ].filter((line) => line !== undefined),
    knows: item.disclosure === null ? undefined : KNOWS[item.disclosure],
    why: ENDS.flatMap((list) => scheme.lists[list]).find(({ code }) => code === item.endReason)?.label,
    hopes: item.about?.hopes,
    asks: item.question !== null && item.question.answer === null ? item.question.words : undefined,
    place: `/places/${item.id}`,
    card: isLive(item.status) ? `/places/${item.id}/card` : undefined,
    access: item.about?.accessNeeds.map((code) => ACCESS_FEATURES[code]).join(', '),
    steps: item.nextSteps.filter(isServiceStep).map((step) => ({
      text: SERVICE_STEPS[step].link,
      href: `${path}/${item.id}/${step}`,
    })),
  }
}

/** What happened to a place, in the words of the service. */
const HAPPENED: Record<Placement['events'][number]['step'], string> = {
  offer: 'Offered to the group',
  accept: 'The group said yes',
  decline: 'The group said no',
  lapse: 'Nobody answered in time',
  cancel: 'Taken back',
  start: 'Began to go there',
  complete: 'Finished',
  end: 'Stopped',
}

export function toServicePlacePage(placement: Placement, { today, scheme }: { today: Day; scheme: Scheme }) {
  const path = `/referrals/${placement.referralId ?? ''}/placements`
  const reasons = ENDS.flatMap((list) => scheme.lists[list])
  const asked = placement.questions.find(({ answer }) => answer === null)
  return {
    ...toPlacementRow(placement, { today, path, scheme }),
    register:
      placement.status === 'accepted' || placement.status === 'started'
        ? `/activities/${placement.activity.id ?? ''}/register`
        : undefined,
    title: `${placement.activity.name}, ${placement.activity.providerName ?? ''}`,
    back: { href: path, text: 'Groups and activities' },
    asked:
      asked === undefined || placement.disclosure === 'over'
        ? undefined
        : { words: asked.words, action: `/places/${placement.id}/questions/${asked.id}` },
    isNameKnown: placement.disclosure === 'shared',
    questions: placement.questions.toReversed().map((question) => ({
      ...toQuestionLine(question, today),
      by: question.answeredBy,
    })),
    happened: placement.events.toReversed().map(({ step, on, reason, note, by }) => ({
      on: sayShortDay(on),
      what: HAPPENED[step],
      why: reasons.find(({ code }) => code === reason)?.label,
      note,
      by: by?.name,
    })),
  }
}

const WHERE: Record<ActivityBody['locationKind'], string> = {
  venue: 'At a place',
  home: 'At home',
  online: 'Online',
  telephone: 'By telephone',
}

export const toFoundRow = (activity: ActivityBody) => ({
  provider: activity.provider.name,
  when: activity.when,
  where:
    activity.postcode === null ? WHERE[activity.locationKind] : `${WHERE[activity.locationKind]}, ${activity.postcode}`,
  places:
    activity.status === 'closed'
      ? `Closed for now${activity.closedBecause === null ? '' : `: ${activity.closedBecause}`}`
      : activity.placesLeft === 0
        ? 'No place is free'
        : `${activity.placesLeft} of ${activity.capacity} places free`,
})

export const sayWhose = ({ person, reference }: Referral): string =>
  `${sayPerson(person)}, born ${sayDay(person.bornOn)}, ${reference}`
