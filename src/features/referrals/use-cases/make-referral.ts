import { randomInt } from 'node:crypto'
import type { Context } from '../../../platform/context.ts'
import { databaseFault } from '../../../platform/idempotency.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inOneStatement } from '../../../platform/transaction.ts'
import { findOrganisation, servesPractice } from '../../organisations/public.ts'
import {
  faultOfDecision,
  findConsent,
  findPerson,
  PersonFacts,
  refuseTheDeadUnscoped,
  toDecisionRecord,
} from '../../people/public.ts'
import { addWorkingDays, getListItem, getScheme, requireLive, type Scheme } from '../../schemes/public.ts'
import type { NewReferralBody } from '../contract.ts'
import { dayToInstant, mayLackConsent } from '../imported.ts'
import { makeReference } from '../reference-number.ts'
import { insertReferral, type MadeReferral } from '../store/make-referral.ts'
import { requireEligible } from './require-eligible.ts'

/** An episode that was begun before the scheme had this service: what an import knows of it. */
export type BroughtReferral = {
  importId: string
  /** The row of the import: the same row brought twice is one referral. */
  referralId: string
  referredOn: string
  note: string | null
}

/**
 * Writes a referral down, with the person when they are new, and sends it when asked to.
 * A known person costs two round trips, a new one a single statement.
 */
export async function makeReferral(
  context: Context,
  input: NewReferralBody,
  brought?: BroughtReferral,
): Promise<MadeReferral> {
  const { db, newId, now, today, actor } = context
  const scheme = await getScheme(context)
  if (brought === undefined) requireLive(scheme)
  const practiceId = await choosePractice(context, input.practiceId)
  for (const [index, need] of input.needs.entries()) getListItem(scheme, 'need', need, `#/needs/${index}`)
  if (input.consent !== undefined && input.consent.on > today())
    throw invalid('#/consent/on', 'Enter the day the person answered: it cannot be in the future')
  const fault = input.consent === undefined ? undefined : faultOfDecision(input.consent.decision, input.consent.on)
  if (fault !== undefined) throw invalid(`#/consent/decision/${fault.field}`, fault.detail)
  const person = await checkPerson(context, scheme, input, brought !== undefined)
  if (input.submit && !mayLackConsent(input, brought)) await requireConsentToRefer(context, input)

  const at = now()
  const { targets, advisorServiceId } = scheme.settings
  const isService = actor.organisationId === advisorServiceId
  const write = (reference: string) =>
    insertReferral(
      context,
      {
        referralId: brought?.referralId ?? newId(),
        reference,
        practiceId,
        referrerOrganisationId: brought === undefined ? actor.organisationId : practiceId,
        advisorServiceId,
        source:
          input.source ??
          (isService && brought === undefined
            ? 'other-professional'
            : practiceId === actor.organisationId || brought !== undefined
              ? 'practice'
              : 'case-management-team'),
        onBehalfOf: input.onBehalfOf ?? null,
        needs: input.needs,
        reason: input.reason,
        whatMatters: input.whatMatters ?? null,
        urgency: input.urgency,
        homeVisitRisk: input.homeVisitRisk,
        homeVisitRiskNote: input.homeVisitRiskNote ?? null,
        submitted: input.submit
          ? {
              nextStep: 'triage',
              dueOn: addWorkingDays(today(), targets.triage),
              at: brought === undefined ? at : dayToInstant(brought.referredOn, at, today()),
            }
          : undefined,
        brought,
        consent: input.consent && { ...input.consent, decision: toDecisionRecord(input.consent.decision) },
        checkPersonBy: addWorkingDays(today(), targets.identity),
        at,
      },
      'personId' in person
        ? person
        : {
            ...person.details,
            personId: newId(),
            practiceId,
            registrationId: newId(),
            careId: newId(),
            schemeId: context.schemeId,
            at,
            on: today(),
          },
      {
        referrerCare: newId(),
        practiceCare: newId(),
        serviceCare: newId(),
        event: newId(),
        audit: newId(),
        job: newId(),
        consent: newId(),
        identityTask: newId(),
        detailsTask: newId(),
        registrationTask: newId(),
      },
    )
  return inOneStatement(context, async () => {
    const made = await withFreeReference(write)
    if (made === undefined) {
      await requireOpenPractice(context, practiceId)
      await refuseTheDeadUnscoped(db, 'personId' in person ? person : { given: person.details })
    }
    return made
  })
}

/** One reference in 148 million: when it is taken already, another is drawn. */
async function withFreeReference<Row>(write: (reference: string) => Promise<Row>): Promise<Row> {
  try {
    return await write(makeReference(randomInt))
  } catch (error) {
    if (databaseFault(error)?.constraint_name !== 'referrals_reference_key') throw error
    return write(makeReference(randomInt))
  }
}

/** A practice refers its own people, a team those of the practices it serves, the service whoever it writes down for. */
async function choosePractice(context: Context, practiceId: string | undefined): Promise<string> {
  const { actor, db, today } = context
  if (actor.role === 'referrer' && (practiceId === undefined || practiceId === actor.organisationId))
    return actor.organisationId
  if (practiceId === undefined) throw invalid('#/practiceId', 'Choose the practice the person is registered with')
  const isServed =
    actor.role !== 'referrer' || (await servesPractice(db, { teamId: actor.organisationId, practiceId, on: today() }))
  if (!isServed) throw invalid('#/practiceId', 'Choose a practice that your team serves')
  return practiceId
}

/** The statement itself checks it and writes nothing otherwise; this says why, so that the usual case costs no round trip. */
async function requireOpenPractice({ db }: Context, practiceId: string): Promise<void> {
  const practice = await findOrganisation(db, practiceId)
  if (!practice?.kinds.includes('practice') || practice.closedOn !== null)
    throw invalid('#/practiceId', 'Choose an open practice of the scheme')
}

type KnownOrNew = { personId: string } | { details: NonNullable<NewReferralBody['person']> }

/** Eligibility comes before the rest: nobody should fill in a form for someone whom the scheme cannot take. */
async function checkPerson(
  context: Context,
  scheme: Scheme,
  { personId, person, submit }: NewReferralBody,
  isBrought: boolean,
): Promise<KnownOrNew> {
  const { db, actor, today } = context
  const known = personId === undefined ? undefined : await findPerson(db, actor, personId)
  if (personId !== undefined && (known === undefined || known.mergedInto !== null))
    throw invalid('#/personId', 'Choose a person whose record you may see, or give the person')
  const facts = known === undefined ? person : { bornOn: known.bornOn, facts: PersonFacts.parse(known.facts) }
  if (facts === undefined) throw invalid('#/person', 'Give the person, or the id of a person you know')
  if (facts.bornOn > today()) throw invalid('#/person/bornOn', 'Enter a date of birth that is not in the future')
  requireEligible(scheme, facts, today(), { isDraft: !submit || isBrought })
  return known === undefined && person !== undefined ? { details: person } : { personId: personId ?? '' }
}

async function requireConsentToRefer({ db }: Context, { consent, personId }: NewReferralBody): Promise<void> {
  const answer =
    consent?.answer ?? (personId === undefined ? undefined : await findConsent(db, { personId, purpose: 'refer' }))
  if (answer !== 'given')
    throw new Refusal(
      'consent-needed',
      'Ask the person whether they agree to be referred, and send their answer in consent',
    )
}
