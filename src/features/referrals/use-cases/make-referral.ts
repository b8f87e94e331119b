import { randomInt } from 'node:crypto'
import type { Context } from '../../../platform/context.ts'
import { databaseFault } from '../../../platform/idempotency.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { answerAgain, inOneStatement } from '../../../platform/transaction.ts'
import {
  findOpenSuccessor,
  findOrganisation,
  findOrganisationByCode,
  servesPractice,
} from '../../organisations/public.ts'
import {
  faultOfDecision,
  findConsent,
  findPerson,
  type Person,
  PersonFacts,
  refuseTheClosedUnscoped,
  refuseTheDeadUnscoped,
  toDecisionRecord,
} from '../../people/public.ts'
import {
  addWorkingDays,
  getListItem,
  getScheme,
  refuseRealNumber,
  requireLive,
  type Scheme,
} from '../../schemes/public.ts'
import type { NewReferralBody } from '../contract.ts'
import { dayToInstant, mayLackConsent } from '../imported.ts'
import type { ReferralSource } from '../kinds.ts'
import { OUTSIDE_SOURCES } from '../outside.ts'
import { toDetails } from '../person-details.ts'
import { sourcesFor } from '../policy.ts'
import { readBack } from '../read-back.ts'
import { makeReference } from '../reference-number.ts'
import { insertReferral, type MadeReferral } from '../store/make-referral.ts'
import { refuseSecondUnscoped, requireComplete, requireReadBack } from './require-complete.ts'
import { requireEligible } from './require-eligible.ts'

