import { addDays } from '../../../platform/clock.ts'
import type { SystemContext } from '../../../platform/context.ts'
import { sayReplies } from '../replies.ts'
import { countReplies } from '../store/replies.ts'

const A_YEAR = 365

/** How the group of an activity answered in the last year, in words. */
export const readReplies = async (
  { db, today }: Pick<SystemContext, 'db' | 'today'>,
  { activityId }: { activityId: string },
): Promise<string | undefined> => sayReplies(await countReplies(db, { activityId, since: addDays(today(), -A_YEAR) }))
