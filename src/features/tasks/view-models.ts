import type { z } from 'zod'
import type { Day } from '../../platform/clock.ts'
import { ROLES, type Role } from '../../platform/context.ts'
import { sayNearDay } from '../../platform/web/words.ts'
import type { TasksBody } from './contract.ts'
import { ENDED_WITH_ITS_SUBJECT } from './kinds.ts'

type Task = z.infer<typeof TasksBody>['items'][number]

const CARE: readonly Role[] = ['referrer', 'advisor', 'team-lead']
const SERVICE: readonly Role[] = ['advisor', 'team-lead']

/** Where what a task is about is done, and who has that page. */
const PLACES: Record<string, { of: readonly Role[]; href: (id: string, role: Role) => string }> = {
  referral: { of: CARE, href: (id) => `/referrals/${id}` },
  placement: { of: SERVICE, href: (id) => `/places/${id}` },
  'waiting-entry': { of: SERVICE, href: (id) => `/waiting/${id}` },
  person: { of: CARE, href: (id) => `/people/${id}` },
  concern: { of: ROLES, href: (id) => `/concerns/${id}` },
  'lone-working-telling': { of: SERVICE, href: () => '/lone-working' },
  'visit-change': { of: SERVICE, href: () => '/phone-list' },
  'destruction-request': { of: SERVICE, href: () => '/destruction-requests' },
  'record-opening': { of: ['privacy-officer'], href: (id) => `/looks/openings/${id}` },
  organisation: { of: ['administrator'], href: (id) => `/organisations/${id}` },
  activity: {
    of: [...SERVICE, 'administrator', 'provider'],
    href: (id, role) => (role === 'provider' ? `/group/activities/${id}` : `/directory/${id}`),
  },
  suggestion: { of: SERVICE, href: () => '/directory/to-read' },
  membership: { of: ['administrator'], href: (id) => `/members/${id}` },
}

function placeOf({ subjectKind, subjectId }: Task, role: Role): string | undefined {
  const place = PLACES[subjectKind]
  return place?.of.includes(role) === true ? place.href(subjectId, role) : undefined
}

export function toTasksPage(given: {
  tasks: Task[]
  next: string | null
  shown: 'mine' | 'all'
  role: Role
  today: Day
}) {
  const { tasks, next, shown, role, today } = given
  return {
    title: 'Tasks',
    shown,
    rows: tasks.map((task) => ({
      id: task.id,
      what: task.what,
      reference: task.reference,
      href: placeOf(task, role),
      due: sayNearDay(task.dueOn, today),
      overdue: task.overdue,
      canFinish: !ENDED_WITH_ITS_SUBJECT.includes(task.kind),
    })),
    more: next === null ? undefined : `/tasks?show=${shown}&after=${encodeURIComponent(next)}`,
  }
}
