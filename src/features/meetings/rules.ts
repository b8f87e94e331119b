import { addDays, type Day } from '../../platform/clock.ts'
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
