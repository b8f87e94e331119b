import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findOrganisation } from '../../organisations/public.ts'
import { closeTasksAbout } from '../../tasks/public.ts'
import { findRegistration, moveRegistration, narrowToOwnReferrals } from '../store/registrations.ts'
import { findConsent, findPersonForUpdate, openCareRelationship } from '../store.ts'

type Input = { personId: string; practiceId: string; from: string }

/**
 * The service has asked the person with which practice they are registered now. Somebody who moved takes their record
 * along: the old practice keeps what it referred and what it was sent; the new one sees its own referrals and, when the
 * person agreed to share with it, the record.
 */
export async function confirmRegistration(context: Context, input: Input): Promise<Input & { moved: boolean }> {
  const { personId, practiceId, from } = input
  if (from > context.today()) throw invalid('#/from', 'Enter a day that is not in the future')
  return inTransaction(context, async (tx) => {
    const person = await findPersonForUpdate(tx, context.actor, personId)
    if (person === undefined) throw new Refusal('not-found')
    const practice = await findOrganisation(tx, practiceId)
    if (!practice?.kinds.includes('practice') || practice.closedOn !== null)
      throw invalid('#/practiceId', 'Choose an open practice of the scheme')
    const before = await findRegistration(tx, personId)
    const moved = before?.practiceId !== practiceId
    if (moved) {
      if (before !== undefined && from < before.fromOn)
        throw invalid('#/from', `Enter a day on or after ${before.fromOn}, when the registration before it began`)
      const registrationId = await moveRegistration(tx, context, { personId, before, practiceId, from })
      if (before !== undefined) await narrowToOwnReferrals(tx, context, { personId, organisationId: before.practiceId })
      if ((await findConsent(tx, { personId, purpose: 'share', recipientId: practiceId })) === 'given')
        await openCareRelationship(tx, context, {
          personId,
          kind: 'registration',
          scope: 'record',
          organisationId: practiceId,
          subjectId: registrationId,
        })
    }
    await closeTasksAbout(tx, context, {
      kind: 'confirm-registration',
      subjectId: personId,
      outcome: moved ? 'moved' : 'as-it-was',
    })
    await recordAudit(tx, context, {
      action: 'person.registration-confirmed',
      subjectKind: 'person',
      subjectId: personId,
      personId,
      detail: { practiceId, moved },
    })
    return { personId, practiceId, from: moved ? from : (before?.fromOn ?? from), moved }
  })
}
