import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { canTakeBack } from '../lone-working.ts'
import { openAlarmAgain } from '../store/lone-working.ts'
import { type ContactRecord, changeContact } from '../store.ts'
import { startKnownContactWork } from './start-contact-work.ts'

/**
 * A thumb that slipped: the last word at the door, in or out, was not so. Whoever is still inside is watched over again, with
 * the ladder from its beginning. Open for a quarter of an hour; later it is a matter for the lead.
 */
export async function takeBackCheck(context: Context, input: { contactId: string }): Promise<ContactRecord> {
  const { now } = context
  return inTransaction(context, async (tx) => {
    const { contact } = await startKnownContactWork(tx, context, input.contactId)
    const said = contact.checkedOutAt ?? contact.checkedInAt
    if (said === null) throw new Refusal('step-not-open', 'Nobody has checked in')
    if (!canTakeBack(said, now()))
      throw new Refusal('step-not-open', 'That was more than a quarter of an hour ago: tell your lead')
    const wasOut = contact.checkedOutAt !== null
    await recordAudit(tx, context, {
      action: wasOut ? 'contact.check-out-taken-back' : 'contact.check-in-taken-back',
      subjectKind: 'contact',
      subjectId: contact.id,
      personId: contact.personId,
    })
    if (wasOut) await openAlarmAgain(tx, context, contact.id)
    return changeContact(
      tx,
      contact,
      wasOut ? { checkedOutAt: null, checkedOutById: null } : { checkedInAt: null, checkedInById: null },
    )
  })
}
