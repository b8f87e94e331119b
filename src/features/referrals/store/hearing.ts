import { sql } from 'drizzle-orm'
import type { Db, SystemContext, Tx } from '../../../platform/context.ts'
import {
  type HeardLevel,
  type Hearing,
  type NotOnlineReason,
  type SensitiveWord,
  sensitiveWordsOf,
  strictest,
} from '../../messages/public.ts'
import { getScheme } from '../../schemes/public.ts'

type Row = {
  levels: HeardLevel[]
  keepOffline: boolean
  saidNo: boolean
  unsafePerson: boolean
  hiddenAddress: boolean
  openConcern: boolean
  sensitive: boolean
  words: SensitiveWord[]
}

/** How one recipient hears of a person, why nothing may stand online, and the names that stay out of every text. */
export type HearingNow = Hearing & { notOnlineBecause: NotOnlineReason | undefined; sensitive: SensitiveWord[] }

/**
 * As it is now. Unscoped: the caller has found the referral, or writes what one tells. Over all records that are one human the
 * strictest counts, so a merge never opens what one of them had closed. It reads tables of later features, since the names of
 * sensitive activities must stay out of every message, by whichever feature it is written.
 */
export async function findHearingUnscoped(
  tx: Db | Tx,
  context: Pick<SystemContext, 'schemeId' | 'sql'>,
  { personId, organisationId }: { personId: string; organisationId: string | null },
): Promise<HearingNow> {
  const { schemeId } = context
  const scheme = await getScheme(context)
  const [row] = await tx.execute<Row>(sql`
    with records as (
      select records.id, records.address_hidden from people as one
      join people as records on records.scheme_id = one.scheme_id
        and (records.id = coalesce(one.merged_into, one.id) or records.merged_into = coalesce(one.merged_into, one.id))
      where one.scheme_id = ${schemeId}::uuid and one.id = ${personId}::uuid
    ), said as (
      select distinct on (disclosures.person_id) level, not_for_online_viewing from disclosures join records on records.id = disclosures.person_id
      where disclosures.scheme_id = ${schemeId}::uuid and organisation_id = ${organisationId}::uuid
      order by disclosures.person_id, version desc
    ), answers as (
      select consent_of(${schemeId}::uuid, ${personId}::uuid, purpose, ${organisationId}::uuid) as answer,
        (select answer from consents join records on records.id = consents.person_id
          where consents.scheme_id = ${schemeId}::uuid and consents.purpose = asked.purpose and corrected_at is null
            and recipient_id = ${organisationId}::uuid order by consents.id desc limit 1) as named
      from (values ('refer'), ('share')) as asked (purpose)
    ), secret as (
      select list, code from scheme_list_items where scheme_id = ${schemeId}::uuid and is_sensitive
    )
    select coalesce((select array_agg(level) from said), '{}') as levels,
      coalesce((select bool_or(not_for_online_viewing) from said), false) as "keepOffline",
      exists (select from answers where answer = 'withdrawn' or named = 'refused') as "saidNo",
      exists (select from related_people join records on records.id = related_people.person_id
        where related_people.scheme_id = ${schemeId}::uuid and is_unsafe and ended_at is null) as "unsafePerson",
      coalesce((select bool_or(address_hidden) from records), false) as "hiddenAddress",
      exists (select from concerns join records on records.id = concerns.person_id
        where concerns.scheme_id = ${schemeId}::uuid and status <> 'closed') as "openConcern",
      exists (select from referrals join records on records.id = referrals.person_id
          join secret on secret.list = 'need' and secret.code = any(referrals.needs) where referrals.scheme_id = ${schemeId}::uuid)
        or exists (select from plan_goals join records on records.id = plan_goals.person_id
          join secret on secret.list = 'need' and secret.code = plan_goals.need
          where plan_goals.scheme_id = ${schemeId}::uuid and removed_in_version is null)
        or exists (select from placements join records on records.id = placements.person_id
          join activities on activities.scheme_id = placements.scheme_id and activities.id = placements.activity_id
          join secret on secret.list = 'activity-category' and secret.code = activities.category
          where placements.scheme_id = ${schemeId}::uuid and corrected_at is null) as sensitive,
      ${sensitiveWordsOf(schemeId)} as words`)
  if (row === undefined) throw new Error('A select without a table returned no row')
  return {
    level: strictest(row.levels) ?? scheme.settings.hearsUnlessSaid,
    saidNo: row.saidNo,
    notOnlineBecause: reasonOf(row),
    sensitive: row.words,
  }
}

const reasonOf = (row: Row): NotOnlineReason | undefined => {
  if (row.unsafePerson) return 'unsafe-person'
  if (row.hiddenAddress) return 'hidden-address'
  if (row.openConcern) return 'open-concern'
  if (row.sensitive) return 'sensitive-category'
  return row.keepOffline ? 'chosen' : undefined
}
