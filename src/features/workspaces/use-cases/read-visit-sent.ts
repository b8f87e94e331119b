import type { Context } from '../../../platform/context.ts'
import { readContact } from '../../contacts/public.ts'
import { listMessagesSentBy, type MessageToCome } from '../../messages/public.ts'

type Contact = Awaited<ReturnType<typeof readContact>>

/** What came of sending a visit: the contact, and whom the sender told with it, which is of the same moment. */
export async function readVisitSent(
  context: Context,
  input: { referralId: string; contactId: string },
): Promise<{ contact: Contact; told: MessageToCome[] }> {
  const contact = await readContact(context, input)
  const { recordedAt: from } = contact
  if (from === null) return { contact, told: [] }
  const until = new Date(from.getTime() + 1)
  return { contact, told: await listMessagesSentBy(context, { subjectId: contact.referralId, from, until }) }
}
