import type { ReasonToTakeOut } from '../../platform/audit/taking-out.ts'
import { type Day, todayInEngland } from '../../platform/clock.ts'
import type { Faults, Typed } from '../../platform/web/forms.ts'
import { sayNearDay, sayShortDay, sayTime } from '../../platform/web/words.ts'
import { type ContactWay, WAY_WORDS } from '../contacts/public.ts'
import { STAGE_WORDS, STAGES, toRow } from '../referrals/public.ts'
import type { CaseloadItem } from './contract.ts'
import { GAP_WORDS, type Gap } from './gaps.ts'
import type { Order, Sort } from './sorts.ts'

/** The whole state of the list, as it stands in the address; nothing in it is about a person. */
export type CaseloadState = {
  owner: string
  stage: (typeof STAGES)[number] | ''
  /** Only records that lack this. */
  gap: Gap | ''
  need: string
  practiceId: string
  overdue: '' | 'true'
  sort: Sort
  order: Order
  after: string
}

export const FIRST_STATE: CaseloadState = {
  owner: 'me',
  stage: '',
  gap: '',
  need: '',
  practiceId: '',
  overdue: '',
  sort: 'due',
  order: 'asc',
  after: '',
}

/** The address of a list in this state; what is as at first is left out. */
export function caseloadHref(state: CaseloadState, changes: Partial<CaseloadState & { done: string }> = {}): string {
  const query = Object.entries({ ...state, ...changes })
    .filter(([name, value]) => value !== FIRST_STATE[name as keyof CaseloadState])
    .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
  return query.length === 0 ? '/caseload' : `/caseload?${query.join('&')}`
}

const COLUMNS: readonly { sort: Sort; text: string }[] = [
  { sort: 'name', text: 'Person' },
  { sort: 'stage', text: 'Where it is' },
  { sort: 'practice', text: 'Practice' },
  { sort: 'owner', text: 'With' },
  { sort: 'last-contact', text: 'Last contact' },
  { sort: 'next-contact', text: 'Next contact' },
  { sort: 'due', text: 'Next step' },
  { sort: 'waiting', text: 'Waiting' },
  { sort: 'own-next', text: 'My next step and note' },
]

/** Why a caseload leaves the system; the other reasons are for other lists. */
const TAKE_OUT_CHOICES: readonly { value: ReasonToTakeOut; text: string }[] = [
  { value: 'visits-without-network', text: 'For visits where there is no signal' },
  { value: 'system-may-be-away', text: 'In case the system is away' },
  { value: 'handing-over', text: 'To hand work over' },
  { value: 'complaint-or-inquiry', text: 'A complaint or an inquiry' },
]

const sayContact = (day: Day, way: ContactWay, today: Day) =>
  `${sayNearDay(day, today)}: ${WAY_WORDS[way].toLowerCase()}`

/** One line, as the page and the file say it. */
function toLine(item: CaseloadItem, today: Day) {
  const { lastContact, nextContact, daysWaiting, own } = item
  const nextAt = nextContact && new Date(nextContact.at)
  return {
    ...toRow(item, today),
    id: item.id,
    isCovered: item.coveredFor !== null,
    last: lastContact === null ? 'Nobody yet' : sayContact(lastContact.on, lastContact.way, today),
    next:
      nextContact === null || nextAt === null
        ? 'Nothing planned'
        : `${sayNearDay(todayInEngland(nextAt), today)} at ${sayTime(nextAt)}: ${WAY_WORDS[nextContact.way].toLowerCase()}`,
    step: item.nextStep === null ? '' : NEXT_STEP_WORDS[item.nextStep],
    waiting: daysWaiting === null ? '' : daysWaiting === 1 ? '1 day' : `${daysWaiting} days`,
    ownNext: own.next ?? '',
    ownNextOn: own.nextOn === null ? '' : sayShortDay(own.nextOn),
    ownIsPast: own.nextOn !== null && own.nextOn < today,
    ownNote: own.note ?? '',
  }
}

