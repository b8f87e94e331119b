import type { PendingQuery, Row, Sql } from 'postgres'
import type { Context } from '../../../platform/context.ts'
import { idempotencyExpression } from '../../../platform/transaction.ts'
import { type DecisionRecord, type NewPerson, personExpressions, practiceExpression } from '../../people/public.ts'
import type { GivenDetails, HomeVisitRisk, ReferralSource, Urgency } from '../kinds.ts'
import type { NextStep } from '../stage.ts'

export type NewReferral = {
  referralId: string
  reference: string
  practiceId: string
  referrerOrganisationId: string
  advisorServiceId: string
  source: ReferralSource
  onBehalfOf: string | null
  needs: string[]
  reason: string
  whatMatters: string | null
  urgency: Urgency
  homeVisitRisk: HomeVisitRisk
  homeVisitRiskNote: string | null
  /** Present when the referral is submitted at once. */
  submitted: { nextStep: NextStep; dueOn: string; at: Date } | undefined
  /** Present when the episode is brought from an earlier record. */
  brought: { importId: string; note: string | null } | undefined
  consent: { answer: string; how: string; on: string; decision: DecisionRecord | null } | undefined
  /** By when the service finds out what is in doubt about the person. */
  checkPersonBy: string
  at: Date
}

/** Ids for every row the statement may write, in the order of their making. */
type Ids = Record<
  | 'referrerCare'
  | 'practiceCare'
  | 'serviceCare'
  | 'event'
  | 'audit'
  | 'job'
  | 'consent'
  | 'identityTask'
  | 'detailsTask'
  | 'registrationTask',
  string
>

export type MadeReferral = {
  id: string
  reference: string
  status: 'draft' | 'submitted'
  personId: string
  personWasKnown: boolean
  identityToConfirm: boolean
  nextStep: NextStep | null
  dueOn: string | null
  version: number
}

/**
 * Everything that making a referral changes, in one statement: the person if new, registration, consent, who may see it,
 * event, audit, job, and the stored answer. No row comes back, and nothing is written, when the practice cannot be referred
 * from, or when two statements made the same new person at once (then it is repeated).
 */
