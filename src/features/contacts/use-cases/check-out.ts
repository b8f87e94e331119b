import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { type ContactRecord, changeContact } from '../store.ts'
import { endAlarmOfVisit } from './answer-alarm.ts'
import { listenForTrouble, type Said } from './say-trouble.ts'
import { startKnownContactWork, worksForService } from './start-contact-work.ts'

/** Says that the worker is out and safe. Open also when the referral has ended meanwhile: the worker is still somewhere. */
export async function checkOut(
  context: Context,
  input: { contactId: string; at?: string | undefined; rungBy?: string | undefined } & Said,
): Promise<ContactRecord> {
  const { actor, now } = context
  return inTransaction(context, async (tx) => {
    const { referral, contact } = await startKnownContactWork(tx, context, input.contactId)
    if (contact.checkedInAt === null) throw new Refusal('step-not-open', 'Nobody has checked in')
    if (contact.checkedOutAt !== null) throw new Refusal('already-done', 'Somebody has checked out already')
    const at = input.at === undefined ? now() : new Date(input.at)
    if (at > now()) throw invalid('#/at', 'Enter a time that is not in the future')
    if (at < contact.checkedInAt) throw invalid('#/at', 'Enter a time after the check-in')
    if (input.rungBy !== undefined && !(await worksForService(tx, referral, input.rungBy)))
      throw invalid('#/rungBy', 'Choose somebody of the service')
    await recordAudit(tx, context, {
      action: 'contact.checked-out',
      subjectKind: 'contact',
      subjectId: contact.id,
      personId: contact.personId,
      ...(input.rungBy === undefined ? {} : { detail: { rungBy: input.rungBy } }),
    })
    await endAlarmOfVisit(tx, context, contact.id)
    await listenForTrouble(tx, context, contact, input)
    return changeContact(tx, contact, { checkedOutAt: at, checkedOutById: actor.membershipId })
  })
}
