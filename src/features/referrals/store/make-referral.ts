import type { PendingQuery, Row, Sql } from 'postgres'
import { notClosedToRaw } from '../../../platform/closed-records.ts'
import type { Context } from '../../../platform/context.ts'
import { idempotencyExpression } from '../../../platform/transaction.ts'
import { type DecisionRecord, type NewPerson, personExpressions, practiceExpression } from '../../people/public.ts'
import type { GivenDetails, HomeVisitRisk, ReferralSource, Urgency } from '../kinds.ts'
import type { OutsideReferrer } from '../outside.ts'
import type { ReadBack } from '../read-back.ts'
import type { NextStep } from '../stage.ts'

export type NewReferral = {
  referralId: string
  reference: string
  practiceId: string
  referrerOrganisationId: string
  advisorServiceId: string
  source: ReferralSource
  onBehalfOf: string | null
  outsideReferrer: OutsideReferrer | null
  needs: string[]
  reason: string | null
  whatMatters: string | null
  urgency: Urgency
  homeVisitRisk: HomeVisitRisk | null
  homeVisitRiskNote: string | null
  /** Present when the referral is submitted at once. */
  submitted: { nextStep: NextStep; dueOn: string; at: Date } | undefined
  /** Present when the episode is brought from an earlier record. */
  brought: { importId: string; note: string | null } | undefined
  consent:
    | { answer: string; how: string; on: string; askedBy: string | null; decision: DecisionRecord | null }
    | undefined
  /** Write nothing when an open referral of the same practice stands; undefined: a second one is meant, and why. */
  onlyOne: boolean
  secondBecause: string | null
  /** The enquiry that this ends, in the same statement. */
  enquiryId: string | undefined
  readBack: ReadBack
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
  readBack: ReadBack
  version: number
}

/**
 * Everything that making a referral changes, in one statement: the person if new, registration, consent, who may see it,
 * event, audit, job, and the stored answer. No row comes back, and nothing is written, when the practice cannot be referred
 * from, when the practice has an open referral of the person already, or when two statements made the same new person at
 * once (then it is repeated).
 */
