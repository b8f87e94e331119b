import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findActivity } from '../../activities/public.ts'
import type { Attended } from '../kinds.ts'
import { attend, type RecordedAttendance } from './record-attendance.ts'
import { refuseImpossibleDay } from './take-placement-step.ts'

export type SessionAnswer = { placementId: string; attended: Attended; note?: string | undefined }

/**
 * Who came to a session, all at once or not at all: a register of which half was written looks like one of which half did
 * not come. In order of their ids, so that two registers wait for each other and do not lock each other out.
 */
export async function recordSession(
  context: Context,
  input: { activityId: string; on: string; answers: readonly SessionAnswer[] },
): Promise<RecordedAttendance[]> {
  const { activityId, on } = input
  refuseImpossibleDay(on, context.today(), null)
  const answers = input.answers.toSorted((one, other) => (one.placementId < other.placementId ? -1 : 1))
  return inTransaction(context, async (tx) => {
    if ((await findActivity(tx, activityId)) === undefined) throw new Refusal('not-found')
    const recorded: RecordedAttendance[] = []
    for (const answer of answers) {
      const one = await attend(tx, context, { ...answer, on })
      if (one.placement.activityId !== activityId) throw new Refusal('not-found')
      recorded.push(one)
    }
    return recorded
  })
}
