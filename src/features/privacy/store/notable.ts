import type { PendingQuery, Row } from 'postgres'
import type { AuditMark } from '../../../platform/audit/marks.ts'
import type { Context, SystemContext } from '../../../platform/context.ts'
import type { LookFlag } from '../looks.ts'
import { type LookingMember, member, type Span, within } from '../store.ts'

/** How somebody at work is compared with who is looked at: keys made as those of people are. */
export type MemberKey = { membershipId: string; surnameKey: string; nameKey: string }

/** Everybody who works or worked here, by name. */
export async function listMemberNamesUnscoped({
  sql,
  schemeId,
}: Context): Promise<{ membershipId: string; name: string }[]> {
  return sql`select id as "membershipId", name from memberships where scheme_id = ${schemeId}`
}

export type NotableLook = {
  id: string
  at: Date
  action: string
  subjectKind: string
  personId: string | null
  mark: AuditMark | null
  flags: LookFlag[]
  member: LookingMember | null
}

/**
 * What somebody should ask about, whoever it was at: what is marked, and looks at whoever is near to who looked. Near is
 * told by names, and by what the officer was told is a member's own record; addresses are compared and never shown.
 */
export async function listNotableUnscoped(
  context: Context,
  keys: readonly MemberKey[],
  span: Span,
): Promise<NotableLook[]> {
  const { sql, schemeId } = context
  return sql<NotableLook[]>`
    with names as (
      select * from unnest(
        ${keys.map(({ membershipId }) => membershipId)}::uuid[], ${keys.map(({ surnameKey }) => surnameKey)}::text[],
        ${keys.map(({ nameKey }) => nameKey)}::text[]) as names (membership_id, surname_key, name_key)
    ), own as (
      select own_records.membership_id, coalesce(merged_into, people.id) as person_id, ${place(context)} as place, postcode
      from own_records join people on people.scheme_id = own_records.scheme_id and people.id = own_records.person_id
      where own_records.scheme_id = ${schemeId}
    ), colleagues as (
      select memberships.id, organisation_id, own.person_id, own.postcode, names.name_key from memberships
      join names on names.membership_id = memberships.id left join own on own.membership_id = memberships.id
      where memberships.scheme_id = ${schemeId}
    )
    select audit.id, audit.at, action, subject_kind as "subjectKind", audit.person_id as "personId", audit.detail ->> 'mark' as mark,
      near.flags, case when memberships.id is not null then ${member(context)} end as member
    from audit_log as audit
    left join memberships on memberships.scheme_id = audit.scheme_id
      and memberships.id = coalesce(audit.membership_id, (case when audit.detail ->> 'mark' = 'bulk' then audit.subject_id end))
    left join organisations on organisations.scheme_id = memberships.scheme_id and organisations.id = memberships.organisation_id
    left join people on people.scheme_id = audit.scheme_id and people.id = audit.person_id
    left join names on names.membership_id = audit.membership_id
    left join own on own.membership_id = audit.membership_id
    cross join lateral (select array_remove(array[
      case when names.surname_key <> '' and names.surname_key = people.surname_key then 'same-surname' end,
      case when own.person_id = coalesce(people.merged_into, people.id) then 'own-record' end,
      case when own.person_id <> coalesce(people.merged_into, people.id) and own.place = ${place(context)} then 'same-address' end,
      case when own.place <> ${place(context)} and own.postcode = people.postcode then 'neighbour' end,
      case when exists (select from colleagues where organisation_id = memberships.organisation_id and colleagues.id <> audit.membership_id
        and (colleagues.person_id = coalesce(people.merged_into, people.id)
          or (colleagues.name_key <> '' and colleagues.name_key = people.name_key))) then 'colleague' end,
      case when exists (select from colleagues where organisation_id = memberships.organisation_id and colleagues.id <> audit.membership_id
        and colleagues.person_id <> coalesce(people.merged_into, people.id) and colleagues.postcode = people.postcode) then 'colleague-nearby' end
    ], null) as flags) as near
    where ${within(context, span)} and (audit.detail ? 'mark' or cardinality(near.flags) > 0)
    order by audit.at desc, audit.id desc limit ${span.limit + 1}`
}

/** A door, whatever its letters: the first line of the address and the postcode. */
const place = ({ sql }: Context): PendingQuery<Row[]> =>
  sql`upper(regexp_replace(people.address_lines[1] || people.postcode, '[^[:alnum:]]', '', 'g'))`

export type Bulk = { membershipId: string; people: number }

/**
 * Who opened the records of at least so many people within some hour that ended since then, and has not been asked about it:
 * an hour that begins with any look, so that nobody stays below by waiting for the clock to strike.
 */
export async function findBulkUnscoped(
  { sql, schemeId }: SystemContext,
  { since, atLeast }: { since: Date; atLeast: number },
): Promise<Bulk[]> {
  return sql<Bulk[]>`
    with looks as materialized (
      select membership_id, person_id, at from audit_log
      where scheme_id = ${schemeId} and person_id is not null and membership_id is not null and at > ${since}
    ), many as (
      select membership_id from looks group by 1 having count(distinct person_id) >= ${atLeast}
    ), hours as (
      select looks.membership_id, looks.at, hour.people from looks join many using (membership_id)
      cross join lateral (
        select count(distinct person_id)::integer as people from looks as other
        where other.membership_id = looks.membership_id and other.at > looks.at - interval '1 hour' and other.at <= looks.at
      ) as hour
      where hour.people >= ${atLeast}
    )
    select membership_id as "membershipId", max(people) as people from hours
    where not exists (
      select from tasks where scheme_id = ${schemeId} and kind = 'review-looking' and subject_id = hours.membership_id
        and (done_at is null or created_at >= hours.at))
    group by 1 order by 1`
}