export async function insertReferral(
  context: Context,
  referral: NewReferral,
  person: NewPerson | { personId: string },
  ids: Ids,
): Promise<MadeReferral | undefined> {
  const { sql, schemeId, actor } = context
  const { referralId, at, submitted, brought, consent, enquiryId } = referral
  const status = submitted === undefined ? 'draft' : 'submitted'
  const givenDetails = 'bornOn' in person ? toGivenDetails(person) : null
  const [row] = await sql<{ body: MadeReferral }[]>`
    with ${enquiryId === undefined ? sql`` : sql`enquiry as (select id from enquiries where scheme_id = ${schemeId} and id = ${enquiryId} for update),`}
    ${'bornOn' in person ? personExpressions(sql, person) : knownPerson(sql, { schemeId, practiceId: referral.practiceId, personId: person.personId })},
    subject as (
      select * from person
      where (is_new or ${isOpenTo(context)}) ${
        referral.onlyOne
          ? sql`and not exists (
        select from referrals where scheme_id = ${schemeId} and person_id = person.id and not is_new and practice_id = ${referral.practiceId}
          and status in ('submitted', 'returned', 'accepted'))`
          : sql``
      } ${enquiryId === undefined ? sql`` : sql`and exists (select from enquiry)`}
    ), referral as (
      insert into referrals (scheme_id, id, person_id, reference, status, practice_id, referrer_organisation_id, advisor_service_id,
        created_by_id, created_at, source, on_behalf_of, outside_referrer, needs, reason, what_matters, urgency, home_visit_risk, home_visit_risk_note,
        given_details, submitted_at, imported_at, import_id, imported_note, owner_organisation_id, owner_id, next_step, due_on)
      select ${schemeId}, ${referralId}, id, ${referral.reference}, ${status}, ${referral.practiceId}, ${referral.referrerOrganisationId},
        ${referral.advisorServiceId}, ${actor.membershipId}, ${at}, ${referral.source}, ${referral.onBehalfOf}, ${json(sql, referral.outsideReferrer)}, ${referral.needs}::text[],
        ${referral.reason}, ${referral.whatMatters}, ${referral.urgency}, ${referral.homeVisitRisk}, ${referral.homeVisitRiskNote},
        case when not is_new then ${json(sql, givenDetails)} end,
        ${submitted?.at ?? null}::timestamptz, ${brought === undefined ? null : at}::timestamptz, ${brought?.importId ?? null}::uuid, ${brought?.note ?? null},
        ${submitted === undefined ? referral.referrerOrganisationId : referral.advisorServiceId}::uuid,
        ${submitted === undefined ? actor.membershipId : null}::uuid, ${submitted?.nextStep ?? null}, ${submitted?.dueOn ?? null}::date
      from subject
      returning id, person_id
    ), care as (
      insert into care_relationships (scheme_id, id, person_id, kind, scope, organisation_id, subject_id, from_at)
      select ${schemeId}, relation.id, subject.id, 'referral', relation.scope, relation.organisation_id, ${referralId}, ${at}
      from subject, (values
        (${ids.referrerCare}::uuid, ${referral.referrerOrganisationId}::uuid, ${referral.referrerOrganisationId === referral.advisorServiceId ? 'record' : 'own-referral'})
        ${referral.practiceId === referral.referrerOrganisationId ? sql`` : sql`, (${ids.practiceCare}::uuid, ${referral.practiceId}::uuid, 'own-referral')`}
        ${submitted === undefined ? sql`` : sql`, (${ids.serviceCare}::uuid, ${referral.advisorServiceId}::uuid, 'record')`}
      ) as given (id, organisation_id, least)
      cross join lateral (select given.id, given.organisation_id, case when is_new then 'record' else given.least end as scope) as relation
      on conflict do nothing
    ), identity_check as (
      insert into tasks (scheme_id, id, kind, subject_kind, subject_id, organisation_id, due_on, created_at)
      select ${schemeId}, ${ids.identityTask}, 'confirm-identity', 'person', subject.id, ${referral.advisorServiceId}, ${referral.checkPersonBy}::date, ${at}
      from subject where in_doubt and ${submitted !== undefined}
      on conflict do nothing
    ), details_check as (
      insert into tasks (scheme_id, id, kind, subject_kind, subject_id, organisation_id, due_on, created_at)
      select ${schemeId}, ${ids.detailsTask}, 'compare-details', 'referral', ${referralId}, ${referral.advisorServiceId}, ${referral.checkPersonBy}::date, ${at}
      from subject where not is_new and ${submitted !== undefined && givenDetails !== null}
    ), registration_check as (
      insert into tasks (scheme_id, id, kind, subject_kind, subject_id, organisation_id, due_on, created_at)
      select ${schemeId}, ${ids.registrationTask}, 'confirm-registration', 'person', subject.id, ${referral.advisorServiceId}, ${referral.checkPersonBy}::date, ${at}
      from subject
      where not is_new and ${submitted !== undefined} and not exists (
        select from person_registrations where scheme_id = ${schemeId} and person_id = subject.id and practice_id = ${referral.practiceId} and until_on is null)
      on conflict do nothing
    )${
      consent === undefined
        ? sql``
        : sql`, consent as (
      insert into consents (scheme_id, id, person_id, purpose, answer, how, decision, answered_on, asked_by, recorded_at, recorded_by_id)
      select ${schemeId}, ${ids.consent}, id, 'refer', ${consent.answer}, ${consent.how}, ${json(sql, consent.decision)}, ${consent.on}::date, ${consent.askedBy}, ${at}, ${actor.membershipId} from subject)`
    }${
      submitted === undefined
        ? sql``
        : sql`, event as (
      insert into referral_events (scheme_id, id, referral_id, step, from_status, to_status, by_id, at, note)
      select ${schemeId}, ${ids.event}, id, 'submit', 'draft', 'submitted', ${actor.membershipId}, ${at}, ${referral.secondBecause} from referral
    ), job as (
      insert into jobs (scheme_id, id, name, data, created_at, run_at)
      select ${schemeId}, ${ids.job}, 'acknowledge-referral', jsonb_build_object('referralId', id), ${at}, ${at} from referral
      where ${brought === undefined})`
    }${enquiryId === undefined ? sql`` : endEnquiry(context, enquiryId, at)}, audit as (
      insert into audit_tail (scheme_id, id, at, membership_id, action, subject_kind, subject_id, person_id)
      select ${schemeId}, ${ids.audit}, ${at}, ${actor.membershipId}, ${`referral.${status}`}, 'referral', id, person_id from referral
    ), answer as (
      select jsonb_build_object('id', referral.id, 'reference', ${referral.reference}::text, 'status', ${status}::text, 'personId', person_id,
        'personWasKnown', not is_new, 'identityToConfirm', in_doubt, 'nextStep', ${submitted?.nextStep ?? null}::text, 'dueOn', ${submitted?.dueOn ?? null}::text, 'readBack', ${json(sql, referral.readBack)}, 'version', 1) as body
      from referral, subject
    )${idempotencyExpression(context)}
    select body from answer`
  return row?.body
}

/** An enquiry has served its purpose with the referral that comes of it: its row goes, and so does what was owed. */
const endEnquiry = (
  { sql, schemeId, actor }: Context,
  enquiryId: string,
  at: Date,
): PendingQuery<Row[]> => sql`, ended as (
      delete from enquiries where scheme_id = ${schemeId} and id = ${enquiryId} and exists (select from referral)
    ), rung_back as (
      update tasks set done_at = ${at}, done_by_id = ${actor.membershipId}, outcome = 'referred'
      where scheme_id = ${schemeId} and kind = 'ring-back' and subject_id = ${enquiryId} and done_at is null and exists (select from referral))`

/** Nobody refers somebody whose record is closed to them: what follows would be hidden from them as well. */
const isOpenTo = ({ sql, schemeId, actor }: Context): PendingQuery<Row[]> => sql`exists (
      select from people where people.scheme_id = ${schemeId} and people.id = person.id
        and ${notClosedToRaw(sql, actor, { schemeId: 'people.scheme_id', personId: 'people.id' })})`

/** A jsonb value, or null. */
const json = (sql: Sql, value: object | null): PendingQuery<Row[]> =>
  sql`${value === null ? null : sql.json(value as never)}::jsonb`

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
    where scheme_id = ${about.schemeId} and id = ${about.personId} and merged_into is null and died_on_of(scheme_id, id) is null)`
