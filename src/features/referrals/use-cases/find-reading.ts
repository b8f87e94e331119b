import type { Context, Db, Tx } from '../../../platform/context.ts'
import { type HeardLevel, readingLevel, type SensitiveWord } from '../../messages/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { isService } from '../policy.ts'
import { findHearingUnscoped } from '../store/hearing.ts'
import type { Referral } from '../store.ts'

/** How much of an episode its reader hears, and what its words must not name. */
export type Reading = {
  level: HeardLevel
  sensitive: SensitiveWord[]
  isSensitiveNeed: (need: string) => boolean
}

/** Undefined for the service, which reads all. The caller has found the referral for its actor. */
export async function findReading(
  db: Db | Tx,
  context: Context,
  referral: Pick<Referral, 'personId' | 'advisorServiceId' | 'referrerOrganisationId'>,
): Promise<Reading | undefined> {
  const { actor } = context
  if (isService(actor, referral)) return undefined
  const { personId } = referral
  const hearing = await findHearingUnscoped(db, context, { personId, organisationId: actor.organisationId })
  const { lists } = await getScheme(context)
  return {
    level: readingLevel(hearing),
    sensitive: hearing.sensitive,
    isSensitiveNeed: (need) => lists.need.some(({ code, isSensitive }) => code === need && isSensitive),
  }
}
