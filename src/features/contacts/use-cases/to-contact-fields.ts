import type { ContactPatch } from '../contract.ts'
import type { Contact } from '../store.ts'

/** What was given, as the contact keeps it: absent fields stay absent, instants become dates. */
export function toContactFields({ plannedStart, plannedEnd, anyway: _, ...rest }: ContactPatch): Partial<Contact> {
  const given = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined))
  return {
    ...given,
    ...(plannedStart === undefined ? {} : { plannedStart: toDate(plannedStart) }),
    ...(plannedEnd === undefined ? {} : { plannedEnd: toDate(plannedEnd) }),
  }
}

const toDate = (instant: string | null): Date | null => (instant === null ? null : new Date(instant))
