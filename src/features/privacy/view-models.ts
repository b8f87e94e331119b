import type { z } from 'zod'
import type { AuditMark } from '../../platform/audit/marks.ts'
import type { Day } from '../../platform/clock.ts'
import { sayInstant, sayShortDay } from '../../platform/web/words.ts'
import type { DestructionAnswer, Told } from '../withdrawals/public.ts'
import type { ClosingKind, OpeningOutcome } from './kinds.ts'
import type { LookFlag } from './looks.ts'
import type { NoticeBody } from './notice-contract.ts'

const FLAGS: Record<LookFlag, string> = {
  'same-surname': 'Same surname',
  'own-record': 'Their own record',
  'same-address': 'Lives at the same address',
  neighbour: 'A neighbour',
  colleague: "A colleague's record",
  'colleague-nearby': 'Lives near a colleague',
}
const MARKS: Record<AuditMark, string> = {
  'other-caseload': "Another worker's whole caseload",
  print: 'Printed',
  download: 'Downloaded',
  export: 'Taken out as a file',
  bulk: 'Many records within an hour',
  'break-glass': 'Opened a closed record',
}
const OUTCOMES: Record<OpeningOutcome, string> = {
  justified: 'It was needed',
  'not-justified': 'It was not needed',
  'looked-into-further': 'It is looked into further',
}
export const OUTCOME_ITEMS = Object.entries(OUTCOMES).map(([value, text]) => ({ value, text }))
const CLOSED: Record<ClosingKind, string> = {
  'only-named': 'Open only to those named; others may open it with a reason, and you are told',
  'not-named': 'Closed to those named; they cannot open it, and others read it as before',
}
const ANSWERS: Record<DestructionAnswer, string> = {
  destroyed: 'They destroyed it',
  'kept-by-law': 'They keep it, because the law says so',
  'nothing-held': 'They hold nothing',
  'no-answer': 'They did not answer',
}

/** `placement-card.read` is "Placement card: read": what was done, in the words that the audit has for it. */
function sayAction(action: string): string {
  const [thing = '', did = ''] = action.split('.').map((part) => part.replaceAll('-', ' '))
  return `${thing.charAt(0).toUpperCase()}${thing.slice(1)}${did === '' ? '' : `: ${did}`}`
}

type Looker = { membershipId: string; name: string; organisationName: string }

type Look = {
  at: Date
  action: string
  member?: Looker | null
  flags?: readonly LookFlag[]
  mark?: AuditMark | null
  personId?: string | null
  inList?: boolean
  shown?: number | null
}

const sayLooker = ({ name, organisationName }: Looker): string => `${name}, ${organisationName}`

export const toLookRow = (look: Look) => ({
  when: sayInstant(look.at),
  what: sayAction(look.action),
  how: look.inList === true ? 'One of a list' : look.shown ? `A list of ${look.shown}` : undefined,
  who: look.member ? sayLooker(look.member) : undefined,
  member: look.member ? `/looks/members/${look.member.membershipId}` : undefined,
  record: look.personId ? `/looks/records/${look.personId}` : undefined,
  tags: [...(look.mark ? [MARKS[look.mark]] : []), ...(look.flags ?? []).map((flag) => FLAGS[flag])],
})

export const toBulkRow = ({ member, hour, people }: { member: Looker; hour: Date; people: number }) => ({
  who: sayLooker(member),
  href: `/looks/members/${member.membershipId}`,
  when: sayInstant(hour),
  people,
})

export const toMemberItem = (one: { id: string; name: string; label: string; organisationName: string }) => ({
  id: one.id,
  href: `/looks/members/${one.id}`,
  text: one.label === one.name ? `${one.name}, ${one.organisationName}` : one.label,
})

export const toOpeningRow = (
  opening: {
    id: string
    personId: string
    membershipId: string
    memberLabel: string
    reason: string
    openedAt: Date
    untilAt: Date
    outcome: OpeningOutcome | null
    note: string | null
  },
  isLate: boolean,
) => ({
  href: `/looks/openings/${opening.id}`,
  record: `/looks/records/${opening.personId}`,
  member: `/looks/members/${opening.membershipId}`,
  who: opening.memberLabel,
  reason: opening.reason,
  opened: sayInstant(opening.openedAt),
  until: sayInstant(opening.untilAt),
  outcome: opening.outcome === null ? undefined : OUTCOMES[opening.outcome],
  note: opening.note,
  isLate,
})

const RECORD_DONE: Record<string, string | undefined> = {
  closed: 'The record is closed as you said.',
  opened: 'The closing has ended. Whoever has to do with the person reads the record again.',
}
const THINGS = {
  message: 'A message',
  'name-and-card': 'Their name, and what a group must know',
  'answer-outside': 'An answer to somebody outside',
} as const

export function toRecordPage(given: {
  personId: string
  closing: { kind: ClosingKind; membershipIds: string[]; reason: string; closedAt: Date; version: number } | undefined
  told: Told
  colleagues: { id: string; name: string; label: string; organisationName: string }[]
  done: string | undefined
}) {
  const { personId, closing, told, colleagues, done } = given
  const items = colleagues.map(toMemberItem)
  const named = closing?.membershipIds ?? []
  const hidden = new Set(
    told.items.filter(({ isSensitive }) => isSensitive).map(({ organisationId }) => organisationId),
  )
  return {
    title: 'One record',
    back: { href: '/looks', text: 'Who looked at what' },
    path: `/looks/records/${personId}`,
    closing: closing && {
      what: CLOSED[closing.kind],
      names: named.map((id) => items.find((item) => item.id === id)?.text ?? 'Somebody who has left'),
      reason: closing.reason,
      at: sayInstant(closing.closedAt),
      version: closing.version,
    },
    colleagues: items.map(({ id, text }) => ({ value: id, text })),
    kinds: Object.entries(CLOSED).map(([value, text]) => ({ value, text })),
    told: told.items.map(({ thing, organisationName, isSensitive, at }) => ({
      what: THINGS[thing],
      to: isSensitive ? 'a support service' : (organisationName ?? 'somebody outside'),
      at: sayInstant(at),
    })),
    requests: told.requests.map((request) => ({
      to: hidden.has(request.organisationId) ? 'A support service' : (request.organisationName ?? 'Somebody outside'),
      asked: sayInstant(request.openedAt),
      answer: request.answer === null ? undefined : ANSWERS[request.answer],
      on: request.answeredOn === null ? undefined : sayShortDay(request.answeredOn),
    })),
    typed: { kind: closing?.kind ?? '', membershipIds: named, reason: closing?.reason ?? '' },
    done: done === undefined ? undefined : RECORD_DONE[done],
  }
}

export function toNoticesPage(given: {
  notices: z.infer<typeof NoticeBody>[]
  notGiven: number | undefined
  today: Day
  done: string | undefined
}) {
  const { notices, notGiven, today, done } = given
  return {
    title: 'Privacy notice',
    notices: notices.map((notice) => ({
      version: notice.version,
      from: sayShortDay(notice.holdsFrom),
      text: notice.text,
      by: `${notice.publishedBy}, ${sayInstant(new Date(notice.publishedAt))}`,
      isInForce: notice.isInForce,
    })),
    notGiven:
      notGiven === undefined
        ? undefined
        : notGiven === 1
          ? 'One person who is cared for now was not given the version that holds today.'
          : `${notGiven} people who are cared for now were not given the version that holds today.`,
    typed: { text: notices[0]?.text ?? '', holdsFrom: sayShortDay(today) },
    done: done === 'published' ? 'The next version is published.' : undefined,
  }
}
