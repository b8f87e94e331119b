import type { DONE_NOW, ENTRY_KINDS, OUTCOMES, WISH_NOT_ASKED } from '../../../features/safeguarding/kinds.ts'
import type { ConcernStatus } from '../../../features/safeguarding/lifecycle.ts'
import type { ConcernKind } from '../../../features/schemes/settings.ts'
import type { Episode } from '../episode.ts'
import { openTask } from '../tasks.ts'
import type { Member } from '../world.ts'
import type { Scene } from './scene.ts'

type Entry = {
  kind: (typeof ENTRY_KINDS)[number]
  what?: (typeof DONE_NOW)[number]
  words?: string
  on?: string
  reference?: string
  takenBy?: string
  to?: Member
  by: Member | null
  at: Date
}
type Concern = {
  kind: ConcernKind
  status: ConcernStatus
  content: string
  wish?: string
  notAsked?: (typeof WISH_NOT_ASKED)[number]
  raisedBy: Member
  responsible: Member
  raisedAt: Date
  outcome?: (typeof OUTCOMES)[number]
  entries: readonly Entry[]
}

const HOUR_MS = 3_600_000

/** Writes a concern with its history, who may read it, and the task of whoever has to answer it. */
export function writeConcern({ world }: Scene, episode: Episode | undefined, concern: Concern): void {
  const { rows, schemeId, newId, settings, today } = world
  const { kind, status, content, raisedBy, raisedAt, responsible, entries, outcome = null } = concern
  const id = newId(raisedAt)
  const acknowledgeBy = new Date(raisedAt.getTime() + settings.safety.acknowledgeWithinHours[kind] * HOUR_MS)
  rows.concerns.push({
    schemeId,
    id,
    personId: episode?.person.id ?? null,
    about: episode === undefined ? 'The car park behind Gasworks Lane; nobody of ours' : null,
    kind,
    status,
    content,
    wish: concern.wish ?? null,
    wishNotAskedBecause: concern.notAsked ?? null,
    raisedById: raisedBy.membershipId,
    raisedAt,
    responsibleId: responsible.membershipId,
    acknowledgeBy,
    // Still nobody's: it climbs again at noon.
    escalatesAt: status === 'open' ? new Date(Date.parse(today) + 12 * HOUR_MS) : null,
    acknowledgedAt: entries.findLast((entry) => entry.kind === 'acknowledged')?.at ?? null,
    closedAt: entries.find((entry) => entry.kind === 'closed')?.at ?? null,
    outcome,
    version: 1 + entries.filter(({ by }) => by !== null).length,
  })
  for (const { to, by, at, ...entry } of entries)
    rows.concernEntries.push({
      schemeId,
      id: newId(at),
      concernId: id,
      what: null,
      words: null,
      on: null,
      reference: null,
      takenBy: null,
      ...entry,
      toId: to?.membershipId ?? null,
      at,
      byId: by?.membershipId ?? null,
    })
  const readers = new Map(entries.flatMap(({ to, at }) => (to === undefined ? [] : [[to.membershipId, at] as const])))
  for (const [membershipId, at] of readers)
    rows.concernReaders.push({ schemeId, id: newId(at), concernId: id, membershipId, at })
  if (status === 'open')
    openTask(world, {
      kind: 'answer-concern',
      subjectKind: 'concern',
      subjectId: id,
      organisationId: responsible.organisationId,
      member: responsible,
      dueOn: today,
      at: raisedAt,
    })
}
