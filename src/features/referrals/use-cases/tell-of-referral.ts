import type { SystemContext } from '../../../platform/context.ts'
import { findMembership } from '../../accounts/public.ts'
import { hasBeenTold, tellPerson } from '../../people/public.ts'
import { findReferralToTellUnscoped } from '../store/referrals-to-tell.ts'

/** "We have your referral": tells the person once, unless somebody has spoken to them or the episode is over meanwhile. */
export async function tellOfReferral(context: SystemContext, { referralId }: { referralId: string }): Promise<void> {
  await context.db.transaction(async (tx) => {
    const referral = await findReferralToTellUnscoped(tx, referralId)
    if (referral?.status !== 'accepted' || referral.firstContactAt !== null) return
    if (await hasBeenTold(tx, referralId)) return
    const owner = referral.ownerId === null ? undefined : await findMembership(tx, referral.ownerId)
    await tellPerson(tx, context, {
      personId: referral.personId,
      news: 'referral-taken-up',
      workerName: owner?.name,
      channels: ['letter', 'text', 'email', 'phone'],
      preferred: 'letter',
      about: { subjectKind: 'referral', subjectId: referralId },
      ownerId: referral.ownerId ?? undefined,
    })
  })
}
