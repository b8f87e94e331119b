import type { ActivityPatch } from './contract.ts'
import { AT_ONCE } from './listing.ts'
import type { Activity } from './store.ts'

/** Parts a patch into what is true from the moment it is said and what waits; what says nothing new does not wait. */
export function splitPatch(
  activity: Activity,
  patch: ActivityPatch,
): { atOnce: ActivityPatch; waiting: ActivityPatch } {
  const changed = Object.entries(patch).filter(([key, value]) => value !== undefined && !isSame(activity, key, value))
  const isAtOnce = ([key]: [string, unknown]) => key in AT_ONCE
  return {
    atOnce: Object.fromEntries(changed.filter(isAtOnce)),
    waiting: Object.fromEntries(changed.filter((entry) => !isAtOnce(entry))),
  }
}

const isSame = (activity: Activity, key: string, value: unknown): boolean =>
  toComparable(Object.entries(activity).find(([column]) => column === key)?.[1] ?? null) === toComparable(value)

/** In which order codes were ticked says nothing. */
const toComparable = (value: unknown): string =>
  JSON.stringify(Array.isArray(value) && value.every((item) => typeof item === 'string') ? value.toSorted() : value)

/** Of a sensitive kind the public reads no place: whom somebody flees from reads it too. */
export function withoutPlace<Listing extends Activity>(
  listing: Listing,
  { lists }: { lists: { 'activity-category': readonly { code: string; isSensitive: boolean }[] } },
): Listing {
  const kind = lists['activity-category'].find(({ code }) => code === listing.category)
  const nowhere = { address: null, postcode: null, latitude: null, longitude: null, gettingThere: null, areas: [] }
  return kind?.isSensitive === true ? { ...listing, ...nowhere, metres: null } : listing
}
