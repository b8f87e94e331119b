/** What a group does by a link: its week, or its answer to one offer. */
export const GROUP_LINK_PURPOSES = ['week', 'offer'] as const
export type GroupLinkPurpose = (typeof GROUP_LINK_PURPOSES)[number]

/** Why a link is over before its day. Only one that another replaced may ask for a new one. */
export const LINK_ENDS = ['replaced', 'revoked', 'wrong-digits'] as const

/** After so many wrong digits a link is over: whoever tries them all finds it closed. */
export const MOST_WRONG_DIGITS = 5

/** A week's link is good until the next one has surely come; an offer's until somebody has surely answered. */
export const WEEK_LINK_DAYS = 15
export const OFFER_LINK_DAYS = 60

/** Whoever asks for a new link again and again gets one an hour. */
export const NEW_LINK_AFTER_MS = 3_600_000

/** A calendar is read for years; its address ends sooner when it is revoked, or when whoever made it leaves. */
export const CALENDAR_DAYS = 5 * 366
