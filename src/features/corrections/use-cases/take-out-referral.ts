import type { Context, Tx } from '../../../platform/context.ts'
import { takeOutReferral } from '../../closing/public.ts'
import { listToldUnscoped, recallAbout } from '../../messages/public.ts'
import { listKnownToGroups, takeOutPlacement } from '../../placements/public.ts'
import type { Referral } from '../../referrals/public.ts'
import { listSubjectIdsUnscoped } from '../store.ts'
import { type Told, takeBackAll, tellGroup } from './tell-receivers.ts'

/**
 * A whole referral never was: what has not left stays here, each group that was offered the person and whoever had a message
 * of it is told, and the episode ends. The caller holds it.
 */
export async function takeOutWholeReferral(
  tx: Tx,
  context: Context,
  { referral, reason }: { referral: Referral; reason: string },
): Promise<Told & { referral: Referral }> {
  const recalled = await recallAbout(tx, context, await listSubjectIdsUnscoped(tx, referral.id))
  let told = 0
  for (const { original } of await listKnownToGroups(tx, context, referral.id))
    told += await tellGroup(tx, context, await takeOutPlacement(tx, context, original.id))
  const back = await takeBackAll(tx, context, await listToldUnscoped(tx, { referralId: referral.id }))
  const ended = await takeOutReferral(tx, context, { referralId: referral.id, note: reason })
  return { referral: ended, told: told + back.told, recalled: recalled + back.recalled }
}
