import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { type ContactRecord, findReferralIdOf, getContact } from '../store.ts'

/** One contact of a referral, for those who work for it. */
export async function readContact(
  context: Context,
  { referralId, contactId }: { referralId: string; contactId: string },
): Promise<ContactRecord> {
  return inTransaction(context, async (tx) => {
    if ((await findReferralIdOf(tx, context.actor, contactId)) !== referralId) throw new Refusal('not-found')
    const contact = await getContact(tx, contactId)
    await recordAudit(tx, context, {
      action: 'contact.read',
      subjectKind: 'contact',
      subjectId: contactId,
      personId: contact.personId,
    })
    return contact
  })
}
