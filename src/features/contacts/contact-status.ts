import { todayInEngland } from '../../platform/clock.ts'
import { type Attendance, isCancelled, type NotHappenedReason } from './kinds.ts'

/** Where a contact stands. Derived from what was recorded and what time it is, never stored. */
export const CONTACT_STATUSES = [
  'planned',
  'needs-feedback',
  'completed',
  'did-not-attend',
  'did-not-happen',
  'cancelled',
] as const
export type ContactStatus = (typeof CONTACT_STATUSES)[number]

type Recorded = {
  plannedStart: Date | null
  plannedEnd: Date | null
  happened: boolean | null
  notHappenedBecause: NotHappenedReason | null
  attendance: Attendance | null
}

export function contactStatus(contact: Recorded, now: Date): ContactStatus {
  const { happened, notHappenedBecause, attendance } = contact
  if (happened === null) return isTimePassed(contact, now) ? 'needs-feedback' : 'planned'
  if (!happened) return notHappenedBecause !== null && isCancelled(notHappenedBecause) ? 'cancelled' : 'did-not-happen'
  return attendance === 'did-not-attend' ? 'did-not-attend' : 'completed'
}

/** A call without an end has passed when it should have begun. */
function isTimePassed({ plannedStart, plannedEnd }: Recorded, now: Date): boolean {
  const end = plannedEnd ?? plannedStart
  return end !== null && end <= now
}

/**
 * Whether a worker who went in has not come out by the time they were expected to. What was recorded of the visit does
 * not end it: only somebody who says that the worker is out.
 */
export const isCheckOutOverdue = (
  contact: { plannedEnd: Date | null; checkedInAt: Date | null; checkedOutAt: Date | null },
  now: Date,
): boolean =>
  contact.checkedInAt !== null &&
  contact.checkedOutAt === null &&
  contact.plannedEnd !== null &&
  contact.plannedEnd < now

/** Written down on a later day than it happened: clocks and reports use the day it happened, readers see that it came late. */
export const isRecordedLate = ({
  happenedOn,
  recordedAt,
}: {
  happenedOn: string | null
  recordedAt: Date | null
}): boolean => happenedOn !== null && recordedAt !== null && todayInEngland(recordedAt) > happenedOn
