import { addMonths, monthOf } from '../../../platform/clock.ts'
import type { SystemContext } from '../../../platform/context.ts'
import { makeStatements } from '../../funding/public.ts'
import { countSessionsUnscoped } from '../store/attendances.ts'

/** Last month's statements of what groups did, with how often people came. */
export async function stateLastMonth(context: SystemContext): Promise<void> {
  const month = addMonths(monthOf(context.today()), -1)
  const sessionsOf = await countSessionsUnscoped(context.db, month)
  await makeStatements(context, { month, sessionsOf })
}
