import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findCohort } from '../../activities/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { listWhoCame } from '../store/coming.ts'
import { listPlacementViews, type PlacementView } from '../store.ts'
import { recordPlacementStep, refuseImpossibleDay, startPlacementStep } from './take-placement-step.ts'

export type CohortCompleted = { activityId: string; completed: string[]; left: string[] }

/**
 * A run of a programme has ended: whoever came to it has finished it. Who never came, or never began, stays for the advisor, who knows
 * why. In order of the referrals, as everything that holds several waits its turn.
 */
export async function completeCohort(
  context: Context,
  { cohortId, on = context.today() }: { cohortId: string; on?: string | undefined },
): Promise<CohortCompleted> {
  refuseImpossibleDay(on, context.today(), null)
  return inTransaction(context, async (tx) => {
    const cohort = await findCohort(tx, cohortId)
    if (cohort === undefined) throw new Refusal('not-found')
    const { actor } = context
    if (actor.role === 'provider' && actor.organisationId !== cohort.providerId) throw new Refusal('not-allowed')
    if (on < cohort.startsOn) throw new Refusal('not-possible', 'The run has not begun')

    const members = (await listAll(tx, context, cohort.activityId)).filter((view) => view.cohortId === cohortId)
    const came = await listWhoCame(
      tx,
      members.map(({ id }) => id),
    )
    const done = members.filter(
      ({ id, status, startedOn }) => status === 'started' && came.has(id) && (startedOn ?? on) <= on,
    )
    for (const { id } of done.toSorted((one, other) => (one.referralId < other.referralId ? -1 : 1))) {
      const { placement, status } = await startPlacementStep(tx, context, id, 'complete')
      await recordPlacementStep(tx, context, { placement, status }, { step: 'complete', on })
    }
    await recordAudit(tx, context, {
      action: 'cohort.completed',
      subjectKind: 'activity',
      subjectId: cohort.activityId,
      detail: { cohortId, completed: done.length },
    })
    const completed = done.map(({ id }) => id)
    return {
      activityId: cohort.activityId,
      completed,
      left: members.map(({ id }) => id).filter((id) => !completed.includes(id)),
    }
  })
}

/** The live placements of an activity that the actor may see, page by page. */
async function listAll(tx: Tx, context: Context, activityId: string): Promise<PlacementView[]> {
  const { settings } = await getScheme(context)
  const limit = 100
  const all: PlacementView[] = []
  for (let past: string | undefined; ; past = all.at(-1)?.id) {
    const filter = { status: 'live' as const, activityId, referralId: undefined, order: 'oldest' as const, past, limit }
    const rows = await listPlacementViews(tx, context.actor, filter, settings)
    all.push(...rows.slice(0, limit))
    if (rows.length <= limit) return all
  }
}
