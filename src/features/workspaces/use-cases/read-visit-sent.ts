import type { Context } from '../../../platform/context.ts'
import { readContact } from '../../contacts/public.ts'
import { listMessagesSentBy, type MessageToCome } from '../../messages/public.ts'

type Contact = Awaited<ReturnType<typeof readContact>>

/** One transaction takes no longer than this: what was told by it was sent within. */
const AT_ONCE_MS = 60_000

/** What came of sending a visit: the contact, and whom the sender told with it. */
export async function readVisitSent(
  context: Context,
  input: { referralId: string; contactId: string },
): Promise<{ contact: Contact; told: MessageToCome[] }> {
  const contact = await readContact(context, input)
  const { recordedAt: from } = contact
  if (from === null) return { contact, told: [] }
  const until = new Date(from.getTime() + AT_ONCE_MS)
  return { contact, told: await listMessagesSentBy(context, { subjectId: contact.referralId, from, until }) }
}
