import type { Role } from '../../src/platform/context.ts'
import type { World } from './world.ts'

/*
 * Who may open which page: the one written policy that the pages are held against, as matrix.ts is for the API. A page that
 * has no row here, and a row that has no page, fail the test. A POST row is sent without anything typed.
 */

export type PageRow = {
  may: readonly Role[] | 'public' | 'signed-in'
  /** What an own thing answers where it is not shown (200), sent on (303) or refused for what was typed (400, 409, 422). */
  own?: Partial<Record<Role, 403 | 404>>
  query?: (world: World, role: Role) => string
  /** Parameters of the address that are a word of a list, not an id. */
  words?: Record<string, string>
  /** Whoever sends it must sign in again. */
  endsSession?: true
}

const BOTH_SIDES = ['referrer', 'advisor', 'team-lead'] as const
const RAISERS = ['referrer', 'advisor', 'team-lead', 'provider', 'safeguarding-lead'] as const
/** Who only raised a concern reads on, and leaves its steps to whom it was brought. */
const ONLY_RAISED = { referrer: 403, advisor: 403, provider: 403 } as const
const OWERS = [...RAISERS, 'privacy-officer', 'administrator'] as const
const SERVICE = ['advisor', 'team-lead'] as const
const INBOX = ['referrer', 'advisor', 'team-lead', 'provider'] as const

export const PAGES: Record<string, PageRow> = {
  'GET /': { may: 'signed-in' },
  'GET /sign-in': { may: 'public' },
  'POST /sign-in': { may: 'public' },
  'POST /sign-in/code': { may: 'public' },
  'POST /sign-out': { may: 'signed-in', endsSession: true },
  'GET /still-here': { may: 'signed-in' },
  'GET /memberships': { may: 'signed-in' },
  'POST /memberships': { may: 'signed-in' },
  'GET /account': { may: 'signed-in' },
  'GET /account/password': { may: 'signed-in' },
  'POST /account/password': { may: 'signed-in' },
  'GET /account/second-factor': { may: 'signed-in' },
  'POST /account/second-factor': { may: 'signed-in' },
  'GET /account/second-factor/code': { may: 'signed-in' },
  'POST /account/second-factor/code': { may: 'signed-in' },
  'GET /forgotten-password': { may: 'public' },
  'POST /forgotten-password': { may: 'public' },
  'GET /password': { may: 'public' },
  'POST /password': { may: 'public' },
  'GET /invitation': { may: 'public' },
  'POST /invitation': { may: 'public' },
  'GET /referrals': { may: ['referrer', 'advisor', 'team-lead'] },
  'GET /inbox': { may: INBOX },
  'GET /inbox/:messageId': { may: INBOX },
  'POST /inbox/:messageId/file': { may: INBOX },
  'POST /inbox/:messageId/acknowledge': { may: INBOX },
  'POST /inbox/file-all': { may: INBOX },
  'GET /referrals/:referralId': { may: BOTH_SIDES },
  'GET /referrals/:referralId/steps/:step': { may: BOTH_SIDES, words: { step: 'amend' } },
  'POST /referrals/:referralId/steps/:step': { may: BOTH_SIDES, words: { step: 'amend' } },
  'GET /tasks': { may: OWERS },
  'POST /tasks/:taskId/finish': { may: OWERS },
  'GET /concerns': { may: 'signed-in' },
  'GET /concerns/new': { may: 'signed-in' },
  'POST /concerns/new': { may: 'signed-in' },
  'GET /concerns/:concernId': { may: 'signed-in' },
  'GET /concerns/:concernId/acknowledge': { may: RAISERS, own: ONLY_RAISED },
  'POST /concerns/:concernId/acknowledge': { may: RAISERS, own: ONLY_RAISED },
  'GET /concerns/:concernId/entries': { may: RAISERS, own: ONLY_RAISED },
  'POST /concerns/:concernId/entries': { may: RAISERS, own: ONLY_RAISED },
  'GET /concerns/:concernId/hand-over': { may: RAISERS, own: ONLY_RAISED },
  'POST /concerns/:concernId/hand-over': { may: RAISERS, own: ONLY_RAISED },
  'GET /concerns/:concernId/close': { may: RAISERS, own: ONLY_RAISED },
  'POST /concerns/:concernId/close': { may: RAISERS, own: ONLY_RAISED },
  'GET /concerns/:concernId/reopen': { may: RAISERS, own: ONLY_RAISED },
  'POST /concerns/:concernId/reopen': { may: RAISERS, own: ONLY_RAISED },
  'GET /my-day': { may: SERVICE },
  'GET /referrals/:referralId/contacts': { may: SERVICE },
  'POST /referrals/:referralId/contacts': { may: SERVICE },
  'GET /referrals/:referralId/contacts/:contactId': { may: SERVICE },
  'POST /referrals/:referralId/contacts/:contactId': { may: SERVICE },
  'POST /visits/:contactId/check-in': { may: SERVICE },
  'POST /visits/:contactId/check-out': { may: SERVICE },
  'POST /visits/:contactId/take-back-check': { may: SERVICE },
  'GET /refer': { may: ['referrer'] },
  'POST /refer': { may: ['referrer'] },
  'POST /refer/send': { may: ['referrer'] },
  'GET /referrals/:referralId/sent': { may: ['referrer'] },
  'POST /refer/drafts': { may: ['referrer'] },
  'POST /refer/drafts/drop': { may: ['referrer'] },
  'POST /referrals/find': { may: BOTH_SIDES },
  'GET /referrals/:referralId/change': { may: BOTH_SIDES },
  'POST /referrals/:referralId/change': { may: BOTH_SIDES },
  'GET /referrals/:referralId/send': { may: BOTH_SIDES },
  'POST /referrals/:referralId/send': { may: BOTH_SIDES },
  'GET /inbox/:messageId/letter.pdf': { may: INBOX },
  'GET /meetings': { may: ['referrer'] },
  'POST /meetings': { may: ['referrer'] },
  'POST /meetings/close': { may: ['referrer'] },
  'GET /help': { may: 'public' },
  'GET /privacy': { may: 'public' },
  'GET /accessibility': { may: 'public' },
}
