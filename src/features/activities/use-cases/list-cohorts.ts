import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { type Cohort, listCohortRows } from '../store/cohorts.ts'
import { findActivity } from '../store.ts'

export async function listCohorts(
  { db }: Pick<Context, 'db'>,
  { activityId }: { activityId: string },
): Promise<Cohort[]> {
  if ((await findActivity(db, activityId)) === undefined) throw new Refusal('not-found')
  return listCohortRows(db, activityId)
}
