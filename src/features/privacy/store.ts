import type { PendingQuery, Row } from 'postgres'
import type { Context, Role } from '../../platform/context.ts'

/*
 * The sealed audit, read by the privacy officer. A look is here once it is sealed, a minute after it happened. The officer
 * works for the whole scheme, so nothing here is narrowed by care relationships; nothing here is content either.
 */

/** Somebody at work, as the officer reads it. */
export type LookingMember = { membershipId: string; name: string; role: Role; organisationName: string }

export type PersonKey = { personId: string; surnameKey: string }

/** Whose record a number or a reference names, drafts and merged records too: whoever looked at those looked. */
export async function findPersonUnscoped(
  { sql, schemeId }: Context,
  key: { nhsNumber?: string | undefined; reference?: string | undefined },
): Promise<PersonKey | undefined> {
  const [row] = await sql<PersonKey[]>`
    select people.id as "personId", surname_key as "surnameKey" from people
    where people.scheme_id = ${schemeId} and ${
      key.nhsNumber === undefined
        ? sql`people.id = (select person_id from referrals where scheme_id = ${schemeId} and reference = ${key.reference ?? null})`
        : sql`people.nhs_number = ${key.nhsNumber} and merged_into is null`
    } limit 1`
  return row
}

/** Of the joined `memberships` and `organisations`. */
export const member = ({
  sql,
}: Context): PendingQuery<Row[]> => sql`jsonb_build_object('membershipId', memberships.id, 'name', memberships.name,
  'role', memberships.role, 'organisationName', organisations.name)`

export type Span = { from: string; to: string; after: string[] | undefined; limit: number }

/** The newest first. The bounds are the midnights of England, so that only their months' partitions are read. */
export const within = ({ sql, schemeId }: Context, { from, to, after }: Span): PendingQuery<Row[]> => {
  const [at, id] = after ?? []
  return sql`audit.scheme_id = ${schemeId}
    and audit.at >= ${from}::date::timestamp at time zone 'Europe/London'
    and audit.at < (${to}::date + 1)::timestamp at time zone 'Europe/London'
    ${at === undefined || id === undefined ? sql`` : sql`and (audit.at, audit.id) < (${at}::timestamptz, ${id}::uuid)`}`
}

export type LookAtPerson = {
  id: string
  /** Null when the system itself acted. */
  member: LookingMember | null
  at: Date
  action: string
  subjectKind: string
  inList: boolean
}

/**
 * Who looked at one person: rows that name the person, and lists that showed them or something of theirs. A record that
 * was merged counts with the one that it turned out to be.
 */
export async function listLooksAtPersonUnscoped(
  context: Context,
  personId: string,
  span: Span,
): Promise<LookAtPerson[]> {
  const { sql } = context
  return sql<LookAtPerson[]>`
    with ${recordsOf(context, personId)}
    select audit.id, audit.at, action, subject_kind as "subjectKind", audit.person_id is null as "inList",
      case when memberships.id is not null then ${member(context)} end as member
    from audit_log as audit
    left join memberships on memberships.scheme_id = audit.scheme_id and memberships.id = audit.membership_id
    left join organisations on organisations.scheme_id = memberships.scheme_id and organisations.id = memberships.organisation_id
    where ${within(context, span)} and ${isAboutThem(context)}
    order by audit.at desc, audit.id desc limit ${span.limit + 1}`
}

/** The records of one human, and how a list that showed them or something of theirs names it. */
const recordsOf = ({ sql, schemeId }: Context, personId: string): PendingQuery<Row[]> => sql`
    same as (
      select id from people where scheme_id = ${schemeId} and (id = ${personId} or merged_into = ${personId})
    ), shown as (
      select jsonb_build_object('personIds', jsonb_build_array(id)) as detail from same
      union all select jsonb_build_object('referralIds', jsonb_build_array(id)) from referrals
        where scheme_id = ${schemeId} and person_id in (select id from same)
      union all select jsonb_build_object('contactIds', jsonb_build_array(id)) from contacts
        where scheme_id = ${schemeId} and person_id in (select id from same)
    )`
