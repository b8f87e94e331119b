import type { Context, Tx } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { getListItem, getScheme } from '../../schemes/public.ts'
import type { ActivityPatch, NewActivityBody } from '../contract.ts'
import { partsOfWeek } from '../recurrence.ts'
import { mostTakenInSession } from '../store/places.ts'
import { type Activity, type ActivityColumns, findPlaceOf, updateActivity } from '../store.ts'

/** What is looked at together. */
type Said = Pick<Activity, 'category' | 'locationKind'> & {
  [Key in 'postcode' | 'minimumAge' | 'maximumAge' | 'status' | 'closedBecause' | 'reopensOn']?:
    | Activity[Key]
    | undefined
}

/** Refuses what cannot be said together; the same for a new listing, a change, and a change that waits. */
export async function refuseContradiction(context: Context, after: Said, before?: Activity): Promise<void> {
  if (after.category !== before?.category)
    getListItem(await getScheme(context), 'activity-category', after.category, '#/category')
  if (after.locationKind === 'venue' && (after.postcode ?? null) === null)
    throw invalid('#/postcode', 'Enter the postcode of the venue')
  const { minimumAge, maximumAge } = after
  if (typeof minimumAge === 'number' && typeof maximumAge === 'number' && minimumAge > maximumAge)
    throw invalid('#/maximumAge', 'Enter an age that is not below the youngest')
  if ((after.status === 'closed') !== ((after.closedBecause ?? null) !== null))
    throw invalid('#/closedBecause', 'Say why it is closed for now, when it is')
  if ((after.reopensOn ?? null) !== null && after.status !== 'closed')
    throw invalid('#/reopensOn', 'Say when it opens again only while it is closed')
}

/** What follows from what a group says: where its postcode lies, and when in the week it is held. */
export async function deriveColumns(
  tx: Tx,
  today: string,
  said: Partial<Pick<NewActivityBody, 'postcode' | 'schedule'>> | ActivityPatch,
): Promise<Partial<ActivityColumns>> {
  const { postcode, schedule } = said
  return {
    ...(postcode === undefined ? {} : await findPlaceOf(tx, postcode)),
    ...(schedule === undefined ? {} : { held: partsOfWeek(schedule, today) }),
  }
}

/** Each key of the patch's schema is a column. Opening takes the reasons for being closed away. */
export function toColumns(patch: ActivityPatch): Partial<ActivityColumns> {
  const given: Partial<ActivityColumns> = Object.fromEntries(
    Object.entries(patch).filter(([, value]) => value !== undefined),
  )
  return given.status === 'open' ? { ...given, closedBecause: null, reopensOn: null } : given
}

/** What says whether somebody can come. */
const PLACES: readonly string[] = ['capacity', 'placesMode', 'capacityLevel', 'status']

/** Writes a patch to a locked listing, whoever's it is by now. */
export async function changeListing(
  tx: Tx,
  context: Context,
  activity: Activity,
  patch: ActivityPatch,
): Promise<Activity> {
  const { now, today, actor } = context
  const columns = toColumns(patch)
  const after = { ...activity, ...columns }
  await refuseContradiction(context, after, activity)
  const isOtherCount = after.capacity < activity.capacity || after.capacityLevel !== activity.capacityLevel
  const taken =
    isOtherCount && after.capacityLevel === 'session'
      ? Math.max(activity.taken, await mostTakenInSession(tx, activity.id, today()))
      : activity.taken
  if (after.capacity < taken) throw new Refusal('not-possible', `${placesTaken(taken)}: the capacity cannot be lower`)
  const changes = {
    ...columns,
    ...(await deriveColumns(tx, today(), patch)),
    ...(Object.keys(patch).some((key) => PLACES.includes(key))
      ? { placesSaidAt: now(), placesSaidById: actor.membershipId }
      : {}),
    updatedAt: now(),
  }
  await updateActivity(tx, activity, changes)
  return { ...activity, ...changes, version: activity.version + 1 }
}

const placesTaken = (taken: number): string => (taken === 1 ? '1 place is taken' : `${taken} places are taken`)
