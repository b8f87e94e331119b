import { todayInEngland } from '../../../platform/clock.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { invalid } from '../../../platform/problems.ts'
import { findPresence, isAway } from '../../absence/public.ts'
import { isWorkingDay } from '../../schemes/public.ts'
import { doubtsAbout } from '../rules.ts'
import { findPlannedBeside } from '../store/planned-beside.ts'

type Plan = { id: string; workerId: string; plannedStart: Date | null; plannedEnd: Date | null }

/** Asks before a contact is planned when nobody is at work, or the worker is somewhere else; who is sure says so. */
export async function requireFreeTime(
  tx: Tx,
  context: Context,
  { plannedStart, ...plan }: Plan,
  anyway: boolean | undefined,
): Promise<void> {
  if (plannedStart === null || anyway === true) return
  const day = todayInEngland(plannedStart)
  const doubts = doubtsAbout(
    { plannedStart, plannedEnd: plan.plannedEnd },
    {
      isWorkingDay: isWorkingDay(day),
      isAway: isAway(await findPresence(tx, context, day), plan.workerId),
      others: await findPlannedBeside(tx, { ...plan, plannedStart }),
    },
  )
  if (doubts.length > 0)
    throw invalid('#/anyway', `This is ${doubts.join(', and ')}. Choose another time, or say that you want it so`)
}
