import type { z } from 'zod'
import { type Day, todayInEngland } from '../../platform/clock.ts'
import { sayNearDay, sayShortDay } from '../../platform/web/words.ts'
import type { FreePlace } from '../activities/public.ts'
import type { GapsBody } from './gap-contract.ts'
import type { COMES_WITH, GapReason } from './kinds.ts'
import type { Fit } from './use-cases/read-fit.ts'
import type { SAID_LEFT_REASONS, WaitingLeftReason } from './waiting.ts'
import type { WaitingBody } from './waiting-contract.ts'
import type { WaitingStatus } from './waiting-lifecycle.ts'

type Waiting = z.infer<typeof WaitingBody>

const STATUS: Record<WaitingStatus, { text: string; colour: string }> = {
  waiting: { text: 'Waits for a place', colour: 'blue' },
  offered: { text: 'A place is held: ask the person', colour: 'orange' },
  placed: { text: 'Was offered to the group', colour: 'green' },
  left: { text: 'Waits no more', colour: 'grey' },
}

const LEFT: Record<WaitingLeftReason, string> = {
  'found-something-else': 'Found something else',
  'does-not-want-it-now': 'Does not want it now',
  'waited-too-long': 'Waited too long',
  unwell: 'Not well enough',
  'moved-away': 'Moved away',
  'another-reason': 'Another reason',
  'two-offers-passed': 'Two offers passed',
  'activity-ended': 'The activity ended',
  'referral-ended': 'The referral ended',
}
export const toLeftChoices = (reasons: typeof SAID_LEFT_REASONS) =>
  reasons.map((reason) => ({ value: reason, text: LEFT[reason] }))

export const COMES_WITH_WORDS: Record<(typeof COMES_WITH)[number], string> = {
  nobody: 'Nobody: they come alone',
  advisor: 'Their advisor',
  mentor: 'A mentor or volunteer',
  'family-or-friend': 'Somebody of the family, or a friend',
  'somebody-of-the-group': 'Somebody of the group fetches them',
}
export const COMES_WITH_CHOICES = Object.entries(COMES_WITH_WORDS).map(([value, text]) => ({ value, text }))
export const COMES_WITH_ANSWERS = [...COMES_WITH_CHOICES, { value: 'not-known', text: 'Not known yet' }]

const GAP: Record<GapReason, string> = {
  'nothing-exists': 'Nothing like it exists here',
  'no-room': 'There is no room',
  'too-far': 'It is too far away',
  'wrong-time': 'It is at the wrong time',
  'not-accessible': 'They cannot get in, or take part',
  cost: 'It costs too much',
  language: 'Nobody there speaks their language',
  'not-safe': 'It is not safe for them',
}
export const GAP_CHOICES = Object.entries(GAP).map(([value, text]) => ({ value, text }))

export const toWaitingRow = (entry: Waiting, today: Day) => ({
  name: entry.activityName,
  who: `${entry.person.givenName} ${entry.person.familyName}`,
  href: `/waiting/${entry.id}`,
  line: `/activities/${entry.activityId}/waiting`,
  tag: STATUS[entry.status],
  position: entry.position,
  isUrgent: entry.isUrgent,
  lines: [
    `Since ${sayShortDay(todayInEngland(new Date(entry.joinedAt)))}`,
    entry.isUrgent ? 'Urgent' : undefined,
    entry.answerBy === null ? undefined : `Answer by ${sayNearDay(entry.answerBy, today)}`,
    entry.leftBecause === null ? undefined : `Why: ${LEFT[entry.leftBecause]}`,
  ].filter((line) => line !== undefined),
  band: entry.estimate === null ? undefined : `It may take: ${entry.estimate.words}.`,
  how: entry.estimate?.how,
})

/** What can be written down of somebody who waits, on the page of their entry. */
export const WAITING_DOORS = ['take', 'pass', 'still-wanted', 'leave'] as const
export type WaitingDoor = (typeof WAITING_DOORS)[number]
export const isWaitingDoor = (name: string): name is WaitingDoor => WAITING_DOORS.some((door) => door === name)

export const toWaitingPage = (entry: Waiting, { today, line }: { today: Day; line: Waiting }) => ({
  ...toWaitingRow(line, today),
  title: `Waiting for ${entry.activityName}`,
  back: { href: `/referrals/${entry.referralId}/placements`, text: 'Groups and activities' },
  wanted: sayShortDay(entry.wantedOn),
  session: entry.sessionOn === null ? undefined : sayShortDay(entry.sessionOn),
  hopes: entry.hopes,
  may: Object.fromEntries(WAITING_DOORS.map((door) => [door.replace('-', ''), entry.nextSteps.includes(door)])),
})

export const toGapRows = ({ items }: z.infer<typeof GapsBody>, needs: readonly { code: string; label: string }[]) =>
  items.map(({ need, why, note, recordedOn, by }) => ({
    what: needs.find(({ code }) => code === need)?.label ?? need,
    why: GAP[why],
    note,
    on: sayShortDay(recordedOn),
    by,
  }))

/** Whether there is something to pay, as far as the group says. */
export const hasCost = ({ costPence, costNote }: { costPence: number | null; costNote: string | null }): boolean =>
  (costPence ?? 0) > 0 || costNote !== null

const sayPence = (pence: number): string => (pence === 0 ? 'Free' : `£${(pence / 100).toFixed(2)} each time`)

/** What is to be known before an offer: what stands in its way, what it costs, how one gets there, where there is room. */
export function toFitPage({ activity, misfits, free, inLine }: Fit, today: Day) {
  const isRefused = misfits.some((misfit) => misfit.isRefused)
  const isFull = activity.placesMode === 'counted' && (free.length === 0 || inLine > 0)
  return {
    misfits: misfits.map(({ words }) => words),
    mayOffer: !isRefused && !isFull,
    mayWait: isFull && !misfits.some(({ about, isRefused: stops }) => stops && about !== 'open'),
    isFull,
    asksCost: hasCost(activity),
    talksFirst: activity.placesMode === 'talk-first',
    inLine: inLine === 0 ? undefined : inLine === 1 ? '1 person waits for it.' : `${inLine} people wait for it.`,
    before: [
      {
        key: 'What it costs',
        value: activity.costPence === null ? 'Not said' : sayPence(activity.costPence),
        more: activity.costNote,
      },
      { key: 'Getting there', value: activity.gettingThere ?? 'Not said' },
      { key: 'The first time', value: activity.firstTime ?? 'Not said' },
    ],
    runs: activity.capacityLevel === 'cohort' ? free.map((place) => toChoice(place, today)) : undefined,
    sessions: activity.capacityLevel === 'session' ? free.map((place) => toChoice(place, today)) : undefined,
  }
}

const toChoice = ({ cohortId, sessionOn, name, left }: FreePlace, today: Day) => ({
  value: cohortId ?? sessionOn ?? '',
  text: `${name ?? (sessionOn === null ? '' : sayNearDay(sessionOn, today))}, ${left === 1 ? '1 place' : `${left} places`} free`,
})