export async function insertReferral(
  context: Context,
  referral: NewReferral,
  person: NewPerson | { personId: string },
  ids: Ids,
): Promise<MadeReferral | undefined> {
  const { sql, schemeId, actor } = context
  const { referralId, at, submitted, brought, consent } = referral
  const status = submitted === undefined ? 'draft' : 'submitted'
  const givenDetails = 'bornOn' in person ? toGivenDetails(person) : null
  const [row] = await sql<{ body: MadeReferral }[]>`
    with ${'bornOn' in person ? personExpressions(sql, person) : knownPerson(sql, { schemeId, practiceId: referral.practiceId, personId: person.personId })},
    referral as (
      insert into referrals (scheme_id, id, person_id, reference, status, practice_id, referrer_organisation_id, advisor_service_id,
        created_by_id, created_at, source, on_behalf_of, needs, reason, what_matters, urgency, home_visit_risk, home_visit_risk_note,
        given_details, submitted_at, imported_at, import_id, imported_note, owner_organisation_id, owner_id, next_step, due_on)
      select ${schemeId}, ${referralId}, id, ${referral.reference}, ${status}, ${referral.practiceId}, ${referral.referrerOrganisationId},
        ${referral.advisorServiceId}, ${actor.membershipId}, ${at}, ${referral.source}, ${referral.onBehalfOf}, ${referral.needs}::text[],
        ${referral.reason}, ${referral.whatMatters}, ${referral.urgency}, ${referral.homeVisitRisk}, ${referral.homeVisitRiskNote},
        case when not is_new then ${givenDetails === null ? null : sql.json(givenDetails as never)}::jsonb end,
        ${submitted?.at ?? null}::timestamptz, ${brought === undefined ? null : at}::timestamptz, ${brought?.importId ?? null}::uuid, ${brought?.note ?? null},
        ${submitted === undefined ? referral.referrerOrganisationId : referral.advisorServiceId}::uuid,
        ${submitted === undefined ? actor.membershipId : null}::uuid, ${submitted?.nextStep ?? null}, ${submitted?.dueOn ?? null}::date
      from person
      returning id, person_id
    ), care as (
      insert into care_relationships (scheme_id, id, person_id, kind, scope, organisation_id, subject_id, from_at)
      select ${schemeId}, relation.id, person.id, 'referral', relation.scope, relation.organisation_id, ${referralId}, ${at}
      from person, (values
        (${ids.referrerCare}::uuid, ${referral.referrerOrganisationId}::uuid, ${referral.referrerOrganisationId === referral.advisorServiceId ? 'record' : 'own-referral'})
        ${referral.practiceId === referral.referrerOrganisationId ? sql`` : sql`, (${ids.practiceCare}::uuid, ${referral.practiceId}::uuid, 'own-referral')`}
        ${submitted === undefined ? sql`` : sql`, (${ids.serviceCare}::uuid, ${referral.advisorServiceId}::uuid, 'record')`}
      ) as given (id, organisation_id, least)
      cross join lateral (select given.id, given.organisation_id, case when is_new then 'record' else given.least end as scope) as relation
      on conflict do nothing
    ), identity_check as (
      insert into tasks (scheme_id, id, kind, subject_kind, subject_id, organisation_id, due_on, created_at)
      select ${schemeId}, ${ids.identityTask}, 'confirm-identity', 'person', person.id, ${referral.advisorServiceId}, ${referral.checkPersonBy}::date, ${at}
      from person where in_doubt and ${submitted !== undefined}
      on conflict do nothing
    ), details_check as (
      insert into tasks (scheme_id, id, kind, subject_kind, subject_id, organisation_id, due_on, created_at)
      select ${schemeId}, ${ids.detailsTask}, 'compare-details', 'referral', ${referralId}, ${referral.advisorServiceId}, ${referral.checkPersonBy}::date, ${at}
      from person where not is_new and ${submitted !== undefined && givenDetails !== null}
    ), registration_check as (
      insert into tasks (scheme_id, id, kind, subject_kind, subject_id, organisation_id, due_on, created_at)
      select ${schemeId}, ${ids.registrationTask}, 'confirm-registration', 'person', person.id, ${referral.advisorServiceId}, ${referral.checkPersonBy}::date, ${at}
      from person
      where not is_new and ${submitted !== undefined} and not exists (
        select from person_registrations where scheme_id = ${schemeId} and person_id = person.id and practice_id = ${referral.practiceId} and until_on is null)
      on conflict do nothing
    )${
      consent === undefined
        ? sql``
        : sql`, consent as (
      insert into consents (scheme_id, id, person_id, purpose, answer, how, decision, answered_on, recorded_at, recorded_by_id)
      select ${schemeId}, ${ids.consent}, id, 'refer', ${consent.answer}, ${consent.how}, ${consent.decision === null ? null : sql.json(consent.decision)}::jsonb, ${consent.on}::date, ${at}, ${actor.membershipId} from person)`
    }${
      submitted === undefined
        ? sql``
        : sql`, event as (
      insert into referral_events (scheme_id, id, referral_id, step, from_status, to_status, by_id, at)
      select ${schemeId}, ${ids.event}, id, 'submit', 'draft', 'submitted', ${actor.membershipId}, ${at} from referral
    ), job as (
      insert into jobs (scheme_id, id, name, data, created_at, run_at)
      select ${schemeId}, ${ids.job}, 'acknowledge-referral', jsonb_build_object('referralId', id), ${at}, ${at} from referral
      where ${brought === undefined})`
    }, audit as (
      insert into audit_tail (scheme_id, id, at, membership_id, action, subject_kind, subject_id, person_id)
      select ${schemeId}, ${ids.audit}, ${at}, ${actor.membershipId}, ${`referral.${status}`}, 'referral', id, person_id from referral
    ), answer as (
      select jsonb_build_object('id', referral.id, 'reference', ${referral.reference}::text, 'status', ${status}::text, 'personId', person_id,
        'personWasKnown', not is_new, 'identityToConfirm', in_doubt, 'nextStep', ${submitted?.nextStep ?? null}::text, 'dueOn', ${submitted?.dueOn ?? null}::text, 'version', 1) as body
      from referral, person
    )${idempotencyExpression(context)}
    select body from answer`
  return row?.body
}

const toGivenDetails = ({ preferredName, address, phones, email, safeContact, facts }: NewPerson): GivenDetails => ({
  preferredName,
  address,
  phones,
  email,
  safeContact,
  facts,
})

/** The person is known by id; the use-case has checked that the actor may see them. */
const knownPerson = (
  sql: Sql,
  about: { schemeId: string; practiceId: string; personId: string },
): PendingQuery<Row[]> => sql`
  ${practiceExpression(sql, about)}, person as (
    select id, false as is_new, claimed_nhs_number is not null as in_doubt from people, practice
    where scheme_id = ${about.schemeId} and id = ${about.personId} and merged_into is null and died_on is null)`
