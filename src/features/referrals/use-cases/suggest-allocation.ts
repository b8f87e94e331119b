import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findPresence, isAbsent } from '../../absence/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { type Suggestion, suggestAdvisors } from '../allocation.ts'
import { isService } from '../policy.ts'
import { findReferral, listAdvisorLoads } from '../store.ts'

/** Whoever is away is not suggested. */
export async function suggestAllocation(context: Context, input: { referralId: string }): Promise<Suggestion[]> {
  const { db, actor, today } = context
  const { settings } = await getScheme(context)
  const referral = await findReferral(db, actor, input.referralId)
  if (referral === undefined) throw new Refusal('not-found')
  if (!isService(actor, referral)) throw new Refusal('not-allowed')
  const loads = await listAdvisorLoads(db, {
    advisorServiceId: referral.advisorServiceId,
    practiceId: referral.practiceId,
    today: today(),
  })
  const presence = await findPresence(db, context)
  const here = loads.filter(({ membershipId }) => !isAbsent(presence, membershipId))
  return suggestAdvisors(here, settings.caseloadLimit)
}
