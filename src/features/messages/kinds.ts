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

/** The SNOMED CT codes that NHS England asks practices to record: the first when the person accepts, the second when they say no. */
export const SNOMED = {
  referredToSocialPrescribing: '871731000000106',
  socialPrescribingDeclined: '871711000000103',
} as const
