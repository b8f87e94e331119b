import { plain, readDay } from '../../../platform/spreadsheets/cells.ts'
import type { KnownActivity } from '../store.ts'
import type { Reading } from './read-row.ts'

/** A place that the person has already, in an activity of the scheme. */
export type BroughtPlace = { activityId: string; startedOn: string }

export const NO_PLACE_LEFT = 'Kept as a note: the activity has no place left'
const BETWEEN = /[;|\n]/

type Known = { activities: readonly KnownActivity[]; today: string; referredOn: string | undefined }

/** The places that a row names: each by an activity of the scheme and the day on which it began. What is not sure of that stays a note. */
export function readPlaces(reading: Reading, { activities, today, referredOn }: Known): BroughtPlace[] {
  const { cell, warn } = reading
  const names = split(cell('placements'))
  if (names.length === 0) return []
  const days = readDays(reading, today)
  if (days.length !== names.length && days.length !== 1) {
    warn('placementsOn', 'Kept as a note: say on which day each of them began, in the same order, with ; between')
    return []
  }
  const places = names.flatMap((name, at): BroughtPlace[] => {
    const activityId = findActivityNamed(reading, activities, name)
    const startedOn = days[at] ?? days[0]
    if (activityId === undefined || startedOn === undefined) return []
    if (referredOn === undefined || startedOn >= referredOn) return [{ activityId, startedOn }]
    warn('placementsOn', 'Kept as a note: it began before the referral, and is no place of it')
    return []
  })
  return places.filter(({ activityId }, at) => places.findIndex((other) => other.activityId === activityId) === at)
}

function readDays({ cell, error }: Reading, today: string): string[] {
  return split(cell('placementsOn')).flatMap((text) => {
    const day = readDay(text, today)
    if (day !== undefined && day <= today) return [day]
    error('placementsOn', 'Enter the day on which it began as day/month/year, not in the future')
    return []
  })
}

function findActivityNamed({ warn }: Reading, activities: readonly KnownActivity[], name: string): string | undefined {
  const word = plain(name)
  const found = activities.filter((activity) =>
    [activity.name, `${activity.name} ${activity.providerName}`].some((candidate) => plain(candidate) === word),
  )
  if (found.length > 1)
    return warn('placements', 'Kept as a note: two activities have this name, write the group after it')
  return found[0]?.id ?? warn('placements', 'Kept as a note: no activity of the scheme has this name')
}

const split = (text: string): string[] =>
  text
    .split(BETWEEN)
    .map((part) => part.trim())
    .filter((part) => part !== '')

/** Counts the places of a file against those that are left, in the order of its rows. The place itself decides when it is taken. */
export function warnOfFull(
  rows: readonly { reading: Reading; places: readonly BroughtPlace[] }[],
  activities: readonly KnownActivity[],
): void {
  const left = new Map(activities.map((activity) => [activity.id, activity.left]))
  for (const { reading, places } of rows)
    for (const { activityId } of places) {
      const n = left.get(activityId) ?? 0
      if (n > 0) left.set(activityId, n - 1)
      else reading.warn('placements', NO_PLACE_LEFT)
    }
}
