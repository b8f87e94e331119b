import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findReferralForUpdate, isService } from '../../referrals/public.ts'
import { getListItem, getScheme } from '../../schemes/public.ts'
import { areaOf } from '../disclosure.ts'
import type { NewGapBody } from '../gap-contract.ts'
import { tellingIn } from '../hopes.ts'
import { findNames } from '../store/cards.ts'
import { type Gap, insertGap } from '../store/gaps.ts'
import { findHomeUnscoped } from '../store/homes.ts'

/** What the person needs and nothing offers, for those who decide what is paid for next. The referral stays with its advisor. */
export async function recordGap(context: Context, input: { referralId: string } & NewGapBody): Promise<Gap> {
  const { schemeId, actor, newId, now, today } = context
  const { referralId, need, why, note } = input
  getListItem(await getScheme(context), 'need', need, '#/need')
  return inTransaction(context, async (tx) => {
    const referral = await findReferralForUpdate(tx, actor, referralId)
    if (referral === undefined) throw new Refusal('not-found')
    if (!isService(actor, referral)) throw new Refusal('not-allowed')
    if (referral.status !== 'accepted')
      throw new Refusal('step-not-open', `The referral is ${referral.status}: nothing is looked for`)
    const { personId } = referral
    const telling = note === undefined ? undefined : tellingIn(note, await findNames(tx, personId))
    if (telling !== undefined)
      throw invalid('#/note', `Write it without ${telling}: it is read to decide what is paid for`)
    const { postcode } = await findHomeUnscoped(tx, personId)
    const gap = await insertGap(tx, {
      schemeId,
      id: newId(),
      personId,
      referralId,
      need,
      area: areaOf(postcode),
      why,
      note,
      recordedAt: now(),
      recordedOn: today(),
      recordedById: actor.membershipId,
    })
    await recordAudit(tx, context, {
      action: 'gap.recorded',
      subjectKind: 'gap',
      subjectId: gap.id,
      personId,
      detail: { referralId, need, why },
    })
    return gap
  })
}
