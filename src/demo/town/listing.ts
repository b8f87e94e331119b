import type { ENTRY_KINDS, LocationKind, PLACES_MODES } from '../../features/activities/kinds.ts'
import { occurrencesBetween, partsOfWeek, type ScheduleLine } from '../../features/activities/recurrence.ts'
import { addDays } from '../../platform/clock.ts'
import { hashOf, placeOf } from './where.ts'
import { LISTINGS } from './words/listings.ts'
import { STREETS, TOWN } from './words/places.ts'
import { SCHEDULES, WARM_ROOM, WARM_ROOM_DAYS } from './words/schedules.ts'
import { instantOn } from './world.ts'

type Listed = {
  name: string
  whoFor: string | null
  locationKind: LocationKind
  postcode: string | null
  providerName: string
  sayer: string
}

/** All that a listing says beside its name and its places. It follows from the name alone: nothing here draws by chance. */
export function listingOf(listed: Listed, { today, beganOn }: { today: string; beganOn: string }) {
  const { name, locationKind, postcode, providerName } = listed
  const words = LISTINGS[name] ?? {}
  const chance = hashOf(providerName)
  const schedule = scheduleOf(name, { today, beganOn })
  const confirmedOn = addDays(today, -(20 + (hashOf(name) % 200)))
  const isVenue = locationKind === 'venue' && postcode !== null
  const entry: (typeof ENTRY_KINDS)[number] = words.entry ?? 'referral-needed'
  const placesMode: (typeof PLACES_MODES)[number] = words.placesMode ?? 'counted'
  return {
    whoFor: listed.whoFor ?? words.whoFor ?? null,
    whoNotFor: words.whoNotFor ?? null,
    minimumAge: words.minimumAge ?? null,
    maximumAge: words.maximumAge ?? null,
    costPence: Math.round((words.pounds ?? 0) * 100),
    costNote: words.costNote ?? null,
    languages: [...(words.languages ?? [])],
    gettingThere: words.gettingThere ?? null,
    firstTime: words.firstTime ?? null,
    phone: phoneOf(chance),
    email: null,
    website: null,
    address: isVenue ? addressOf(chance, words.house) : null,
    entry,
    placesMode,
    schedule,
    held: partsOfWeek(schedule, today),
    latitude: isVenue ? placeOf(postcode).latitude : null,
    longitude: isVenue ? placeOf(postcode).longitude : null,
    capacityLevel: 'activity' as 'activity' | 'cohort',
    placesSaidAt: instantOn(addDays(today, -(1 + (hashOf(name) % 12))), 11 * 60),
    placesSaidById: listed.sayer,
    reopensOn: null as string | null,
    confirmedOn,
    reviewRung: 0,
    reviewRungOn: null as string | null,
    hiddenAt: null as Date | null,
    updatedAt: instantOn(confirmedOn, 11 * 60 + 5),
  }
}

/** Whom the group would turn away at the door: nobody is offered there. */
export const whoMayCome = (name: string): { minimumAge: number; isForWomen: boolean } => ({
  minimumAge: LISTINGS[name]?.minimumAge ?? 0,
  isForWomen: name.startsWith('Women’s'),
})

/** Numbers that were never given to anybody: a house in the town, or a mobile of those kept for plays. */
const phoneOf = (chance: number): string =>
  chance % 4 === 0 ? `07700 900${String(100 + (chance % 900))}` : `01709 0${String(10_000 + (chance % 90_000))}`

const addressOf = (chance: number, house: string | undefined): string => {
  const street = STREETS[chance % STREETS.length] ?? STREETS[0]
  return house === undefined ? `${String(1 + (chance % 90))} ${street}, ${TOWN}` : `${house}, ${street}, ${TOWN}`
}

/** The times of a group as lines; a line begins on a day that it is held, about when the scheme began. */
export function scheduleOf(name: string, { today, beganOn }: { today: string; beganOn: string }): ScheduleLine[] {
  if (name === WARM_ROOM) return winters(today)
  return (SCHEDULES[name] ?? []).map(([rule, startsAt, endsAt]) => toLine({ rule, startsAt, endsAt }, beganOn))
}

export function toLine(line: Pick<ScheduleLine, 'rule' | 'startsAt' | 'endsAt'>, from: string): ScheduleLine {
  const [first] = occurrencesBetween([{ ...line, startsOn: from, exceptOn: [] }], from, addDays(from, 62))
  return { startsOn: first?.on ?? from, ...line, exceptOn: [] }
}

/** From October to March: the last winter, this one and the next. */
function winters(today: string): ScheduleLine[] {
  const year = Number(today.slice(0, 4))
  return [year - 1, year, year + 1].map((autumn) =>
    toLine(
      { rule: `${WARM_ROOM_DAYS};UNTIL=${String(autumn + 1)}0331`, startsAt: '09:00', endsAt: '16:00' },
      `${String(autumn)}-10-01`,
    ),
  )
}
