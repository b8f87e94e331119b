import type { Context } from '../../../platform/context.ts'
import { getScheme } from '../public.ts'
import { type Missing, missingBeforeLive } from '../readiness.ts'
import { countForReadiness } from '../store.ts'

export type Readiness = { isLive: boolean; isReady: boolean; missing: Missing[] }

export async function checkReadiness(context: Context): Promise<Readiness> {
  const { sql, schemeId, today } = context
  const scheme = await getScheme(context)
  const missing = missingBeforeLive(scheme, await countForReadiness(sql, { schemeId, today: today() }))
  return { isLive: scheme.isLive, isReady: !missing.some(({ isMust }) => isMust), missing }
}
