import type { Role } from '../../platform/context.ts'
import { GAP_WORDS, GAPS } from './gaps.ts'
import type { GapCounts } from './store/gaps.ts'
import { caseloadHref, FIRST_STATE } from './view-models.ts'

/** One table for each worker who has something to mend; each number opens its rows. */
export function toGapsPage(counts: readonly GapCounts[], role: Role) {
  const workers = counts.map((row) => ({
    name: row.ownerLabel ?? 'Nobody has them yet',
    open: row.open,
    gaps: GAPS.filter((gap) => row[gap] > 0).map((gap) => ({
      text: GAP_WORDS[gap],
      count: row[gap],
      href: caseloadHref(FIRST_STATE, { owner: row.ownerId ?? 'nobody', gap }),
    })),
  }))
  return {
    title: 'What records lack',
    back: role === 'team-lead' ? { href: '/team', text: 'Team' } : { href: '/caseload', text: 'Caseload' },
    workers: workers.filter(({ gaps }) => gaps.length > 0),
    clean: workers.filter(({ gaps }) => gaps.length === 0).map(({ name }) => name),
  }
}
