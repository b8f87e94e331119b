import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { Logger } from 'pino'
import { todayInEngland } from '../../platform/clock.ts'
import type { Context } from '../../platform/context.ts'
import type { Pools } from '../../platform/db/pools.ts'
import { Refusal } from '../../platform/problems.ts'
import { type AccessClaims, type AccessTokenKeys, bearerToken, registerAccessTokens } from './access-tokens.ts'
import type { SessionContext } from './auth-context.ts'
import { keepLiveSessions, type LiveSessions } from './live-sessions.ts'
import { hashPassword } from './password-hashes.ts'
import { hashRefreshToken } from './refresh-tokens.ts'
import { openSecondFactorCodes } from './second-factor-codes.ts'
import { findAccountOfCookie, useBrowserSession } from './store/browser-sessions.ts'
import { findActorUnscoped } from './store/sessions.ts'

type AuthenticationOptions = {
  pools: Pools
  keys: AccessTokenKeys
  /** Its own secret: what signs access tokens does not make refresh tokens. */
  refreshSecret: string
  /** Seals the secrets of second factors. */
  secondFactorKey: string
  now: () => Date
  newId: () => string
  log: Logger
}

export type Authentication = {
  /** The context of whoever sent the request, or a refusal with the same words for every reason. */
  authenticate: (request: FastifyRequest) => Promise<Context>
  /** The same for a page, where a cookie says who it is; a cookie opens no route of the API, a token no page. */
  authenticateBrowser: (request: FastifyRequest, cookie: string | undefined) => Promise<Context>
  /** Whose session a cookie was, also when it is over. */
  accountOfEnded: (cookie: string) => Promise<string | undefined>
  context: SessionContext
  liveSessions: LiveSessions
}

/** Who is asking: everything that the app needs to know it, and the account routes to change it. */
export async function createAuthentication(
  app: FastifyInstance,
  options: AuthenticationOptions,
): Promise<Authentication> {
  const { pools, keys, refreshSecret, secondFactorKey, now, newId, log } = options
  const today = () => todayInEngland(now())
  const tokens = await registerAccessTokens(app, keys)
  const nobodysHash = await hashPassword(randomBytes(16).toString('hex'))
  const codes = openSecondFactorCodes(secondFactorKey)
  const context: SessionContext = { ...pools.auth, now, today, newId, log, tokens, refreshSecret, nobodysHash, codes }
  // Asked once more before somebody is sent to sign in: a connection that was ended as it answered has been seen to say nothing.
  const find = (claims: AccessClaims) => findActorUnscoped(pools.auth.sql, claims, now())
  const liveSessions = keepLiveSessions(async (claims) => (await find(claims)) ?? (await find(claims)))

  async function toContext(request: FastifyRequest, claims: AccessClaims | undefined): Promise<Context> {
    const found = claims === undefined ? undefined : await liveSessions.findActor(claims)
    if (claims === undefined || found === undefined) throw new Refusal('not-signed-in')
    const { lacksSecondFactor, ...actor } = found
    if (lacksSecondFactor && request.routeOptions.config.beforeSecondFactor !== true)
      throw new Refusal('second-factor-missing')
    const { schemeId } = claims
    const { db, sql } = await pools.scheme(schemeId)
    const reportSql = () => pools.report(schemeId)
    return { schemeId, db, sql, reportSql, now, today, newId, log, actor: { ...actor, askedAt: now() } }
  }

  async function authenticate(request: FastifyRequest): Promise<Context> {
    const token = bearerToken(request.headers.authorization)
    return toContext(request, token === undefined ? undefined : tokens.verify(token))
  }

  async function authenticateBrowser(request: FastifyRequest, cookie: string | undefined): Promise<Context> {
    const hash = cookie === undefined ? undefined : hashRefreshToken(cookie)
    return toContext(request, hash && (await useBrowserSession(pools.auth.sql, hash, now())))
  }

  const accountOfEnded = (cookie: string) => findAccountOfCookie(pools.auth.sql, hashRefreshToken(cookie))

  return { authenticate, authenticateBrowser, accountOfEnded, context, liveSessions }
}
