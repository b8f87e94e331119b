import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { changeReferral, type Referral, startReferralStep, tellOutside } from '../../referrals/public.ts'
import { endEpisode, NOTHING_OWED } from './end-episode.ts'

/** The referral should never have been: it stays to be read, counts nowhere, and owes nothing. */
export async function enterReferralInError(
  context: Context,
  input: { referralId: string; note: string },
): Promise<Referral> {
  return inTransaction(context, async (tx) => takeOutReferral(tx, context, input))
}

/** The same inside another's transaction. */
export async function takeOutReferral(
  tx: Tx,
  context: Context,
  input: { referralId: string; note: string },
): Promise<Referral> {
  const { referralId, note } = input
  const { referral, status } = await startReferralStep(tx, context, referralId, 'enter-in-error')
  const at = context.now()
  await endEpisode(tx, context, referral, { reason: status, isFollowUpOwed: false })
  // Of a draft nobody outside has heard anything yet.
  if (referral.status !== 'draft') await tellOutside(tx, context, referral, { step: 'enter-in-error' })
  await recordAudit(tx, context, {
    action: 'referral.entered-in-error',
    subjectKind: 'referral',
    subjectId: referralId,
    personId: referral.personId,
  })
  return changeReferral(
    tx,
    context,
    referral,
    { status, endedAt: referral.endedAt ?? at, ...NOTHING_OWED },
    { step: 'enter-in-error', at, note },
  )
}
