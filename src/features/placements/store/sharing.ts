import { and, eq, sql } from 'drizzle-orm'
import { todayInEngland } from '../../../platform/clock.ts'
import type { Actor, Tx } from '../../../platform/context.ts'
import { isSignedFor } from '../../agreements/public.ts'
import { referrals } from '../../referrals/tables.ts'
import { placements } from '../tables.ts'

/** The relation that accepting opened, and the answer to `share` that counts now: the rule of `findConsent`, for a whole list in one statement. */
export const mayShare = sql<boolean>`(
  exists (
    select from care_relationships as care
    where care.scheme_id = ${placements.schemeId} and care.person_id = ${placements.personId} and care.organisation_id = ${placements.providerId}
      and care.subject_id = ${placements.id} and care.scope = 'placement' and care.until_at is null)
  and coalesce(consent_of(${placements.schemeId}, ${placements.personId}, 'share', ${placements.providerId}) = 'given', false))`

/** What the scheme asks of a group before it is told names. */
export type Sharing = { requireAgreements: boolean }

/** Whether the group has signed what it does with names, where the scheme asks for it; the service itself signs nothing. */
export const isSigned = ({ askedAt }: Actor, { requireAgreements }: Sharing) =>
  requireAgreements
    ? sql<boolean>`(${placements.providerId} = ${referrals.advisorServiceId} or ${isSignedFor(todayInEngland(askedAt), placements)})`
    : sql<boolean>`true`

/** Whether the provider of a placement may know now who comes. The caller holds the placement. */
export async function findSharing(
  tx: Tx,
  actor: Actor,
  placementId: string,
  sharing: Sharing,
): Promise<{ mayShare: boolean; isSigned: boolean }> {
  const [row] = await tx
    .select({ mayShare, isSigned: isSigned(actor, sharing) })
    .from(placements)
    .innerJoin(referrals, and(eq(referrals.schemeId, placements.schemeId), eq(referrals.id, placements.referralId)))
    .where(eq(placements.id, placementId))
  return row ?? { mayShare: false, isSigned: false }
}
