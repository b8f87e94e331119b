import type { NewPersonBody } from '../people/public.ts'

export const REFERRAL_SOURCES = [
  'practice',
  'case-management-team',
  'hospital',
  'other-professional',
  'self-or-family',
] as const
export type ReferralSource = (typeof REFERRAL_SOURCES)[number]

export const URGENCIES = ['routine', 'soon', 'urgent'] as const
export type Urgency = (typeof URGENCIES)[number]

/** Whether a home visit carries a risk: three answers, because not having asked is not the same as none. */
export const HOME_VISIT_RISKS = ['known', 'none-known', 'not-asked'] as const
export type HomeVisitRisk = (typeof HOME_VISIT_RISKS)[number]

/** How to reach somebody and what is known of them, as a referrer gave it. */
export type GivenDetails = Pick<
  NewPersonBody,
  'preferredName' | 'address' | 'phones' | 'email' | 'safeContact' | 'facts'
>
