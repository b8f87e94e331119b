import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction, partOf } from '../../../platform/transaction.ts'
import {
  acceptPlacement,
  declinePlacement,
  type OfferNow,
  readOffer,
  takeBackAccept,
  tellOfSecondThoughts,
} from '../../placements/public.ts'

export type OfferAnswer = { placementId: string; answer: 'yes' } | { placementId: string; answer: 'no'; reason: string }
export type OfferOutcome = 'accepted' | 'declined' | 'same' | 'rings'

/**
 * A group's answer to an offer, by link or by text. The same answer again is no mistake. Until the place starts a yes becomes a no;
 * from a no the advisor may have gone on already, so they ring.
 */
export async function answerOffer(context: Context, input: OfferAnswer): Promise<OfferOutcome> {
  return inTransaction(context, async (tx) => {
    const inside = partOf(context, tx)
    const { placementId } = input
    const { status } = await readOffer(inside, { placementId })
    switch (input.answer) {
      case 'yes':
        return sayYes(inside, { placementId, status })
      case 'no':
        return sayNo(inside, { placementId, status, reason: input.reason })
    }
  })
}

async function sayYes(context: Context, { placementId, status }: Pick<OfferNow, 'status'> & { placementId: string }) {
  if (status === 'accepted' || status === 'started') return 'same'
  if (status === 'declined') {
    await tellOfSecondThoughts(context, { placementId })
    return 'rings'
  }
  if (status !== 'offered') throw over()
  await acceptPlacement(context, { placementId })
  return 'accepted'
}

async function sayNo(
  context: Context,
  { placementId, status, reason }: Pick<OfferNow, 'status'> & { placementId: string; reason: string },
) {
  if (status === 'declined') return 'same'
  if (status === 'accepted') {
    await takeBackAccept(context, { placementId, reason })
    return 'declined'
  }
  if (status !== 'offered') throw over()
  await declinePlacement(context, { placementId, reason })
  return 'declined'
}

const over = () => new Refusal('step-not-open', 'This cannot be answered here any more: ring us')
