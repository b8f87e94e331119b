import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import type { NewReferralBody } from '../contract.ts'
import { findEnquiry } from '../store/enquiries.ts'
import type { MadeReferral } from '../store/make-referral.ts'
import { makeReferral } from './make-referral.ts'

/**
 * The person was asked and has agreed: the enquiry becomes a referral, made and checked like any other, and its row goes in
 * the same statement.
 */
export async function referFromEnquiry(
  context: Context,
  input: { enquiryId: string; referral: NewReferralBody },
): Promise<MadeReferral> {
  const { enquiryId, referral } = input
  if ((await findEnquiry(context.db, context.actor, enquiryId)) === undefined) throw new Refusal('not-found')
  if (!referral.submit || referral.consent?.answer !== 'given')
    throw invalid(
      '#/consent',
      'Ask the person first: an enquiry becomes a referral only with their yes, and is sent with it',
    )
  return makeReferral(context, { source: 'self-or-family', ...referral }, { enquiryId })
}
