import { type ActivityBody, sayPlaces } from '../activities/public.ts'

export const toActivityRow = (activity: ActivityBody) => ({
  name: activity.name,
  href: `/group/activities/${activity.id}`,
  register: `/group/activities/${activity.id}/register`,
  kind: activity.categoryLabel,
  when: activity.when,
  places: sayPlaces(activity),
  closed: activity.closedBecause,
  isOpen: activity.status === 'open',
})
