import { Refusal } from '../../../platform/problems.ts'
import { ACCESS_TOKEN_SECONDS } from '../access-tokens.ts'
import type { SessionContext } from '../auth-context.ts'
import { hashRefreshToken, successorOf } from '../refresh-tokens.ts'
import { findAccountUnscoped } from '../store/accounts.ts'
import { findUsedToken, type Refreshed, revokeSession, useRefreshToken } from '../store/sessions.ts'
import type { SignedIn } from './sign-in.ts'

/** Turns a refresh token into its successor and a new access token (RFC 9700, section 4.14.2: rotation with reuse detection). */
export async function refreshSession(context: SessionContext, input: { refreshToken: string }): Promise<SignedIn> {
  const { sql, tokens, refreshSecret } = context
  const refreshToken = successorOf(input.refreshToken, refreshSecret)
  const session = await takeTurn(context, {
    hash: hashRefreshToken(input.refreshToken),
    successorHash: hashRefreshToken(refreshToken),
  })

  const account = session && (await findAccountUnscoped(sql, { accountId: session.accountId }))
  const membership = account?.memberships.find((open) => open.id === session?.membershipId)
  if (session === undefined || account === undefined || account.isDisabled || membership === undefined)
    throw new Refusal('not-signed-in', 'The session has ended: sign in again')
  return {
    accessToken: tokens.sign({
      accountId: account.id,
      sessionId: session.sessionId,
      schemeId: membership.schemeId,
    }),
    refreshToken,
    expiresIn: ACCESS_TOKEN_SECONDS,
    membership,
    memberships: account.memberships,
  }
}

/**
 * The session of a token that is used now, or was a moment ago. A token that comes back later is in two hands: nobody
 * knows which of them is the thief's, so the session ends for both.
 */
async function takeTurn(
  context: SessionContext,
  hashes: { hash: Buffer; successorHash: Buffer },
): Promise<Refreshed | undefined> {
  const { sql, db, now, log } = context
  const at = now()
  const refreshed = await useRefreshToken(sql, hashes, at)
  if (refreshed !== undefined) return refreshed
  const used = await findUsedToken(sql, hashes.hash, at)
  if (used === undefined || used.isReplay) return used
  await db.transaction((tx) => revokeSession(tx, context, used.sessionId, 'refresh-token-reused'))
  log.warn({ sessionId: used.sessionId, accountId: used.accountId }, 'a used refresh token came back: session ended')
  return undefined
}
