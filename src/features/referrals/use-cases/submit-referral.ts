import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findConsent, findPersonUnscoped, openCareRelationship, PersonFacts } from '../../people/public.ts'
import { addWorkingDays, getScheme } from '../../schemes/public.ts'
import { closeTasksAbout, openTask } from '../../tasks/public.ts'
import { owedAfter } from '../clock.ts'
import { toDetails } from '../person-details.ts'
import type { ReadBack } from '../read-back.ts'
import { changeReferral, findDoubts, type Referral } from '../store.ts'
import { refuseSecondUnscoped, requireComplete, requireReadBack } from './require-complete.ts'
import { requireEligible } from './require-eligible.ts'
import { startReferralStep } from './take-referral-step.ts'

type Input = { referralId: string; readBackOf?: string | undefined; secondBecause?: string | undefined }

/** Sends a draft that is whole and was read back. From now on it is the advisor service's to answer, and its clock runs. */
export async function submitReferral(
  context: Context,
  input: Input,
): Promise<{ referral: Referral; readBack: ReadBack }> {
  const { now, today } = context
  const scheme = await getScheme(context)
  const { settings } = scheme
  return inTransaction(context, async (tx) => {
    const { referral, status } = await startReferralStep(tx, context, input.referralId, 'submit')
    const { personId, advisorServiceId } = referral
    const consent = await findConsent(tx, { personId, purpose: 'refer' })
    const person = await findPersonUnscoped(tx, personId)
    // Of somebody who was known, what this referrer gave: the record may not be theirs to read.
    const details = { ...toDetails(person), ...referral.givenDetails }
    const facts = PersonFacts.parse(person.facts)
    if (consent === 'given') requireEligible(scheme, { bornOn: person.bornOn, facts }, today(), { isDraft: false })
    requireComplete({ ...referral, person: details, consent })
    const readBack = requireReadBack(details, input.readBackOf, today())
    if (input.secondBecause === undefined)
      await refuseSecondUnscoped({ ...context, db: tx }, { person: { personId }, practiceId: referral.practiceId })
    const at = now()
    const owed = owedAfter({ ...referral, status }, today(), settings.targets)
    await openCareRelationship(tx, context, {
      personId,
      kind: 'referral',
      scope: 'record',
      organisationId: advisorServiceId,
      subjectId: referral.id,
    })
    await askAboutPerson(tx, context, referral, addWorkingDays(today(), settings.targets.identity))
    await addJob(tx, context, { name: 'acknowledge-referral', data: { referralId: referral.id } })
    await recordAudit(tx, context, {
      action: 'referral.submitted',
      subjectKind: 'referral',
      subjectId: referral.id,
      personId,
    })
    await closeTasksAbout(tx, context, { kind: 'draft-expires', subjectId: referral.id, outcome: 'sent' })
    const sent = await changeReferral(
      tx,
      context,
      referral,
      { status, submittedAt: at, ownerOrganisationId: advisorServiceId, ownerId: null, ...owed },
      { step: 'submit', at, note: input.secondBecause },
    )
    return { referral: sent, readBack }
  })
}

/** What is in doubt about the person is the service's to find out, from when it may see them. */
async function askAboutPerson(tx: Tx, context: Context, referral: Referral, dueOn: string): Promise<void> {
  const { personId, advisorServiceId } = referral
  for (const kind of await findDoubts(tx, referral))
    await openTask(tx, context, {
      kind,
      subjectKind: 'person',
      subjectId: personId,
      organisationId: advisorServiceId,
      dueOn,
    })
  if (referral.givenDetails !== null)
    await openTask(tx, context, {
      kind: 'compare-details',
      subjectKind: 'referral',
      subjectId: referral.id,
      organisationId: advisorServiceId,
      dueOn,
    })
}
