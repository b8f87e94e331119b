import type { PendingQuery, Row } from 'postgres'
import type { Context } from '../../../platform/context.ts'
import { labelOf, type Namesake, namesakesOfMemberRaw } from '../../accounts/public.ts'
import { listMatching, type ReferralFilter } from '../../referrals/public.ts'
import { FOLLOW_UP_DAYS, GAPS, type Gap } from '../gaps.ts'

/** Whether an accepted referral, a row of `referrals`, has the gap. */
export function hasGap({ sql, now, today }: Context, gap: Gap): PendingQuery<Row[]> {
  const contacts = sql`select from contacts where contacts.scheme_id = referrals.scheme_id and contacts.referral_id = referrals.id and contacts.corrected_at is null`
  const measured = sql`from measurements where measurements.scheme_id = referrals.scheme_id and measurements.referral_id = referrals.id and measurements.finished_at is not null and measurements.entered_in_error_at is null`
  const isAccepted = sql`referrals.status = 'accepted'`
  switch (gap) {
    case 'no-way-to-reach':
      return sql`exists (select from people where people.scheme_id = referrals.scheme_id and people.id = referrals.person_id
        and people.phones = '[]' and people.email is null and people.postcode is null)`
    case 'contact-not-answered':
      return sql`exists (${contacts} and contacts.happened is null and contacts.planned_start < ${now()})`
    case 'no-next-contact':
      return sql`${isAccepted} and not exists (${contacts} and contacts.happened is null and contacts.planned_start >= ${now()})`
    case 'no-consent':
      return sql`consent_of(referrals.scheme_id, referrals.person_id, 'refer', null) is distinct from 'given'`
    case 'plan-not-agreed':
      return sql`${isAccepted} and assessed_at is not null and plan_agreed_at is null`
    case 'first-measure-missing':
      return sql`${isAccepted} and assessed_at is not null and not exists (select ${measured})`
    case 'follow-up-due':
      return sql`${isAccepted} and (select max(asked_on) ${measured}) <= ${today()}::date - ${FOLLOW_UP_DAYS}::int`
  }
}

type CountRow = {
  ownerId: string | null
  ownerName: string | null
  namesakes: Namesake[] | null
  open: number
} & Record<Gap, number>
export type GapCounts = Omit<CountRow, 'ownerName' | 'namesakes'> & { ownerLabel: string | null }

/** For each worker how many of their open referrals have each gap: figures without a name of a person, in one statement. */
export async function countGaps(
  context: Context,
  filter: Omit<ReferralFilter, 'after' | 'limit'>,
): Promise<GapCounts[]> {
  const { sql } = context
  const counts = GAPS.map((gap) => sql`, (count(*) filter (where ${hasGap(context, gap)}))::int as ${sql(gap)}`)
  const rows = await sql<CountRow[]>`
    select owner.id as "ownerId", owner.name as "ownerName", ${namesakesOfMemberRaw(sql, 'owner')} as namesakes, count(*)::int as open ${counts}
    from (select * from referrals where ${listMatching(context, filter)}) as referrals
    left join memberships as owner on owner.scheme_id = referrals.scheme_id and owner.id = referrals.owner_id
    group by owner.scheme_id, owner.id, owner.name order by owner.name nulls first, owner.id`
  return rows.map(({ ownerName, namesakes, ...row }) => ({
    ...row,
    ownerLabel:
      row.ownerId === null || ownerName === null ? null : labelOf({ id: row.ownerId, name: ownerName }, namesakes),
  }))
}
