import { addDays, type Day } from '../../platform/clock.ts'
import type { DecisionOwner } from './kinds.ts'
import type { AgendaRow } from './store.ts'

/** What the meeting goes through, in this order; each referral stands once. */
export const AGENDA_PARTS = ['open-decisions', 'new', 'waiting', 'stuck', 'overdue', 'good-news', 'fine'] as const
export type AgendaPart = (typeof AGENDA_PARTS)[number]

/** What happened since the last meeting. */
export const agendaSince = (today: Day): Day => addDays(today, -31)

const WAITING: readonly string[] = ['to-triage', 'to-allocate', 'to-contact', 'to-assess', 'to-plan']

/** Where a referral stands on the agenda: what was decided and not done first, then what hinders most. */
export function partOf(row: AgendaRow, today: Day): AgendaPart {
  const since = agendaSince(today)
  if (row.lastDecision?.isOpen === true) return 'open-decisions'
  if (row.status === 'closed') return 'good-news'
  if (row.status === 'returned' || row.holdUntil !== null) return 'stuck'
  if (row.dueOn !== null && row.dueOn < today) return 'overdue'
  if (row.submittedOn !== null && row.submittedOn >= since) return 'new'
  if (row.stage !== null && WAITING.includes(row.stage)) return 'waiting'
  return row.planAgreedOn !== null && row.planAgreedOn >= since ? 'good-news' : 'fine'
}

/** So many days a practice's risk list is kept (M21). */
export const RISK_LIST_DAYS = 45

export type Line = { what: string; owner: DecisionOwner; memberId: string | null; dueOn: Day }

const isSame = (one: Line | null, other: Line | null): boolean =>
  one === other ||
  (one !== null &&
    other !== null &&
    one.what === other.what &&
    one.owner === other.owner &&
    one.memberId === other.memberId &&
    one.dueOn === other.dueOn)

/**
 * Two people type on one page. `had` is what a line said when it was read, `typed` what it is to say, `now` what it says; null
 * is no decision. What a colleague wrote meanwhile is kept where this one changed nothing, and never written over unseen.
 */
export function mergeLine(line: {
  had: Line | null
  typed: Line | null
  now: Line | null
  isMine: boolean
}): 'write' | 'keep' | 'conflict' {
  const { had, typed, now, isMine } = line
  if (isSame(typed, now)) return 'keep'
  if (now === null || isMine || isSame(had, now)) return 'write'
  return isSame(had, typed) ? 'keep' : 'conflict'
}

/** Who does it, in one list: the advisor, the practice, or somebody of the practice by name. */
export const toOwner = (chosen: string): { owner: string; memberId: string | null } =>
  chosen === 'service' || chosen === 'practice'
    ? { owner: chosen, memberId: null }
    : { owner: 'practice', memberId: chosen }
export const fromOwner = ({ owner, memberId }: { owner: string; memberId: string | null }): string => memberId ?? owner

/** What a line said when it was read, in one hidden field: who, by when and what. */
export const toHad = (line: { what: string; owner: string; memberId: string | null; dueOn: string }): string =>
  `${fromOwner(line)} ${line.dueOn} ${line.what}`
