import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import { WARNING_DAYS } from './kinds.ts'

/**
 * Whether a group may be told who comes to it on a day: what it signed is in force, or ended less than a month ago and the place
 * was taken before that. One ended before its time gives nothing. Days are England's.
 */
export const isSignedFor = (
  today: string,
  place: { schemeId: AnyColumn; providerId: AnyColumn; acceptedAt: AnyColumn },
): SQL<boolean> => sql<boolean>`exists (
  select from sharing_agreements as signed
  where signed.scheme_id = ${place.schemeId} and signed.organisation_id = ${place.providerId} and signed.ended_at is null
    and signed.from_on <= ${today}::date and (signed.to_on >= ${today}::date or (signed.to_on + ${WARNING_DAYS}::integer >= ${today}::date
      and (${place.acceptedAt} at time zone 'Europe/London')::date <= signed.to_on)))`