const isAboutThem = ({ sql }: Context): PendingQuery<Row[]> =>
  sql`(audit.person_id in (select id from same) or audit.detail @> any (array(select detail from shown)))`

export type Looker = { name: string; organisationName: string; days: number; lastAt: Date }

/**
 * Who of those who care for a person looked at them, whoever looked last first: names and days, not what they did. Looks at
 * a concern are not among them: that there is one is not for everybody.
 */
export async function listLookersUnscoped(
  context: Context,
  personId: string,
  { roles, ...span }: Omit<Span, 'after'> & { roles: readonly Role[] },
): Promise<Looker[]> {
  const { sql } = context
  return sql<Looker[]>`
    with ${recordsOf(context, personId)}
    select memberships.name, organisations.name as "organisationName", max(audit.at) as "lastAt",
      count(distinct (audit.at at time zone 'Europe/London')::date)::integer as days
    from audit_log as audit
    join memberships on memberships.scheme_id = audit.scheme_id and memberships.id = audit.membership_id
    join organisations on organisations.scheme_id = memberships.scheme_id and organisations.id = memberships.organisation_id
    where ${within(context, { ...span, after: undefined })} and ${isAboutThem(context)}
      and memberships.role = any(${[...roles]}) and action not like 'concern%'
    group by memberships.id, memberships.name, organisations.name
    order by max(audit.at) desc, memberships.id limit ${span.limit}`
}

export type LookByMember = {
  id: string
  at: Date
  action: string
  subjectKind: string
  subjectId: string | null
  personId: string | null
  inList: boolean
  shown: number | null
}

export async function listLooksByMemberUnscoped(
  context: Context,
  membershipId: string,
  span: Span,
): Promise<LookByMember[]> {
  const { sql } = context
  return sql<LookByMember[]>`
    select audit.id, audit.at, action, subject_kind as "subjectKind", subject_id as "subjectId", person_id as "personId",
      shown is not null as "inList", shown
    from audit_log as audit
    cross join lateral (
      select max(jsonb_array_length(value))::integer as shown from jsonb_each(detail) as field (key, value)
      where key in ('personIds', 'referralIds', 'contactIds') and jsonb_typeof(value) = 'array'
    ) as list
    where ${within(context, span)} and audit.membership_id = ${membershipId}
    order by audit.at desc, audit.id desc limit ${span.limit + 1}`
}

/** Whether somebody of the scheme has, or had, this membership. */
export async function findMemberNameUnscoped(
  { sql, schemeId }: Context,
  membershipId: string,
): Promise<string | undefined> {
  const [row] = await sql<
    { name: string }[]
  >`select name from memberships where scheme_id = ${schemeId} and id = ${membershipId}`
  return row?.name
}

export type BulkLook = { member: LookingMember; hour: Date; people: number }

/** Who opened the records of many people within one hour of the clock, the most first. */
export async function listBulkLookingUnscoped(
  context: Context,
  { on, atLeast }: { on: string; atLeast: number },
): Promise<BulkLook[]> {
  const { sql, schemeId } = context
  return sql<BulkLook[]>`
    with hours as (
      select membership_id, date_trunc('hour', at) as hour, count(distinct person_id)::integer as people
      from audit_log
      where scheme_id = ${schemeId} and person_id is not null and membership_id is not null
        and at >= ${on}::date::timestamp at time zone 'Europe/London'
        and at < (${on}::date + 1)::timestamp at time zone 'Europe/London'
      group by 1, 2 having count(distinct person_id) >= ${atLeast}
    )
    select hour, people, ${member(context)} as member from hours
    join memberships on memberships.scheme_id = ${schemeId} and memberships.id = membership_id
    join organisations on organisations.scheme_id = ${schemeId} and organisations.id = organisation_id
    order by people desc, hour, membership_id limit 200`
}
