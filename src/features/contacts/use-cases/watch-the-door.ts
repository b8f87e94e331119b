import type { Context, Tx } from '../../../platform/context.ts'
import type { Referral } from '../../referrals/public.ts'
import { closeTasksAbout, openTask } from '../../tasks/public.ts'
import { type End, endNoReply, findOpenNoReplies, openNoReply } from '../store/no-replies.ts'
import type { Contact } from '../store.ts'

/**
 * Follows what was said of a visit: no reply at the door opens a worry of its own, at once and for today; another answer
 * to the same visit ends it.
 */
export async function watchTheDoor(tx: Tx, context: Context, referral: Referral, contact: Contact): Promise<void> {
  if (contact.notHappenedBecause !== 'no-reply-at-door') {
    await endAll(
      tx,
      context,
      { contactId: contact.id },
      { found: 'spoke-to-person', words: 'The visit was recorded otherwise' },
    )
    return
  }
  const noReplyId = await openNoReply(tx, context, contact)
  if (noReplyId === undefined) return
  await openTask(tx, context, {
    kind: 'no-reply',
    subjectKind: 'no-reply',
    subjectId: noReplyId,
    organisationId: referral.advisorServiceId,
    membershipId: contact.workerId,
    dueOn: context.today(),
  })
}

/** Ends every worry that is open about an episode or a visit, with the tasks. */
export async function endAll(
  tx: Tx,
  context: Context,
  about: { referralId: string } | { contactId: string },
  end: End,
): Promise<void> {
  for (const { id } of await findOpenNoReplies(tx, about)) {
    await endNoReply(tx, context, id, end)
    await closeTasksAbout(tx, context, { kind: 'no-reply', subjectId: id, outcome: end.found })
  }
}
