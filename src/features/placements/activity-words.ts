import { type ActivityBody, sayPlaces } from '../activities/public.ts'

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
