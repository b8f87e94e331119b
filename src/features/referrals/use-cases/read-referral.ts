import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { type ReferralRecord, readReferralRecord } from '../store/read-referral.ts'

export async function readReferral(context: Context, input: { referralId: string }): Promise<ReferralRecord> {
  const referral = await readReferralRecord(context, input.referralId, context.newId())
  if (referral === undefined) throw new Refusal('not-found')
  return referral
}
