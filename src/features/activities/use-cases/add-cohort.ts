import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { canEditActivitiesOf } from '../policy.ts'
import { type Cohort, findCohort, insertCohort } from '../store/cohorts.ts'
import { findActivity } from '../store.ts'

export type NewCohort = { activityId: string; name: string; startsOn: string; weeks: number; capacity: number }

/** A run of a programme of a fixed number of weeks. */
export async function addCohort(context: Context, input: NewCohort): Promise<Cohort> {
  const { schemeId, newId, actor } = context
  return inTransaction(context, async (tx) => {
    const activity = await findActivity(tx, input.activityId)
    if (activity === undefined) throw new Refusal('not-found')
    if (!canEditActivitiesOf(actor, activity.providerId)) throw new Refusal('not-allowed')
    const id = newId()
    await insertCohort(tx, { schemeId, id, ...input })
    await recordAudit(tx, context, {
      action: 'cohort.added',
      subjectKind: 'activity',
      subjectId: activity.id,
      detail: { cohortId: id },
    })
    const cohort = await findCohort(tx, id)
    if (cohort === undefined) throw new Error('A cohort was made and is gone')
    return cohort
  })
}
