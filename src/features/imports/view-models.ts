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

export function toImportsPage(given: { items: Fact[]; kinds: readonly ImportKind[]; next: string | null }) {
  const { items, kinds, next } = given
  return {
    title: 'Bring a list',
    kinds: kinds.map((kind) => ({ value: kind, text: KINDS[kind] })),
    rows: items.map(({ id, kind, status, createdAt }) => ({
      href: `/imports/${id}`,
      what: KINDS[kind],
      at: sayInstant(new Date(createdAt)),
      tag: STATUS[status],
    })),
    more: next === null ? undefined : `/imports?after=${encodeURIComponent(next)}`,
  }
}

export function toImportPage({ found, rows, next }: { found: Found; rows: Row[]; next: string | null }) {
  const { counts, status } = found
  const isOpen = status === 'uploaded' || status === 'tried'
  const good = counts.ok + counts.warning
  return {
    title: `A list: ${KINDS[found.kind].toLowerCase()}`,
    back: { href: '/imports', text: 'Bring a list' },
    path: `/imports/${found.id}`,
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
    rows: rows
      .filter(({ faults }) => faults.length > 0)
      .map(({ number, faults }) => ({
        number,
        faults: faults.map(({ column, message, level }) => ({
          text: `${column}: ${message}`,
          isError: level === 'error',
        })),
      })),
    more: next === null ? undefined : `/imports/${found.id}?after=${encodeURIComponent(next)}`,
  }
}
