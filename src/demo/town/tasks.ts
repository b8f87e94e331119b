import { addWorkingDays } from '../../features/schemes/working-days.ts'
import type { TaskKind } from '../../features/tasks/kinds.ts'
import { instantOn, type Member, type World } from './world.ts'

type NewTask = {
  kind: TaskKind
  subjectKind: string
  subjectId: string
  member?: Member | undefined
  /** The service, when nobody else is named. */
  organisationId?: string
  dueOn: string
  at: Date
}

/** Opens a task, unless the same one is open. */
export function openTask(
  world: World,
  { kind, subjectKind, subjectId, member, organisationId = world.service.id, dueOn, at }: NewTask,
): void {
  if (findOpen(world, kind, subjectId) !== undefined) return
  const row = {
    schemeId: world.schemeId,
    id: world.newId(at),
    kind,
    subjectKind,
    subjectId,
    organisationId,
    membershipId: member?.membershipId ?? null,
    dueOn,
    createdAt: at,
    doneAt: null,
    doneById: null,
    outcome: null,
  }
  world.rows.tasks.push(row)
  world.openTasks.set(`${kind} ${subjectId}`, row)
}

export function closeTask(
  world: World,
  about: { kind: TaskKind; subjectId: string; outcome: string; by: Member; at: Date },
): void {
  const task = findOpen(world, about.kind, about.subjectId)
  if (task === undefined) return
  Object.assign(task, { doneAt: about.at, doneById: about.by.membershipId, outcome: about.outcome })
  world.openTasks.delete(`${about.kind} ${about.subjectId}`)
}

const findOpen = (world: World, kind: TaskKind, subjectId: string) => world.openTasks.get(`${kind} ${subjectId}`)

const LEFT_LYING_DAYS = 25
/** What ends with something else stays open until that is done. */
const SETTLED_LATE: readonly TaskKind[] = ['follow-up-measures', 'confirm-registration', 'hold-ended']

/** Nobody leaves a task lying for a year: what was due long ago the lead has settled within days. */
export function settleOldTasks(world: World): void {
  const before = addWorkingDays(world.today, -LEFT_LYING_DAYS)
  for (const [key, task] of world.openTasks) {
    if (task.dueOn >= before || !SETTLED_LATE.includes(task.kind)) continue
    const doneAt = instantOn(addWorkingDays(task.dueOn, 4), 10 * 60 + 20)
    Object.assign(task, { doneAt, doneById: world.lead.membershipId, outcome: 'done' })
    world.openTasks.delete(key)
  }
}
