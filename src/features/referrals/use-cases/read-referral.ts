import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { type ReferralRecord, readReferralRecord } from '../store/read-referral.ts'
import { findReading, type Reading } from './find-reading.ts'

export async function readReferral(
  context: Context,
  input: { referralId: string },
): Promise<{ referral: ReferralRecord; reading: Reading | undefined }> {
  const referral = await readReferralRecord(context, input.referralId, context.newId())
  if (referral === undefined) throw new Refusal('not-found')
  return { referral, reading: await findReading(context.db, context, referral) }
}
