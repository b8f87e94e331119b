import type { SystemContext, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { askToRead, findIncomingText, findOrganisationByNumber } from '../../messages/public.ts'
import { findGroupLink, listOpenLinksOf } from '../store/links.ts'
import { type FoundAnswer, readAnswer } from '../text-answers.ts'
import { answerOffer } from './answer-offer.ts'
import { askToBeRung, sayFull } from './answer-week.ts'
import { actAs } from './open-group-link.ts'

/**
 * A group answered with one word by text. It is taken as an answer when it can be to one thing only; whatever else somebody writes, the
 * duty worker reads. Its number is on record, as the last digits are for a link.
 */
export async function answerByText(
  context: SystemContext,
  { incomingTextId }: { incomingTextId: string },
): Promise<void> {
  await context.db.transaction(async (tx) => {
    const text = await findIncomingText(tx, incomingTextId)
    if (text === undefined) return
    const providerId = await findOrganisationByNumber(tx, text.number)
    const answer = readAnswer(text.body)
    const isAnswered =
      providerId !== undefined && answer !== undefined && (await takeUnlessRefused(tx, context, { providerId, answer }))
    if (!isAnswered) await askToRead(tx, context, { id: text.id, number: text.number, createdById: null })
  })
}

/** What is refused, because the place is over or a reason is no longer on the list, is read by somebody instead. */
async function takeUnlessRefused(
  tx: Tx,
  context: SystemContext,
  answered: { providerId: string; answer: FoundAnswer },
): Promise<boolean> {
  try {
    return await tx.transaction((part) => take(part, context, answered))
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

async function take(
  tx: Tx,
  context: SystemContext,
  { providerId, answer }: { providerId: string; answer: FoundAnswer },
): Promise<boolean> {
  const purpose = answer === 'yes' || answer === 'no' ? 'offer' : 'week'
  const [linkId, other] = await listOpenLinksOf(tx, { providerId, purpose, now: context.now() })
  if (linkId === undefined || other !== undefined) return false
  const found = await findGroupLink(tx, { linkId, purpose })
  if (found === undefined) return false
  const acting = actAs({ ...context, db: tx }, found)
  const { activityId, placementId } = found.link
  switch (answer) {
    case 'yes':
      if (placementId === null) return false
      await answerOffer(acting, { placementId, answer })
      return true
    case 'no':
      if (placementId === null) return false
      await answerOffer(acting, { placementId, answer, reason: 'not-suitable' })
      return true
    case 'full':
      await sayFull(acting, { activityId, isFull: true })
      return true
    case 'call':
      await askToBeRung(acting, { activityId })
      return true
  }
}
