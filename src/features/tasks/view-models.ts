import type { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { sayNearDay } from '../../platform/web/words.ts'
import type { TasksBody } from './contract.ts'
import { ENDED_WITH_ITS_SUBJECT } from './kinds.ts'

type Task = z.infer<typeof TasksBody>['items'][number]

/** Where what a task is about is done. */
const PLACES: Record<string, (id: string) => string> = {
  referral: (id) => `/referrals/${id}`,
  concern: (id) => `/concerns/${id}`,
}

export function toTasksPage(given: { tasks: Task[]; next: string | null; shown: 'mine' | 'all'; today: Day }) {
  const { tasks, next, shown, today } = given
  return {
    title: 'Tasks',
    shown,
    rows: tasks.map((task) => ({
      id: task.id,
      what: task.what,
      reference: task.reference,
      href: PLACES[task.subjectKind]?.(task.subjectId),
      due: sayNearDay(task.dueOn, today),
      overdue: task.overdue,
      canFinish: !ENDED_WITH_ITS_SUBJECT.includes(task.kind),
    })),
    more: next === null ? undefined : `/tasks?show=${shown}&after=${encodeURIComponent(next)}`,
  }
}
