import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { type ContactRecord, changeContact } from '../store.ts'
import { listenForTrouble, type Said } from './say-trouble.ts'
import { requireAccepted, startKnownContactWork, worksForService } from './start-contact-work.ts'

/** Says that the worker has gone in to a planned home visit; a colleague may say it for them. Once: where a lone worker is must be one fact. */
export async function checkIn(
  context: Context,
  input: { contactId: string; at?: string | undefined; rungBy?: string | undefined } & Said,
): Promise<ContactRecord> {
  const { actor, now } = context
  return inTransaction(context, async (tx) => {
    const { referral, contact } = await startKnownContactWork(tx, context, input.contactId)
    requireAccepted(referral)
    if (contact.way !== 'home-visit' || contact.plannedStart === null)
      throw new Refusal('not-possible', 'Only a planned home visit has a check-in')
    if (contact.checkedInAt !== null) throw new Refusal('already-done', 'Somebody has checked in already')
    if (contact.happened === false) throw new Refusal('step-not-open', 'The visit did not happen')
    const at = input.at === undefined ? now() : new Date(input.at)
    if (at > now()) throw invalid('#/at', 'Enter a time that is not in the future')
    if (input.rungBy !== undefined && !(await worksForService(tx, referral, input.rungBy)))
      throw invalid('#/rungBy', 'Choose somebody of the service')
    await recordAudit(tx, context, {
      action: 'contact.checked-in',
      subjectKind: 'contact',
      subjectId: contact.id,
      personId: contact.personId,
      ...(input.rungBy === undefined ? {} : { detail: { rungBy: input.rungBy } }),
    })
    await listenForTrouble(tx, context, contact, input)
    return changeContact(tx, contact, { checkedInAt: at, checkedInById: actor.membershipId })
  })
}
