/** Why a message was sent. `asks` marks the ones that ask the practice for something. */
export const MESSAGE_KIND_FACTS = {
  'referral-received': { asks: false },
  'check-identity': { asks: true },
  'referral-returned': { asks: true },
  'referral-declined': { asks: false },
  'first-contact-made': { asks: false },
  'person-said-no': { asks: false },
  'plan-agreed': { asks: false },
  'objection-answered': { asks: false },
  'referral-closed': { asks: false },
  'referral-withdrawn': { asks: false },
} as const satisfies Record<string, { asks: boolean }>
export type MessageKind = keyof typeof MESSAGE_KIND_FACTS
export const MESSAGE_KINDS = Object.keys(MESSAGE_KIND_FACTS) as [MessageKind, ...MessageKind[]]

/** The codes a practice records, from reference/domain.md 2.3. */
export const SNOMED = {
  referredToSocialPrescribing: '871731000000106',
  socialPrescribingDeclined: '871711000000103',
} as const
