import { and, eq, sql } from 'drizzle-orm'
import { todayInEngland } from '../../../platform/clock.ts'
import type { Actor, Tx } from '../../../platform/context.ts'
import { isSignedFor, WARNING_DAYS } from '../../agreements/public.ts'
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

/**
 * Whether the group of a placement could ever read who comes, for raw SQL over `placements`: the person had come, or while the
 * relation was open there was a yes to share and the paper. A yes that was taken back before the group accepted counts for
 * nothing; what was taken back later was told.
 */
export const wasShared = ({ requireAgreements, advisorServiceId }: Sharing & { advisorServiceId: string }) => sql`(
  placements.started_on is not null or exists (
    select from care_relationships as care
    join consents as said on said.scheme_id = care.scheme_id
      and said.person_id in (select same.id from records_of(placements.scheme_id, placements.person_id) as same)
      and said.purpose = 'share' and said.answer = 'given' and (said.recipient_id is null or said.recipient_id = placements.provider_id)
      and said.recorded_at <= coalesce(care.until_at, 'infinity')
    where care.scheme_id = placements.scheme_id and care.person_id = placements.person_id
      and care.organisation_id = placements.provider_id and care.subject_id = placements.id
      and not exists (
        select from consents as later
        where later.scheme_id = said.scheme_id and later.person_id in (select same.id from records_of(placements.scheme_id, placements.person_id) as same)
          and later.purpose = 'share' and later.answer <> 'given' and later.corrected_at is null
          and (later.recipient_id is null or later.recipient_id = placements.provider_id) and later.id > said.id and later.id < care.id)
      and (not ${requireAgreements}::boolean or placements.provider_id = ${advisorServiceId}::uuid or exists (
        select from sharing_agreements as signed
        where signed.scheme_id = placements.scheme_id and signed.organisation_id = placements.provider_id
          and (signed.ended_at is null or signed.ended_at > care.from_at)
          and signed.from_on <= coalesce((care.until_at at time zone 'Europe/London')::date, 'infinity')
          and signed.to_on + ${WARNING_DAYS}::integer >= (care.from_at at time zone 'Europe/London')::date))))`
