import { eq } from 'drizzle-orm'
import type { Tx } from '../../../platform/context.ts'
import { databaseFault } from '../../../platform/idempotency.ts'
import { Refusal } from '../../../platform/problems.ts'
import { activities } from '../tables.ts'

const POINTED_TO = '23503'

/** Deletes a listing that nothing points to: placements, pictures, sessions and what was ever proposed keep it. */
export async function deleteActivity(tx: Tx, activityId: string): Promise<void> {
  try {
    await tx.delete(activities).where(eq(activities.id, activityId))
  } catch (error) {
    if (databaseFault(error)?.code !== POINTED_TO) throw error
    throw new Refusal('not-possible', 'Somebody has a place there, or wrote about it: close it instead')
  }
}
