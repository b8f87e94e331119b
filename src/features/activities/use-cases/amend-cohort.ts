import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { canEditActivitiesOf } from '../policy.ts'
import { type Cohort, type CohortChanges, findCohortForUpdate, updateCohort } from '../store/cohorts.ts'

/** What a group says of a run changes; closed, it takes nobody new, and whoever has a place keeps it. */
export async function amendCohort(
  context: Context,
  { cohortId, version, patch }: { cohortId: string; version: number; patch: CohortPatch },
): Promise<Cohort> {
  return inTransaction(context, async (tx) => {
    const cohort = await findCohortForUpdate(tx, cohortId)
    if (cohort === undefined) throw new Refusal('not-found')
    if (!canEditActivitiesOf(context.actor, cohort.providerId)) throw new Refusal('not-allowed')
    if (cohort.version !== version) throw new Refusal('changed-by-someone-else')
    const changes: CohortChanges = Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined))
    const after = { ...cohort, ...changes }
    if (after.capacity < cohort.taken)
      throw new Refusal('not-possible', `${cohort.taken} places are taken: the capacity cannot be lower`)
    await updateCohort(tx, cohort, changes)
    await recordAudit(tx, context, {
      action: 'cohort.amended',
      subjectKind: 'activity',
      subjectId: cohort.activityId,
      detail: { cohortId, fields: Object.keys(changes) },
    })
    return { ...after, version: version + 1 }
  })
}
type CohortPatch = { [Field in keyof CohortChanges]: CohortChanges[Field] | undefined }
