import type { z } from 'zod'
import { sayInstant } from '../../platform/web/words.ts'
import { COLUMNS } from './columns.ts'
import type { ImportsBody, ProgressBody, RowsBody } from './contract.ts'
import type { ImportKind, RowState } from './kinds.ts'

type Found = z.infer<typeof ProgressBody>
type Row = z.infer<typeof RowsBody>['items'][number]
type Fact = z.infer<typeof ImportsBody>['items'][number]

const KINDS: Record<ImportKind, string> = {
  organisations: 'Organisations',
  accounts: 'People who work here',
  activities: 'Activities of the directory',
  caseload: 'People who are cared for now',
}
const STATUS: Record<Found['status'], { text: string; colour: string }> = {
  uploaded: { text: 'Not tried yet', colour: 'orange' },
  tried: { text: 'Tried, not run', colour: 'blue' },
  running: { text: 'Running', colour: 'blue' },
  done: { text: 'Done', colour: 'green' },
  'taking-back': { text: 'Being taken back', colour: 'orange' },
  'taken-back': { text: 'Taken back', colour: 'grey' },
}
const STATES: Record<RowState, string> = {
  read: 'read, and not tried',
  ok: 'ready',
  warning: 'ready, with something to look at',
  error: 'with a fault: these are not brought',
  'already-there': 'there already',
  imported: 'brought',
  'taken-back': 'taken back',
  'worked-on': 'worked on since, and kept',
}

/** The states whose rows say something of themselves. */
const SHOWN_STATES = ['error', 'ok', 'imported', 'worked-on'] as const

export function toImportsPage(given: { items: Fact[]; kinds: readonly ImportKind[]; next: string | null }) {
  const { items, kinds, next } = given
  return {
    title: 'Bring a list',
    kinds: kinds.map((kind) => ({ value: kind, text: KINDS[kind] })),
    hasDirectory: kinds.includes('activities'),
    rows: items.map(({ id, kind, status, createdAt }) => ({
      href: `/imports/${id}`,
      what: KINDS[kind],
      at: sayInstant(new Date(createdAt)),
      tag: STATUS[status],
    })),
    more: next === null ? undefined : `/imports?after=${encodeURIComponent(next)}`,
  }
}

/** What is to be mended first, then what is to be looked at; of the directory otherwise every row, with what it would do. */
export function stateToShow({ kind, counts }: Pick<Found, 'kind' | 'counts'>): RowState | undefined {
  if (counts.error > 0) return 'error'
  return kind !== 'activities' && counts.warning > 0 ? 'warning' : undefined
}

type Given = { found: Found; rows: Row[]; state: RowState | undefined; next: string | null }

export function toImportPage({ found, rows, state, next }: Given) {
  const { counts, status } = found
  const path = `/imports/${found.id}`
  const isOpen = status === 'uploaded' || status === 'tried'
  const good = counts.ok + counts.warning
  return {
    title: `A list: ${KINDS[found.kind].toLowerCase()}`,
    back: { href: '/imports', text: 'Bring a list' },
    path,
    tag: STATUS[status],
    sent: sayInstant(new Date(found.createdAt)),
    counts: (Object.keys(STATES) as RowState[]).flatMap((state) =>
      counts[state] === 0 ? [] : [`${counts[state]} ${counts[state] === 1 ? 'row' : 'rows'} ${STATES[state]}`],
    ),
    columns: isOpen
      ? COLUMNS[found.kind].map(({ field, heading, isNeeded, help }) => ({
          name: `column-${field}`,
          label: isNeeded ? `${heading} (needed)` : heading,
          hint: help,
          value: String(found.mapping[field] ?? ''),
        }))
      : [],
    headings: [
      { value: '', text: 'In no column' },
      ...found.headings.map((heading, index) => ({ value: String(index), text: heading || `Column ${index + 1}` })),
    ],
    mapping: Object.fromEntries(
      Object.entries(found.mapping).map(([field, column]) => [`column-${field}`, String(column)]),
    ),
    canTry: isOpen,
    canRun: status === 'tried' && good > 0,
    good,
    hasErrors: counts.error > 0,
    canTakeBack: found.kind !== 'organisations' && (status === 'done' || status === 'taking-back'),
    isRunning: status === 'running',
    left: found.left,
    ...(rows.some(({ faults }) => faults.some(({ level }) => level === 'note'))
      ? { rowsTitle: 'What the rows say', rowsSay: 'What it says' }
      : { rowsTitle: 'What to look at', rowsSay: 'What to do' }),
    rows: rows
      .filter(({ faults }) => faults.length > 0)
      .map(({ number, faults }) => ({
        number,
        faults: faults.map(({ column, message, level }) => ({
          // The note at the name speaks of the whole row.
          text: level === 'note' && column === 'Name' ? message : `${column}: ${message}`,
          isToLookAt: level === 'warning',
        })),
      })),
    others:
      found.kind === 'activities'
        ? SHOWN_STATES.filter((other) => other !== state && counts[other] > 0).map((other) => ({
            href: `${path}?state=${other}`,
            text: `Look at the rows ${STATES[other].replace(/:.*/, '')}`,
          }))
        : [],
    more:
      next === null
        ? undefined
        : `${path}?${state === undefined ? '' : `state=${state}&`}after=${encodeURIComponent(next)}`,
  }
}
