import type { z } from 'zod'
import { type Day, sayDay } from '../../platform/clock.ts'
import type { Actor } from '../../platform/context.ts'
import type { Faults, Typed } from '../../platform/web/forms.ts'
import { sayInstant, sayNearDay, sayShortDay } from '../../platform/web/words.ts'
import type { Scheme } from '../schemes/public.ts'
import { draftExpiresOn } from './clock.ts'
import type { ReadBackAnswer } from './contract.ts'
import { FIELD_OF_LINE, type ReadLine } from './demographics-line.ts'
import type { ReferralStatus } from './lifecycle.ts'
import type { ReferralsBody } from './list-contract.ts'
import type { ReferralBody } from './record-contract.ts'
import type { Stage } from './stage.ts'
import type { BegunReferral } from './store/begun-referrals.ts'

type Referral = z.infer<typeof ReferralBody>
type Item = z.infer<typeof ReferralsBody>['items'][number]

/** Where a referral is, as a practice reads it. */
export const STAGE_WORDS: Record<Stage, string> = {
  'to-triage': 'Waiting for an answer',
  'to-allocate': 'Accepted, waiting for an advisor',
  'to-contact': 'Waiting for the first contact',
  'to-assess': 'Waiting for the visit',
  'to-plan': 'Making a plan',
  active: 'Plan under way',
  'review-due': 'Plan to be reviewed',
  'to-close': 'Ready to be closed',
}

const STATUS_WORDS: Record<ReferralStatus, string> = {
  draft: 'Draft, not sent',
  submitted: 'Sent',
  returned: 'Returned with a question',
  accepted: 'Accepted',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
  closed: 'Closed',
  'entered-in-error': 'Entered in error',
}

type Tag = { text: string; colour: string }

/** One word of where it is, with a colour that is never the only sign. */
export function tagOf({ status, stage, holdUntil }: Pick<Referral, 'status' | 'stage' | 'holdUntil'>): Tag {
  if (holdUntil !== null) return { text: 'On hold', colour: 'grey' }
  if (status === 'returned') return { text: STATUS_WORDS.returned, colour: 'orange' }
  if (stage !== null) return { text: STAGE_WORDS[stage], colour: stage === 'active' ? 'green' : 'blue' }
  return { text: STATUS_WORDS[status], colour: status === 'closed' ? 'green' : 'grey' }
}

/** What is owed, by whom and when, as one sentence. */
export function sayNext({ nextStep, dueOn, overdue, owner }: Referral, today: Day): string {
  if (nextStep === null) return 'Nothing is owed.'
  const who = owner.label ?? owner.organisationName
  const when = dueOn === null ? '' : overdue ? `. It was due ${sayShortDay(dueOn)}` : ` by ${sayNearDay(dueOn, today)}`
  return `${who}: ${nextStep.sentence.charAt(0).toLowerCase()}${nextStep.sentence.slice(1)}${when}.`
}

export const sayPerson = ({ givenName, familyName }: { givenName: string; familyName: string }): string =>
  `${givenName} ${familyName}`

/** The page of the required set, with what the line of a clinical system said, and whom the scheme can take. */
export function toReferPage(given: {
  typed: Typed
  faults: Faults
  scheme: Scheme
  practices: readonly { practiceId: string; practiceName: string }[]
  read: ReadLine | undefined
}) {
  const { typed, faults, scheme, practices, read } = given
  const { minimumAge, longTermConditionOrCarer } = scheme.settings.criteria
  return {
    title: 'Refer a person',
    typed,
    faults,
    needs: scheme.lists.need.filter(({ retiredOn }) => retiredOn === null),
    practices: practices.map(({ practiceId, practiceName }) => ({ value: practiceId, text: practiceName })),
    takes: `For people of ${minimumAge} and over${longTermConditionOrCarer ? ' who have a long-term condition, or care for somebody' : ''}.`,
    needsCondition: longTermConditionOrCarer,
    hasMore:
      MORE_FIELDS.some((field) => typed[field] !== undefined && typed[field] !== '') ||
      MORE_FIELDS.some((field) => field in faults.of),
    read: read && {
      found: read.found.map(({ field, readFrom }) => ({ label: FIELD_OF_LINE[field].label, readFrom })),
      inDoubt: read.inDoubt.map(({ field, readFrom, why }) => ({
        label: FIELD_OF_LINE[field].label,
        href: `#${FIELD_OF_LINE[field].field}`,
        readFrom,
        why,
      })),
    },
  }
}

/** The longer form, for who wants it. */
const MORE_FIELDS = [
  'preferredName',
  'email',
  'times',
  'voicemail',
  'livesAlone',
  'language',
  'interpreterNeeded',
  'whatMatters',
  'urgency',
]

export function toReadBackPage(given: {
  back: z.infer<typeof ReadBackAnswer>
  typed: Typed
  faults: Faults
  today: Day
}) {
  const { back, typed, faults, today } = given
  const open = back.openReferral
  return {
    title: 'Read the details back',
    faults,
    back,
    open: open && {
      href: `/referrals/${open.referralId}`,
      words: [
        open.reference,
        ...(open.advisor === null ? [] : [`with ${open.advisor}`]),
        ...(open.nextVisitOn === null ? [] : [`next visit ${sayNearDay(open.nextVisitOn, today)}`]),
      ].join(', '),
    },
    /** Everything that was typed, so that the next page carries it on. */
    fields: Object.entries({ ...typed, readBackOf: back.code })
      .filter(([name]) => name !== 'change' && name !== 'secondBecause')
      .flatMap(([name, value]) => [value ?? []].flat().map((one) => ({ name, value: one }))),
  }
}

