import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findReferral, isService } from '../../referrals/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { findOpenNoReplies, listSteps } from '../store/no-replies.ts'
import type { NoReplyWithSteps } from './follow-no-reply.ts'

/** The path of one person who did not open, while nobody has spoken to them; undefined when there is none. */
export async function readNoReply(
  context: Context,
  { referralId }: { referralId: string },
): Promise<NoReplyWithSteps | undefined> {
  const { noReplyRungs: order } = (await getScheme(context)).settings.safety
  return inTransaction(context, async (tx) => {
    const referral = await findReferral(tx, context.actor, referralId)
    if (referral === undefined) throw new Refusal('not-found')
    if (!isService(context.actor, referral)) throw new Refusal('not-allowed')
    const [noReply] = await findOpenNoReplies(tx, { referralId })
    if (noReply === undefined) return undefined
    await recordAudit(tx, context, {
      action: 'no-reply.read',
      subjectKind: 'no-reply',
      subjectId: noReply.id,
      personId: noReply.personId,
    })
    return { noReply, order, steps: await listSteps(tx, [noReply.id]) }
  })
}
