import type { SessionContext } from '../auth-context.ts'
import { hashRefreshToken, newRefreshToken } from '../refresh-tokens.ts'
import type { Membership } from '../store/accounts.ts'
import { insertSession } from '../store/sessions.ts'
import { type Credentials, proveAccount } from './prove-account.ts'

export type SignedInBrowser = { cookie: string; accountId: string; membership: Membership; memberships: Membership[] }

/** Begins a session for one membership, kept by a browser as a cookie that says nothing. */
export async function signInBrowser(context: SessionContext, credentials: Credentials): Promise<SignedInBrowser> {
  const { account, membership } = await proveAccount(context, credentials)
  const cookie = await beginBrowserSession(context, { accountId: account.id, membership })
  return { cookie, accountId: account.id, membership, memberships: account.memberships }
}

/** A new cookie for each session: one that somebody planted before is worth nothing after. */
export async function beginBrowserSession(
  { sql, now, newId }: SessionContext,
  { accountId, membership }: { accountId: string; membership: Pick<Membership, 'id' | 'schemeId'> },
): Promise<string> {
  const cookie = newRefreshToken()
  await insertSession(sql, {
    id: newId(),
    auditId: newId(),
    accountId,
    schemeId: membership.schemeId,
    membershipId: membership.id,
    handedOut: 'cookie',
    tokenHash: hashRefreshToken(cookie),
    at: now(),
  })
  return cookie
}
