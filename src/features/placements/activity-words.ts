import type { ActivityBody } from '../activities/public.ts'

const WHERE: Record<ActivityBody['locationKind'], string> = {
  venue: 'At a place people come to',
  home: 'At the person’s home',
  online: 'Online',
  telephone: 'By telephone',
}
export const LOCATIONS = Object.entries(WHERE).map(([value, text]) => ({ value, text }))

const sayPlaces = ({ capacity, placesLeft }: ActivityBody): string =>
  placesLeft === 0 ? `No place is free of ${capacity}` : `${placesLeft} of ${capacity} places free`

export const toActivityRow = (activity: ActivityBody) => ({
  name: activity.name,
  href: `/group/activities/${activity.id}`,
  register: `/group/activities/${activity.id}/register`,
  sessions: `/group/activities/${activity.id}/sessions`,
  cohorts: `/group/activities/${activity.id}/cohorts`,
  kind: activity.categoryLabel,
  when: activity.when,
  places: sayPlaces(activity),
  closed: activity.closedBecause,
  isOpen: activity.status === 'open',
})

/** What stands in the form before somebody changes it. */
export const firstTyped = (activity: ActivityBody) => ({
  name: activity.name,
  category: activity.category,
  description: activity.description,
  whoFor: activity.whoFor ?? '',
  locationKind: activity.locationKind,
  postcode: activity.postcode ?? '',
  when: activity.when,
  access: [...activity.access],
  capacity: String(activity.capacity),
  isClosed: activity.status === 'closed' ? 'yes' : '',
  closedBecause: activity.closedBecause ?? '',
})