/** What somebody began to type, as a row of their drafts. */
export function toBegunRow({ id, begunAt, savedAt, typed }: BegunReferral) {
  const name = [typed.givenName, typed.familyName]
    .flat()
    .filter((part) => part !== undefined)
    .join(' ')
    .trim()
  return {
    id,
    href: `/refer?draft=${id}`,
    name: name === '' ? 'No name yet' : name,
    saved: sayInstant(savedAt),
    keptUntil: sayShortDay(draftExpiresOn(begunAt)),
  }
}

export function toSentPage(referral: Referral) {
  return {
    title: 'Referral sent',
    reference: referral.reference,
    personName: sayPerson(referral.person),
    serviceName: referral.advisorService.name,
    answerBy: referral.dueOn === null ? undefined : sayDay(referral.dueOn),
    identityToConfirm: referral.person.identityToConfirm,
    href: `/referrals/${referral.id}`,
  }
}

/** A row of a list of referrals; two people of one name are told apart by birth year and district. */
export function toRow(item: Item, today: Day) {
  return {
    href: `/referrals/${item.id}`,
    reference: item.reference,
    name: sayPerson(item.person),
    apart: [`born ${item.person.bornOn.slice(0, 4)}`, item.postcodeDistrict].filter((part) => part !== null).join(', '),
    tag: tagOf(item),
    practice: item.practice.name,
    owner: item.ownerLabel ?? '',
    due: item.dueOn === null ? '' : sayNearDay(item.dueOn, today),
    overdue: item.overdue,
    sent: item.submittedAt === null ? '' : sayShortDay(item.submittedAt.slice(0, 10)),
    urgent: item.urgency === 'urgent',
  }
}

export type ListFilter = {
  show: 'open' | 'overdue' | 'returned' | 'draft' | 'declined' | 'withdrawn' | 'closed'
  owner: 'anyone' | 'me' | 'nobody'
  stage?: Stage | undefined
  reference?: string | undefined
  after?: string | undefined
  done?: 'saved' | 'dropped' | undefined
}

const DONE = { saved: 'It is kept. Go on with it whenever you like.', dropped: 'It is thrown away.' } as const

const SHOWN: Record<ListFilter['show'], string> = {
  open: 'Open',
  overdue: 'Overdue',
  returned: 'Returned with a question',
  draft: 'Drafts',
  declined: 'Declined',
  withdrawn: 'Withdrawn',
  closed: 'Closed',
}

const sayFound = (count: number): string =>
  count === 0
    ? 'Nothing of yours was found. Check the spelling, or look for the surname alone.'
    : count === 1
      ? 'One referral was found.'
      : `${count} referrals were found, the newest first.`

export function toListPage(given: {
  actor: Actor
  filter: ListFilter
  items: Item[]
  begun: readonly BegunReferral[]
  next: string | null
  faults: Faults
  /** What somebody looked for, when this is what was found. */
  searched: string | undefined
  today: Day
}) {
  const { actor, filter, items, begun, next, faults, searched, today } = given
  const isPractice = actor.role === 'referrer'
  const href = (changes: Partial<ListFilter>) => {
    const state = Object.entries({ show: filter.show, owner: filter.owner, stage: filter.stage, ...changes })
      .filter(([name, value]) => value !== undefined && value !== (name === 'show' ? 'open' : 'anyone'))
      .map(([name, value]) => `${name}=${encodeURIComponent(String(value))}`)
    return state.length === 0 ? '/referrals' : `/referrals?${state.join('&')}`
  }
  return {
    title: isPractice ? `Referrals of ${actor.organisationName}` : 'Referrals',
    organisationName: actor.organisationName,
    faults,
    filter,
    isPractice,
    typed: { text: searched },
    isSearch: searched !== undefined,
    found: searched === undefined || faults.list.length > 0 ? undefined : sayFound(items.length),
    stages: (Object.keys(STAGE_WORDS) as Stage[]).map((stage) => ({
      text: STAGE_WORDS[stage],
      href: href({ stage, show: 'open' }),
      current: stage === filter.stage,
    })),
    everyStage: filter.stage === undefined ? undefined : href({ stage: undefined }),
    shown: (Object.keys(SHOWN) as ListFilter['show'][]).map((show) => ({
      text: SHOWN[show],
      href: href({ show, stage: undefined }),
      current: searched === undefined && show === filter.show,
    })),
    done: filter.done && DONE[filter.done],
    begun: begun.map(toBegunRow),
    rows: items.map((item) => toRow(item, today)),
    empty:
      filter.show === 'open'
        ? isPractice && filter.stage === undefined
          ? 'No open referrals. When you refer somebody, you see here where it is and what comes next.'
          : 'No open referrals.'
        : `Nothing here: ${SHOWN[filter.show].toLowerCase()}.`,
    more: next === null ? undefined : href({ after: next }),
    first: filter.after === undefined ? undefined : href({}),
  }
}
