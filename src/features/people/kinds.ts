export const NO_NHS_NUMBER_REASONS = [
  'not-registered',
  'number-not-to-hand',
  'from-another-country',
  'person-would-not-say',
] as const

/** What made the relation between a person and an organisation. */
export const CARE_KINDS = ['registration', 'referral', 'placement', 'merge'] as const

/**
 * How much a relation shows. `record`: the person and all their referrals. `own-referral`: the one referral that this
 * organisation made. `placement`: only what the person agreed to share for an activity.
 */
export const CARE_SCOPES = ['record', 'own-referral', 'placement'] as const

export const CONSENT_PURPOSES = ['refer', 'share', 'contact', 'link-hospital-data'] as const
export type ConsentPurpose = (typeof CONSENT_PURPOSES)[number]
export const CONSENT_ANSWERS = ['given', 'refused', 'withdrawn'] as const
export type ConsentAnswer = (typeof CONSENT_ANSWERS)[number]
export const CONSENT_WAYS = ['in-person', 'by-phone', 'by-video', 'on-paper'] as const

export const RELATED_KINDS = [
  'carer',
  'cared-for',
  'emergency-contact',
  'next-of-kin',
  'neighbour',
  'other',
  'attorney',
  'neighbour-with-key',
] as const

/** What a related person may be told: by the yes of the person, and nothing until then. */
export const MAY_BE_TOLD = ['nothing', 'practical', 'all'] as const
export type MayBeTold = (typeof MAY_BE_TOLD)[number]

export const CONTACT_CHANNELS = ['phone', 'text', 'email', 'letter'] as const
export type ContactChannel = (typeof CONTACT_CHANNELS)[number]

/** A referral that a death ended, and the status to which it goes back when it was somebody else who died. */
export type EndedReferral = { referralId: string; status: 'submitted' | 'returned' | 'accepted' }
