import { ACCESS_TOKEN_SECONDS } from '../access-tokens.ts'
import type { SessionContext } from '../auth-context.ts'
import { hashRefreshToken, newRefreshToken } from '../refresh-tokens.ts'
import type { Membership } from '../store/accounts.ts'
import { insertSession } from '../store/sessions.ts'
import { type Credentials, proveAccount } from './prove-account.ts'

export type SignedIn = {
  accessToken: string
  refreshToken: string
  expiresIn: number
  membership: Membership
  memberships: Membership[]
}

/** Begins a session for one membership, with tokens for a program. */
export async function signIn(context: SessionContext, credentials: Credentials): Promise<SignedIn> {
  const { sql, now, newId, tokens } = context
  const { account, membership } = await proveAccount(context, credentials)
  const session = { accountId: account.id, sessionId: newId(), schemeId: membership.schemeId }
  const refreshToken = newRefreshToken()
  await insertSession(sql, {
    id: session.sessionId,
    auditId: newId(),
    accountId: account.id,
    schemeId: membership.schemeId,
    membershipId: membership.id,
    handedOut: 'refresh-token',
    tokenHash: hashRefreshToken(refreshToken),
    at: now(),
  })
  return {
    accessToken: tokens.sign(session),
    refreshToken,
    expiresIn: ACCESS_TOKEN_SECONDS,
    membership,
    memberships: account.memberships,
  }
}
