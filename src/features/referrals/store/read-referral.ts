import type { Context } from '../../../platform/context.ts'
import { type Namesake, namesakesOfMemberRaw } from '../../accounts/public.ts'
import type { Reachable } from '../required-set.ts'
import type { Referral } from '../store.ts'
import { visibleToRaw } from '../visibility.ts'

export type ReferralEvent = {
  id: string
  step: string
  toStatus: string
  at: string
  by: { name: string; role: string; organisation: string } | null
  reason: string | null
  note: string | null
  changes: Record<string, { from: unknown; to: unknown }> | null
}

/** A referral with the names around it and what happened to it. */
export type ReferralRecord = Referral & {
  person: {
    id: string
    givenName: string
    familyName: string
    preferredName: string | null
    bornOn: string
    identityToConfirm: boolean
  }
  /** The address is hidden, and this reader neither visits nor leads. */
  isAddressHidden: boolean
  practiceName: string
  referrerName: string
  advisorServiceName: string
  ownerName: string | null
  ownerNamesakes: Namesake[] | null
  /** Of a draft: how its person may be reached, and whether they agreed. */
  draft: (Reachable & { consent: string | null }) | null
  events: ReferralEvent[]
}

/** Reads one referral and records the look, in one statement. */
export async function readReferralRecord(
  context: Context,
  referralId: string,
  auditId: string,
): Promise<ReferralRecord | undefined> {
  const { sql, schemeId, actor, now } = context
  const mayVisit =
    actor.role === 'team-lead'
      ? sql`true`
      : actor.role === 'advisor'
        ? sql`visits_person(people.scheme_id, people.id, ${actor.membershipId})`
        : sql`false`
  const [row] = await sql<ReferralRecord[]>`
    with seen as (
      select * from referrals where scheme_id = ${schemeId} and id = ${referralId} and ${visibleToRaw(sql, actor)}
    ), audit as (
      insert into audit_tail (scheme_id, id, at, membership_id, action, subject_kind, subject_id, person_id)
      select scheme_id, ${auditId}, ${now()}, ${actor.membershipId}, 'referral.read', 'referral', id, person_id from seen
    )
    select ${sql.unsafe(REFERRAL_COLUMNS)},
      jsonb_build_object('id', people.id, 'givenName', given_name, 'familyName', family_name, 'preferredName', preferred_name,
        'bornOn', born_on, 'identityToConfirm', claimed_nhs_number is not null) as person,
      is_address_hidden(people.scheme_id, people.id) and not ${mayVisit} as "isAddressHidden",
      practice.name as "practiceName", referrer.name as "referrerName", service.name as "advisorServiceName", owner.name as "ownerName", ${namesakesOfMemberRaw(sql, 'owner')} as "ownerNamesakes",
      case when status = 'draft' then jsonb_build_object('address', people.postcode, 'phones', phones, 'email', people.email, 'safeContact', safe_contact, 'facts', facts, 'consent', consent_of(seen.scheme_id, seen.person_id, 'refer', null)) end as draft,
      coalesce((select jsonb_agg(jsonb_build_object('id', event.id, 'step', step, 'toStatus', to_status, 'at', at, 'reason', event.reason, 'note', note,
          'changes', changes, 'by', case when member.id is null then null else jsonb_build_object('name', member.name, 'role', member.role, 'organisation', place.name) end) order by event.id)
        from referral_events as event
        left join memberships as member on member.scheme_id = event.scheme_id and member.id = event.by_id
        left join organisations as place on place.scheme_id = member.scheme_id and place.id = member.organisation_id
        where event.scheme_id = seen.scheme_id and event.referral_id = seen.id), '[]') as events
    from seen
    join people on people.scheme_id = seen.scheme_id and people.id = seen.person_id
    join organisations as practice on practice.scheme_id = seen.scheme_id and practice.id = seen.practice_id
    join organisations as referrer on referrer.scheme_id = seen.scheme_id and referrer.id = seen.referrer_organisation_id
    join organisations as service on service.scheme_id = seen.scheme_id and service.id = seen.advisor_service_id
    left join memberships as owner on owner.scheme_id = seen.scheme_id and owner.id = seen.owner_id`
  return row
}

/** Every column of a referral as the code names it, from a table or expression called `seen`. */
const REFERRAL_COLUMNS = [
  ['schemeId', 'scheme_id'],
  ['id', 'id'],
  ['personId', 'person_id'],
  ['reference', 'reference'],
  ['status', 'status'],
  ['practiceId', 'practice_id'],
  ['referrerOrganisationId', 'referrer_organisation_id'],
  ['advisorServiceId', 'advisor_service_id'],
  ['createdById', 'created_by_id'],
  ['createdAt', 'created_at'],
  ['source', 'source'],
  ['onBehalfOf', 'on_behalf_of'],
  ['outsideReferrer', 'outside_referrer'],
  ['needs', 'needs'],
  ['reason', 'reason'],
  ['whatMatters', 'what_matters'],
  ['urgency', 'urgency'],
  ['homeVisitRisk', 'home_visit_risk'],
  ['homeVisitRiskNote', 'home_visit_risk_note'],
  ['givenDetails', 'given_details'],
  ['submittedAt', 'submitted_at'],
  ['acceptedAt', 'accepted_at'],
  ['allocatedAt', 'allocated_at'],
  ['firstContactAt', 'first_contact_at'],
  ['assessedAt', 'assessed_at'],
  ['planAgreedAt', 'plan_agreed_at'],
  ['reviewDueOn', 'review_due_on'],
  ['readyToCloseAt', 'ready_to_close_at'],
  ['endedAt', 'ended_at'],
  ['endReason', 'end_reason'],
  ['holdUntil', 'hold_until'],
  ['holdDaysLeft', 'hold_days_left'],
  ['importedAt', 'imported_at'],
  ['importId', 'import_id'],
  ['importedNote', 'imported_note'],
  ['ownerOrganisationId', 'owner_organisation_id'],
  ['ownerId', 'owner_id'],
  ['nextStep', 'next_step'],
  ['dueOn', 'due_on'],
  ['version', 'version'],
]
  .map(([name, column]) => `seen.${column} as "${name}"`)
  .join(', ')
