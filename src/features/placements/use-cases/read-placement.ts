import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { getScheme } from '../../schemes/public.ts'
import { disclosureOf } from '../disclosure.ts'
import { type Attendance, listAttendances } from '../store/attendances.ts'
import { listQuestions, type QuestionAsked } from '../store/questions.ts'
import { findPlacementView, listEvents, type PlacementEvent, type PlacementView } from '../store.ts'

export type PlacementRecord = PlacementView & {
  attendances: Attendance[]
  events: PlacementEvent[]
  questions: QuestionAsked[]
}

/** One placement with its history. The look is recorded, and how much of the person the provider could see. */
export async function readPlacement(context: Context, input: { placementId: string }): Promise<PlacementRecord> {
  const { placementId } = input
  return context.db.transaction(async (tx) => {
    const { settings } = await getScheme(context)
    const view = await findPlacementView(tx, context.actor, placementId, settings)
    if (view === undefined) throw new Refusal('not-found')
    await recordAudit(tx, context, {
      action: 'placement.read',
      subjectKind: 'placement',
      subjectId: placementId,
      personId: view.personId,
      detail: { disclosure: disclosureOf(view) },
    })
    return {
      ...view,
      attendances: await listAttendances(tx, placementId),
      events: await listEvents(tx, placementId),
      questions: await listQuestions(tx, placementId),
    }
  })
}
