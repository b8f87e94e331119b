import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findConsent, findPerson, openCareRelationship, PersonFacts } from '../../people/public.ts'
import { addWorkingDays, getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { owedAfter } from '../clock.ts'
import { changeReferral, findDoubts, type Referral } from '../store.ts'
import { requireEligible } from './require-eligible.ts'
import { startReferralStep } from './take-referral-step.ts'

/** Sends a draft. From now on it is the advisor service's to answer, and its clock runs. */
export async function submitReferral(context: Context, input: { referralId: string }): Promise<Referral> {
  const { now, today } = context
  const scheme = await getScheme(context)
  const { settings } = scheme
  return inTransaction(context, async (tx) => {
    const { referral, status } = await startReferralStep(tx, context, input.referralId, 'submit')
    const { personId, advisorServiceId } = referral
    if ((await findConsent(tx, { personId, purpose: 'refer' })) !== 'given') {
      throw new Refusal(
        'consent-needed',
        'Ask the person whether they agree to be referred, and record their answer first',
      )
    }
    const person = await findPerson(tx, context.actor, personId)
    if (person !== undefined)
      requireEligible(scheme, { bornOn: person.bornOn, facts: PersonFacts.parse(person.facts) }, today(), {
        isDraft: false,
      })
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
    return changeReferral(
      tx,
      context,
      referral,
      { status, submittedAt: at, ownerOrganisationId: advisorServiceId, ownerId: null, ...owed },
      { step: 'submit', at },
    )
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
