import type { z } from 'zod'
import type { Faults, Typed } from '../../platform/web/forms.ts'
import type { Scheme } from '../schemes/public.ts'
import type { ReadBackBody } from './contract.ts'
import type { ReferralBody } from './record-contract.ts'
import { sayPerson } from './view-models.ts'

type Referral = z.infer<typeof ReferralBody>

const open = (items: Scheme['lists']['need'], kept: readonly string[]) =>
  items
    .filter(({ code, retiredOn }) => retiredOn === null || kept.includes(code))
    .map(({ code, label }) => ({ value: code, text: label }))

/** What a referral says, to be changed; what was typed comes back as it was. */
export function toChangePage(given: { referral: Referral; scheme: Scheme; typed: Typed | undefined; faults: Faults }) {
  const { referral, scheme, typed, faults } = given
  const { lists } = scheme
  return {
    title: 'Change the referral',
    back: { href: `/referrals/${referral.id}`, text: sayPerson(referral.person) },
    who: `${sayPerson(referral.person)}, ${referral.reference}`,
    action: `/referrals/${referral.id}/change`,
    version: referral.version,
    isSent: referral.status !== 'draft',
    knowsRisk: referral.homeVisitRisk !== null || referral.status === 'draft',
    needsBefore: referral.needs,
    needs: open(lists.need, referral.needs),
    reasons: open(lists['amendment-reason'], []),
    typed: typed ?? {
      needs: referral.needs,
      reason: referral.reason ?? '',
      whatMatters: referral.whatMatters ?? '',
      urgency: referral.urgency,
      homeVisitRisk: referral.homeVisitRisk ?? undefined,
      homeVisitRiskNote: referral.homeVisitRiskNote ?? '',
      onBehalfOf: referral.onBehalfOf ?? '',
    },
    faults,
  }
}

/** A draft, read back before it is sent; or what it still lacks. */
export function toSendDraftPage(given: {
  referral: Referral
  back: z.infer<typeof ReadBackBody> | undefined
  missing: readonly string[]
  faults: Faults
}) {
  const { referral, back, missing, faults } = given
  return {
    title: back === undefined ? 'This draft cannot be sent yet' : 'Read the details back',
    back: { href: `/referrals/${referral.id}`, text: sayPerson(referral.person) },
    action: `/referrals/${referral.id}/send`,
    change: `/referrals/${referral.id}/change`,
    read: back,
    missing: back === undefined ? missing : [],
    faults,
  }
}
