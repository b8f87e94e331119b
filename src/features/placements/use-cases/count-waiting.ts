import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { listActivities } from '../../activities/public.ts'
import { countWaitingUnscoped } from '../store/waiting.ts'

/** How many wait for each of a group's own activities. A number, and nobody's name: the group may know who comes, not who would. */
export async function countWaiting(context: Context): Promise<Map<string, number>> {
  const { actor } = context
  if (actor.role !== 'provider') throw new Refusal('not-allowed')
  const own = await listActivities(context, { providerId: actor.organisationId, hasRoom: false, limit: 100 })
  return countWaitingUnscoped(
    context.db,
    own.items.map(({ id }) => id),
  )
}
