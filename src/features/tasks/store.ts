import { and, asc, eq, getTableColumns, inArray, isNull, notInArray, or, sql } from 'drizzle-orm'
import type { Actor, Context, Db, SystemContext, Tx } from '../../platform/context.ts'
import { makeWithJob } from '../../platform/jobs/add-job.ts'
import { Refusal } from '../../platform/problems.ts'
import { SEEN_BY_ITS_OWNER, type TaskKind } from './kinds.ts'
import { referenceOfTask } from './store/task-references.ts'
import { tasks } from './tables.ts'

export type Task = typeof tasks.$inferSelect

/** A task beside who has it today: its owner, who stands in for them, or the duty worker; null: the whole organisation. */
export type TaskInList = Task & { heldById: string | null; reference: string | null }

/** A task is seen by the organisation that owes it. */
const visibleTo = (actor: Actor) => eq(tasks.organisationId, actor.organisationId)

type NewTask = {
  kind: TaskKind
  subjectKind: string
  subjectId: string
  organisationId: string
  membershipId?: string | undefined
  dueOn: string
}

/** Tells whoever owes it; messages, which stand on tasks, know how. */
const ANNOUNCE_TASK = { name: 'announce-task', key: 'taskId' }

/** Opens a task unless the same one is open already, and has it announced. */
export async function openTask(tx: Tx, context: Context | SystemContext, task: NewTask): Promise<void> {
  const insert = tx
    .insert(tasks)
    .values({ schemeId: context.schemeId, id: context.newId(), createdAt: context.now(), ...task })
    .onConflictDoNothing({ target: [tasks.schemeId, tasks.kind, tasks.subjectId], where: sql`done_at is null` })
    .returning({ id: tasks.id })
  await makeWithJob(tx, context, insert, ANNOUNCE_TASK)
}

/** Closes what is open of one kind about one subject, because the thing itself was done. */
export async function closeTasksAbout(
  tx: Tx,
  context: Context | SystemContext,
  about: { kind: TaskKind; subjectId: string; outcome: string },
): Promise<void> {
  await tx
    .update(tasks)
    .set({
      doneAt: context.now(),
      doneById: 'actor' in context ? context.actor.membershipId : null,
      outcome: about.outcome,
    })
    .where(and(eq(tasks.kind, about.kind), eq(tasks.subjectId, about.subjectId), isNull(tasks.doneAt)))
}

/** What is open of some kinds, whoever owes it: for the job that closes what has settled itself. */
export async function listOpenSubjects(
  tx: Tx,
  kinds: readonly TaskKind[],
): Promise<{ kind: TaskKind; subjectId: string }[]> {
  return tx
    .select({ kind: tasks.kind, subjectId: tasks.subjectId })
    .from(tasks)
    .where(and(inArray(tasks.kind, [...kinds]), isNull(tasks.doneAt)))
    .orderBy(asc(tasks.id))
}

/** Closes everything that is open about these subjects, because there is nobody left to do it for. */
export async function closeAllTasksAbout(
  tx: Tx,
  context: Context,
  { subjectIds, outcome }: { subjectIds: readonly string[]; outcome: string },
): Promise<void> {
  await tx
    .update(tasks)
    .set({ doneAt: context.now(), doneById: context.actor.membershipId, outcome })
    .where(and(inArray(tasks.subjectId, [...subjectIds]), isNull(tasks.doneAt)))
}

/** What one organisation owes, another owes from now on; who of its people had taken it does not. Gives how many. */
export async function moveOpenTasks(tx: Tx, { fromId, toId }: { fromId: string; toId: string }): Promise<number> {
  const rows = await tx
    .update(tasks)
    .set({ organisationId: toId, membershipId: null })
    .where(and(eq(tasks.organisationId, fromId), isNull(tasks.doneAt)))
    .returning({ id: tasks.id })
  return rows.length
}

export async function completeTask(tx: Tx, context: Context, taskId: string): Promise<Task> {
  const { actor, now } = context
  const [row] = await tx
    .update(tasks)
    .set({ doneAt: now(), doneById: actor.membershipId, outcome: 'done' })
    .where(and(visibleTo(actor), eq(tasks.id, taskId), isNull(tasks.doneAt)))
    .returning()
  if (row !== undefined) return row
  const [known] = await tx
    .select({ id: tasks.id })
    .from(tasks)
    .where(and(visibleTo(actor), eq(tasks.id, taskId)))
  throw new Refusal(known === undefined ? 'not-found' : 'already-done')
}

/** Whose tasks are mine: my own, those of whom I stand in for, and those of nobody when they fall to me. */
export type Mine = { membershipIds: readonly string[]; withoutOwner: boolean }
type Filter = { mine: Mine | undefined; after: string[] | undefined; limit: number }

/** Open tasks of the actor's organisation, the most urgent first. */
export async function listTaskRows(
  db: Db,
  actor: Actor,
  { mine, after, limit }: Filter,
): Promise<(Task & { reference: string | null })[]> {
  const [dueOn, id] = after ?? []
  return db
    .select({ ...getTableColumns(tasks), reference: referenceOfTask(actor) })
    .from(tasks)
    .where(
      and(
        visibleTo(actor),
        isNull(tasks.doneAt),
        or(notInArray(tasks.kind, [...SEEN_BY_ITS_OWNER]), eq(tasks.membershipId, actor.membershipId)),
        mine === undefined
          ? undefined
          : or(
              inArray(tasks.membershipId, [...mine.membershipIds]),
              mine.withoutOwner ? isNull(tasks.membershipId) : undefined,
            ),
        dueOn !== undefined && id !== undefined
          ? sql`(${tasks.dueOn}, ${tasks.id}) > (${dueOn}::date, ${id}::uuid)`
          : undefined,
      ),
    )
    .orderBy(asc(tasks.dueOn), asc(tasks.id))
    .limit(limit + 1)
}