/** What is owed next, short enough for a cell. */
const NEXT_STEP_WORDS: Record<NonNullable<CaseloadItem['nextStep']>, string> = {
  triage: 'Answer the referral',
  'answer-question': 'Practice answers a question',
  allocate: 'Choose an advisor',
  'make-contact': 'First contact',
  assess: 'Visit and listen',
  'agree-plan': 'Agree a plan',
  review: 'Review the plan',
  close: 'Close',
  resume: 'On hold',
}

export function toCaseloadPage(given: {
  items: CaseloadItem[]
  next: string | null
  state: CaseloadState
  needs: readonly { code: string; label: string }[]
  workers: readonly { id: string; label: string }[]
  today: Day
  /** The line whose words were not taken, with what was typed. */
  mended?: { id: string; typed: Typed; faults: Faults } | undefined
  taking: { typed: Typed; faults: Faults }
  done: string | undefined
}) {
  const { items, next, state, needs, workers, today, mended, taking, done } = given
  const address = caseloadHref(state)
  return {
    title: state.owner === 'me' ? 'My caseload' : 'Caseload',
    gap: state.gap === '' ? undefined : GAP_WORDS[state.gap],
    faults: mended?.faults ?? taking.faults,
    done: done === 'noted' ? 'Your own words are kept.' : undefined,
    state,
    address,
    columns: COLUMNS.map(({ sort, text }) => {
      const isSorted = sort === state.sort
      const order: Order = isSorted && state.order === 'asc' ? 'desc' : 'asc'
      return {
        text,
        href: caseloadHref(state, { sort, order, after: '' }),
        sorted: isSorted ? (state.order === 'asc' ? 'ascending' : 'descending') : undefined,
      }
    }),
    rows: items.map((item) => {
      const line = toLine(item, today)
      const own = { next: line.ownNext, nextOn: line.ownNextOn, note: line.ownNote }
      const isMended = mended?.id === item.id
      return {
        ...line,
        typed: isMended ? mended.typed : own,
        faults: isMended ? mended.faults.of : {},
        isOpen: isMended,
      }
    }),
    owners: [
      { value: 'me', text: 'Mine, and whom I stand in for' },
      { value: 'anyone', text: 'Everybody’s' },
      { value: 'nobody', text: 'Nobody’s yet' },
      ...workers.map(({ id, label }) => ({ value: id, text: label })),
    ],
    stages: [{ value: '', text: 'Anywhere' }, ...STAGES.map((value) => ({ value, text: STAGE_WORDS[value] }))],
    needs: [{ value: '', text: 'Any need' }, ...needs.map(({ code, label }) => ({ value: code, text: label }))],
    reasons: TAKE_OUT_CHOICES,
    taking,
    more: next === null ? undefined : caseloadHref(state, { after: next }),
    first: state.after === '' ? undefined : caseloadHref(state, { after: '' }),
  }
}

const HEADINGS = [
  'Reference',
  'Person',
  'Born, district',
  'Where it is',
  'Practice',
  'With',
  'Last contact',
  'Next contact',
  'Next step',
  'Due',
  'Overdue',
  'Waiting',
  'My next step',
  'My date',
  'My note',
]

/** The cells of the file. What is seen is what is taken out: the same lines in the same order. */
export function toCells(items: readonly CaseloadItem[], today: Day): string[][] {
  const rows = items.map((item) => {
    const line = toLine(item, today)
    return [
      line.reference,
      line.name,
      line.apart,
      line.tag.text,
      line.practice,
      line.owner,
      line.last,
      line.next,
      line.step,
      item.dueOn === null ? '' : sayShortDay(item.dueOn),
      line.overdue ? 'yes' : '',
      line.waiting,
      line.ownNext,
      line.ownNextOn,
      line.ownNote,
    ]
  })
  return [HEADINGS, ...rows]
}
