import { eq } from 'drizzle-orm'
import type { SystemContext, Tx } from '../../../platform/context.ts'
import { addJob } from '../../../platform/jobs/add-job.ts'
import { referrals } from '../tables.ts'

export const TELL_OF_REFERRAL = 'tell-of-referral'

/** Has the person told that their referral was accepted, as it is when the job runs. */
export const askToTellOfReferral = (tx: Tx, context: SystemContext, referralId: string): Promise<string> =>
  addJob(tx, context, { name: TELL_OF_REFERRAL, data: { referralId } })

/** Unscoped, and locked: the job tells of what a use-case has accepted, once. */
export async function findReferralToTellUnscoped(tx: Tx, referralId: string) {
  const [row] = await tx
    .select({
      status: referrals.status,
      personId: referrals.personId,
      ownerId: referrals.ownerId,
      firstContactAt: referrals.firstContactAt,
    })
    .from(referrals)
    .where(eq(referrals.id, referralId))
    .for('update')
  return row
}
