import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { type ContactRecord, changeContact } from '../store.ts'
import { listenForTrouble, type Said } from './say-trouble.ts'
import { startKnownContactWork } from './start-contact-work.ts'

/** "Running late": the alarm waits from now, or from the planned end, whichever is later; the plan stays as it was. */
export async function sayLate(
  context: Context,
  { contactId, minutes, ...said }: { contactId: string; minutes: number } & Said,
): Promise<ContactRecord> {
  return inTransaction(context, async (tx) => {
    const { contact } = await startKnownContactWork(tx, context, contactId)
    if (contact.checkedInAt === null || contact.checkedOutAt !== null || contact.plannedEnd === null)
      throw new Refusal('step-not-open', 'Nobody is inside: check in first')
    await recordAudit(tx, context, {
      action: 'contact.running-late',
      subjectKind: 'contact',
      subjectId: contactId,
      personId: contact.personId,
      detail: { minutes },
    })
    await listenForTrouble(tx, context, contact, said)
    const from = Math.max(context.now().getTime(), contact.plannedEnd.getTime())
    return changeContact(tx, contact, { lateUntil: new Date(from + minutes * 60_000) })
  })
}
