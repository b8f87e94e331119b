/** What a scheme begins with from us, and somebody has to say that it is theirs. */
export const CONFIRMATIONS = ['needs', 'reasons', 'targets', 'criteria', 'letter-texts'] as const
export type Confirmation = (typeof CONFIRMATIONS)[number]

/** By what a message to oneself is sent. */
export const TEST_WAYS = ['mail', 'text'] as const
export type TestWay = (typeof TEST_WAYS)[number]
