import type { Context } from '../../../platform/context.ts'
import { countDaysWithoutDuty } from '../../absence/public.ts'
import { getScheme, type Scheme } from '../../schemes/public.ts'
import type { TestWay } from '../kinds.ts'
import { type Missing, missingBeforeLive } from '../readiness.ts'
import { type Confirmed, countForReadiness, listConfirmed } from '../store/readiness.ts'

export type Readiness = {
  isLive: boolean
  isReady: boolean
  missing: Missing[]
  confirmed: Confirmed[]
  /** When a message to oneself last arrived. */
  tested: Record<TestWay, Date | null>
}

export const checkReadiness = async (context: Context): Promise<Readiness> =>
  readinessOf(context, await getScheme(context))

export async function readinessOf(context: Context, scheme: Scheme): Promise<Readiness> {
  const { sql, db, schemeId, today } = context
  const { settings, lists, isLive } = scheme
  const { tested, ...counts } = await countForReadiness(sql, { schemeId, today: today() })
  const confirmed = await listConfirmed(db)
  const missing = missingBeforeLive({
    settings,
    lists,
    counts,
    tested,
    daysWithoutDuty: await countDaysWithoutDuty(db, context),
    confirmed: confirmed.map(({ what }) => what),
  })
  return { isLive, isReady: !missing.some(({ isMust }) => isMust), missing, confirmed, tested }
}