/**
 * An episode that was begun before the scheme had this service: what an import knows of it. Nobody reads it back at the
 * door, and what it lacks becomes a task.
 */
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
  { brought, enquiryId }: { brought?: BroughtReferral; enquiryId?: string } = {},
): Promise<MadeReferral> {
  const { db, newId, now, today, actor } = context
  const scheme = await getScheme(context)
  if (brought === undefined) requireLive(scheme)
  const practiceId = await choosePractice(context, input)
  const source = brought === undefined ? chooseSource(context, scheme, input, practiceId) : (input.source ?? 'practice')
  for (const [index, need] of input.needs.entries()) getListItem(scheme, 'need', need, `#/needs/${index}`)
  const consent = input.consent === undefined ? undefined : { ...input.consent, on: input.consent.on ?? today() }
  if (consent !== undefined && consent.on > today())
    throw invalid('#/consent/on', 'Enter the day the person answered: it cannot be in the future')
  const fault = consent === undefined ? undefined : faultOfDecision(consent.decision, consent.on)
  if (fault !== undefined) throw invalid(`#/consent/decision/${fault.field}`, fault.detail)
  const person = await checkPerson(context, scheme, input, brought !== undefined)
  const details = 'details' in person ? person.details : toDetails(person.known)
  const isChecked = input.submit && brought === undefined
  if (input.submit) {
    const answer = await findAnswerToRefer(context, input)
    if (isChecked) requireComplete({ ...input, person: details, consent: answer, source })
    else if (!mayLackConsent(input, brought)) requireConsent(answer)
  }
  const back = isChecked ? requireReadBack(details, input.readBackOf, today()) : readBack(details, today())

  const at = now()
  const { targets, advisorServiceId } = scheme.settings
  const write = (reference: string) =>
    insertReferral(
      context,
      {
        referralId: brought?.referralId ?? newId(),
        reference,
        practiceId,
        referrerOrganisationId: brought === undefined ? actor.organisationId : practiceId,
        advisorServiceId,
        source,
        onBehalfOf: input.onBehalfOf ?? null,
        outsideReferrer: input.outsideReferrer ?? null,
        needs: input.needs,
        reason: input.reason ?? null,
        whatMatters: input.whatMatters ?? null,
        urgency: input.urgency,
        homeVisitRisk: input.homeVisitRisk ?? (input.submit ? 'not-asked' : null),
        homeVisitRiskNote: input.homeVisitRiskNote ?? null,
        submitted: input.submit
          ? {
              nextStep: 'triage',
              dueOn: addWorkingDays(today(), targets.triage),
              at: brought === undefined ? at : dayToInstant(brought.referredOn, at, today()),
            }
          : undefined,
        brought,
        consent: consent && {
          ...consent,
          askedBy: consent.askedBy ?? input.onBehalfOf ?? null,
          decision: toDecisionRecord(consent.decision),
        },
        onlyOne: isChecked && input.secondBecause === undefined,
        secondBecause: input.secondBecause ?? null,
        enquiryId,
        readBack: back,
        checkPersonBy: addWorkingDays(today(), targets.identity),
        at,
      },
      'known' in person
        ? { personId: person.known.id }
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
      await answerAgain(context)
      await requireOpenPractice(context, practiceId)
      const who = 'known' in person ? { personId: person.known.id } : { given: person.details }
      await refuseTheClosedUnscoped(context, who)
      await refuseTheDeadUnscoped(db, who)
      if (isChecked && input.secondBecause === undefined)
        await refuseSecondUnscoped(context, { person: who, practiceId })
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
async function choosePractice(context: Context, given: NewReferralBody): Promise<string> {
  const { actor, db, today } = context
  const practiceId = given.practiceCode === undefined ? given.practiceId : await findByCode(context, given.practiceCode)
  if (actor.role === 'referrer' && (practiceId === undefined || practiceId === actor.organisationId))
    return actor.organisationId
  if (practiceId === undefined) throw invalid('#/practiceId', 'Choose the practice the person is registered with')
  const isServed =
    actor.role !== 'referrer' || (await servesPractice(db, { teamId: actor.organisationId, practiceId, on: today() }))
  if (!isServed) throw invalid('#/practiceId', 'Choose a practice that your team serves')
  return practiceId
}

/** The code that stands on a letter or in a clinical system finds the practice, or the one that it closed into. */
async function findByCode({ db }: Context, code: string): Promise<string> {
  const practice = await findOrganisationByCode(db, code)
  if (practice === undefined) throw invalid('#/practiceCode', 'No practice of the scheme has this code')
  return (await findOpenSuccessor(db, practice)).id
}

/** A practice and a team refer as themselves; who outside asked is said by the service that writes it down. */
function chooseSource(
  { actor }: Context,
  scheme: Scheme,
  { source, outsideReferrer }: NewReferralBody,
  practiceId: string,
): ReferralSource {
  const isService = actor.organisationId === scheme.settings.advisorServiceId
  const sources = sourcesFor({ isService, isOwnPractice: practiceId === actor.organisationId })
  const chosen = source ?? sources[0]
  if (!sources.includes(chosen)) throw invalid('#/source', `Choose one of: ${sources.join(', ')}`)
  if (outsideReferrer !== undefined && !OUTSIDE_SOURCES.includes(chosen))
    throw invalid('#/outsideReferrer', 'Only the advisor service writes down who outside asked')
  return chosen
}

/** The statement itself checks it and writes nothing otherwise; this says why, so that the usual case costs no round trip. */
async function requireOpenPractice({ db }: Context, practiceId: string): Promise<void> {
  const practice = await findOrganisation(db, practiceId)
  if (practice !== undefined && practice.successorId !== null)
    throw invalid('#/practiceId', `This practice has closed: choose ${(await findOpenSuccessor(db, practice)).name}`)
  if (!practice?.kinds.includes('practice') || practice.closedOn !== null)
    throw invalid('#/practiceId', 'Choose an open practice of the scheme')
}

type KnownOrNew = { known: Person } | { details: NonNullable<NewReferralBody['person']> }

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
  if (known !== undefined) return { known }
  refuseRealNumber(scheme, person?.nhsNumber, '#/person/nhsNumber')
  if (person !== undefined) return { details: person }
  throw invalid('#/person', 'Give the person, or the id of a person you know')
}

async function findAnswerToRefer({ db }: Context, { consent, personId }: NewReferralBody): Promise<string | undefined> {
  return consent?.answer ?? (personId === undefined ? undefined : await findConsent(db, { personId, purpose: 'refer' }))
}

function requireConsent(answer: string | undefined): void {
  if (answer !== 'given')
    throw new Refusal(
      'consent-needed',
      'Ask the person whether they agree to be referred, and send their answer in consent',
    )
}
