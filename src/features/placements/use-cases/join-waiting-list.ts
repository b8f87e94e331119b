import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findActivity, listFreePlaces } from '../../activities/public.ts'
import { findReferralForUpdate, isService } from '../../referrals/public.ts'
import { hasLivePlacement } from '../store/offers.ts'
import { insertEntry, listLineUnscoped, type WaitingEntry } from '../store/waiting.ts'
import type { JoinWaitingListBody } from '../waiting-contract.ts'
import { refuseMisfit } from './offer-placement.ts'
import { refuseTellingWords } from './refuse-telling-words.ts'

/** Somebody waits for a place. Where there is room and nobody waits, they are offered it instead. */
export async function joinWaitingList(
  context: Context,
  input: { referralId: string } & JoinWaitingListBody,
): Promise<WaitingEntry> {
  const { schemeId, actor, newId, now, today } = context
  const { referralId, activityId, isUrgent, hopes, accessNeeds } = input
  return inTransaction(context, async (tx) => {
    const referral = await findReferralForUpdate(tx, actor, referralId)
    if (referral === undefined) throw new Refusal('not-found')
    if (!isService(actor, referral)) throw new Refusal('not-allowed')
    if (referral.status !== 'accepted')
      throw new Refusal('step-not-open', `The referral is ${referral.status}: nobody waits for a place`)
    const activity = await findActivity(tx, activityId)
    if (activity === undefined) throw invalid('#/activityId', 'Choose an activity of the scheme')
    if (activity.placesMode === 'talk-first')
      throw new Refusal('not-possible', 'The group talks first and counts no places: offer it, and ask them')
    const { personId } = referral
    await refuseMisfit(tx, { personId, activity, today: today(), mayBeClosed: true })
    if (await hasLivePlacement(tx, { personId, activityId }))
      throw new Refusal('already-done', 'The person has a place or an offer in this activity already')
    const isFree = (await listFreePlaces(tx, activity, today())).length > 0
    if (isFree && (await listLineUnscoped(tx, activityId)).length === 0)
      throw new Refusal('not-possible', 'A place is free and nobody waits: offer it')
    if (hopes !== undefined)
      await refuseTellingWords(tx, context, { personId, activityName: activity.name, at: '#/hopes', words: hopes })

    const entry = await insertEntry(tx, {
      schemeId,
      id: newId(),
      personId,
      referralId,
      activityId,
      status: 'waiting',
      isUrgent,
      hopes,
      accessNeeds,
      joinedAt: now(),
      joinedById: actor.membershipId,
      wantedOn: today(),
    })
    await recordAudit(tx, context, {
      action: 'waiting.join',
      subjectKind: 'waiting-entry',
      subjectId: entry.id,
      personId,
      detail: { activityId, referralId, isUrgent },
    })
    return entry
  })
}
