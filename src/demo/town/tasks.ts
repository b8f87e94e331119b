import type { TaskKind } from '../../features/tasks/kinds.ts'
import type { Member, World } from './world.ts'

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
