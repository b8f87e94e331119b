import type { PendingQuery, Row, Sql } from 'postgres'
import type { AuditMark } from '../../../platform/audit/marks.ts'
import type { Actor, Context } from '../../../platform/context.ts'
import { type Namesake, namesakesOfMemberRaw } from '../../accounts/public.ts'
import type { Urgency } from '../kinds.ts'
import type { ReferralStatus } from '../lifecycle.ts'
import type { Milestones, NextStep, Stage } from '../stage.ts'
import { visibleToRaw } from '../visibility.ts'

export type ReferralRow = Milestones & {
  id: string
  reference: string
  status: ReferralStatus
  personId: string
  givenName: string
  familyName: string
  bornOn: string
  postcode: string | null
  practiceId: string
  practiceName: string
  ownerId: string | null
  ownerName: string | null
  ownerNamesakes: Namesake[] | null
  urgency: Urgency
  needs: string[]
  nextStep: NextStep | null
  dueOn: string | null
  holdUntil: string | null
  submittedAt: Date | null
}

/** With whose it is, when it is in the list of mine because I stand in for them. */
export type ReferralInList = ReferralRow & { coveredFor: string | null }

export type ReferralFilter = {
  /** Open episodes by due date, or episodes of one status, the newest first. */
  status: 'open' | 'any' | ReferralStatus
  stage: Stage | undefined
  overdue: boolean
  owner: 'anyone' | 'nobody' | { membershipIds: readonly string[]; orNobody: boolean }
  practiceId: string | undefined
  personId: string | undefined
  /** Those whom a search for a person found. */
  personIds?: readonly string[]
  /** Finds the one referral, whatever its status. */
  reference: string | undefined
  after: string[] | undefined
  limit: number
}

/** One page of referrals and the record of who was shown, in one statement. */
export async function listReferralRows(
  context: Context,
  filter: ReferralFilter,
  auditId: string,
): Promise<ReferralRow[]> {
  const { sql, schemeId, actor, now } = context
  const [first, second] = filter.after ?? []
  const byDue = filter.status === 'open' && filter.reference === undefined
  const after =
    first === undefined
      ? sql``
      : byDue
        ? sql`and (due_on, id) > (${first}::date, ${second ?? ''}::uuid)`
        : sql`and id < ${first}::uuid`
  return sql<ReferralRow[]>`
    with page as (
      select * from referrals
      where ${listMatching(context, filter)} ${after}
      order by ${byDue ? sql`due_on, id` : sql`id desc`} limit ${filter.limit + 1}
    ), audit as (
      insert into audit_tail (scheme_id, id, at, membership_id, action, subject_kind, detail)
      select ${schemeId}, ${auditId}, ${now()}, ${actor.membershipId}, 'referrals.listed', 'referral', jsonb_build_object('referralIds', coalesce(jsonb_agg(id), '[]')) ${markOf(sql, actor, filter)} from page
    )
    select ${rowColumns(sql)}
    from page
    join people on people.scheme_id = page.scheme_id and people.id = page.person_id
    join organisations as practice on practice.scheme_id = page.scheme_id and practice.id = page.practice_id
    left join memberships as owner on owner.scheme_id = page.scheme_id and owner.id = page.owner_id
    order by ${byDue ? sql`due_on, page.id` : sql`page.id desc`}`
}

type Fragment = PendingQuery<Row[]>

/** Which referrals are in a list of the actor's: what was asked for, of their side of the table, and what they may see of it. */
export function listMatching(context: Context, filter: Omit<ReferralFilter, 'after' | 'limit'>): Fragment {
  const { sql, schemeId, actor } = context
  const { reference, status } = filter
  const asked = reference === undefined ? statusIs(sql, status) : sql`reference = ${reference}`
  const side = reference === undefined ? ownSide(sql, actor) : sql``
  return sql`scheme_id = ${schemeId} and ${asked} ${side} and ${visibleToRaw(sql, actor)} ${narrow(context, filter)}`
}

/** A row of a list, from `page`, `people`, `practice` and `owner`. */
export const rowColumns = (sql: Sql): Fragment => sql`
  page.id, reference, status, person_id as "personId", given_name as "givenName", family_name as "familyName", born_on as "bornOn", case when not is_address_hidden(people.scheme_id, people.id) then people.postcode end as postcode,
  practice_id as "practiceId", practice.name as "practiceName", owner_id as "ownerId", owner.name as "ownerName", ${namesakesOfMemberRaw(sql, 'owner')} as "ownerNamesakes", urgency, needs,
  next_step as "nextStep", due_on as "dueOn", hold_until as "holdUntil", submitted_at as "submittedAt",
  allocated_at as "allocatedAt", first_contact_at as "firstContactAt", assessed_at as "assessedAt", plan_agreed_at as "planAgreedAt",
  review_due_on as "reviewDueOn", ready_to_close_at as "readyToCloseAt"`

/** That somebody lists the caseload of another is recorded as such: the privacy officer reads it. */
export function markOf(sql: Sql, actor: Actor, { owner }: Pick<ReferralFilter, 'owner'>): Fragment {
  const isAnothers = typeof owner === 'object' && !owner.membershipIds.includes(actor.membershipId)
  const mark: AuditMark = 'other-caseload'
  return isAnothers ? sql`|| jsonb_build_object('mark', ${mark}::text)` : sql``
}

/** The words of the partial indexes, so that they serve. */
const statusIs = (sql: Sql, status: ReferralFilter['status']): Fragment =>
  status === 'any'
    ? sql`true`
    : status === 'open'
      ? sql`status in ('submitted', 'returned', 'accepted')`
      : sql`status = ${status}`

/** The side of the table an actor's lists come from, each with its index; what they may see is said by `visibleTo`. */
function ownSide(sql: Sql, { role, isAtPractice, organisationId }: Actor): Fragment {
  if (role !== 'referrer') return sql`and advisor_service_id = ${organisationId}`
  return isAtPractice ? sql`and practice_id = ${organisationId}` : sql`and referrer_organisation_id = ${organisationId}`
}

function narrow({ sql, today }: Context, filter: Omit<ReferralFilter, 'after' | 'limit'>): Fragment {
  const { owner, stage, overdue, practiceId, personId, personIds } = filter
  return sql`
    ${ownerIs(sql, owner)}
    ${practiceId === undefined ? sql`` : sql`and practice_id = ${practiceId}`}
    ${personId === undefined ? sql`` : sql`and person_id = ${personId}`}
    ${personIds === undefined ? sql`` : sql`and person_id = any(${[...personIds]}::uuid[])`}
    ${overdue ? sql`and due_on < ${today()}::date` : sql``}
    ${stage === undefined ? sql`` : sql`and referral_stage(referrals, ${today()}::date) = ${stage}`}`
}

/** One owner is asked for by equality, for which there is an index in the order of the list. */
function ownerIs(sql: Sql, owner: ReferralFilter['owner']): Fragment {
  if (owner === 'anyone') return sql``
  if (owner === 'nobody') return sql`and owner_id is null`
  const { membershipIds, orNobody } = owner
  const [first, ...others] = membershipIds
  if (first !== undefined && others.length === 0 && !orNobody) return sql`and owner_id = ${first}`
  return sql`and (owner_id = any(${[...membershipIds]}::uuid[]) ${orNobody ? sql`or owner_id is null` : sql``})`
}
