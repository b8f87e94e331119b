import type { Context, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { stopReachingAbout } from '../../people/public.ts'
import type { Reached } from '../milestones.ts'
import { askToTell } from '../store/tellings.ts'
import { type Contact, changeContact, findReached, insertContact } from '../store.ts'
import { checkContact } from './check-contact.ts'
import { followMilestones } from './follow-milestones.ts'
import { requireAccepted, startContactWork, startKnownContactWork } from './start-contact-work.ts'
import { endAll, watchTheDoor } from './watch-the-door.ts'

type ToldKind = 'first-contact-made' | 'person-said-no'
type TakenOut = { original: Contact; told: readonly ToldKind[] }

/**
 * Takes a contact out of an episode: nobody reads it, it counts nowhere, and what it had reached is reached no more. Gives
 * what it was, and which kinds of message told of it. The caller holds the referral.
 */
export async function takeOutContact(
  tx: Tx,
  context: Context,
  { contactId, isMoved }: { contactId: string; isMoved: boolean },
): Promise<TakenOut> {
  const { referral, contact } = await startKnownContactWork(tx, context, contactId)
  if (contact.checkedInAt !== null && contact.checkedOutAt === null)
    throw new Refusal('step-not-open', 'The worker is still inside: check them out first')
  const before = await findReached(tx, referral.id)
  await changeContact(tx, contact, { correctedAt: context.now() })
  await stopReachingAbout(tx, context, [contactId])
  await askToTell(tx, context, contactId)
  const after = await findReached(tx, referral.id)
  await followMilestones(tx, context, referral, before)
  // The worry goes with the person it is about; when nobody knows whose door it was, it stays open.
  if (isMoved)
    await endAll(
      tx,
      context,
      { contactId },
      { found: 'spoke-to-person', words: 'It was another door: the worry goes on with the right person' },
    )
  return { original: contact, told: toldOf(before, after) }
}

function toldOf(before: Reached, after: Reached): ToldKind[] {
  const isFirst = before.firstContactOn !== after.firstContactOn
  return [
    ...(isFirst ? (['first-contact-made'] as const) : []),
    ...(isFirst || (before.saidNo && !after.saidNo) ? (['person-said-no'] as const) : []),
  ]
}

/** Puts a contact where it belongs, as it was written; milestones, messages and worries follow as if it had been there. */
export async function putContact(
  tx: Tx,
  context: Context,
  { original, referralId }: { original: Contact; referralId: string },
): Promise<string> {
  const referral = await startContactWork(tx, context, referralId)
  requireAccepted(referral)
  const copy = { ...original, id: context.newId(), referralId, personId: referral.personId }
  await checkContact(tx, context, referral, copy)
  const before = await findReached(tx, referralId)
  const contact = await insertContact(tx, { ...copy, correctedAt: null, version: 1 })
  await followMilestones(tx, context, referral, before)
  await watchTheDoor(tx, context, referral, contact)
  await askToTell(tx, context, contact.id)
  return contact.id
}
