/** Why a feed is read: to see what would come of it, or to bring it. */
export const RUN_KINDS = ['trial', 'update'] as const
export type RunKind = (typeof RUN_KINDS)[number]

/** `reading` what changed, `looking` for what is gone, `bringing` it; then it is done, or it failed and changed nothing. */
export const RUN_STATUSES = ['reading', 'looking', 'bringing', 'done', 'failed'] as const
export type RunStatus = (typeof RUN_STATUSES)[number]

/** Why a run ended without a change. */
export const RUN_FAILURES = {
  'not-allowed-address': 'Its address leads into a private network, or is none that is read',
  unreachable: 'It did not answer',
  refused: 'It answered that it does not give this',
  'not-a-feed': 'What it answers is no Open Referral UK 3.0',
  'too-large': 'An answer is larger than is taken',
  'too-slow': 'It took longer than it is waited for',
  empty: 'It is empty, and was not before',
  'half-gone': 'More than half of what came from it is gone at once',
  stopped: 'It was stopped while it was read',
  interrupted: 'The reading was interrupted, and begun again by the next run',
  'given-up': 'It could not be brought, however often it was tried: whoever runs the server finds why in its log',
} as const
export type RunFailure = keyof typeof RUN_FAILURES

/** A run that nobody worked on for so long was left by a worker that is gone. */
export const GIVEN_UP_AFTER_MS = 30 * 60_000

export const READ_FEED = 'read-directory-feed'
export const READ_FEEDS = 'read-directory-feeds'
