import fastifyJwt from '@fastify/jwt'
import type { FastifyInstance } from 'fastify'
import { z } from 'zod'

declare module '@fastify/jwt' {
  interface FastifyJWT {
    namespaces: string
  }
}

/** The first signs; all of them verify, so that a key can be replaced without signing anybody out. */
export type AccessTokenKeys = readonly { kid: string; secret: string }[]

const Claims = z.object({ sub: z.uuid(), sid: z.uuid(), sch: z.uuid() })

/** Whose token it is, of which session, in which scheme. What they may do is asked of the database each time. */
export type AccessClaims = { accountId: string; sessionId: string; schemeId: string }

export type AccessTokens = {
  sign: (claims: AccessClaims) => string
  /** The claims of a token that we made and that has not run out; nothing else is said of any other. */
  verify: (token: string) => AccessClaims | undefined
}

export const ACCESS_TOKEN_SECONDS = 10 * 60
const LONGEST_TOKEN = 2048
const ISSUER = 'rother'
const AUDIENCE = 'rother-api'
/** RFC 9068 and RFC 8725, section 3.11: a token of another kind is not taken for this one. */
const TYPE = 'at+jwt'

/**
 * Signs and verifies access tokens, as RFC 8725 has it. The key is chosen by the token's header, which must be, letter
 * for letter, one that we write: algorithm, type and key id are pinned before anything a stranger sent is parsed.
 */
export async function registerAccessTokens(app: FastifyInstance, keys: AccessTokenKeys): Promise<AccessTokens> {
  for (const { kid, secret } of keys) {
    await app.register(fastifyJwt, {
      namespace: kid,
      secret,
      sign: {
        algorithm: 'HS256',
        kid,
        header: { alg: 'HS256', typ: TYPE },
        iss: ISSUER,
        aud: AUDIENCE,
        expiresIn: ACCESS_TOKEN_SECONDS,
      },
      verify: {
        algorithms: ['HS256'],
        checkTyp: TYPE,
        allowedIss: ISSUER,
        allowedAud: AUDIENCE,
        requiredClaims: ['iss', 'aud', 'sub', 'sid', 'sch', 'iat', 'exp'],
        maxAge: ACCESS_TOKEN_SECONDS,
        cache: 5_000,
      },
    })
  }

  const byHeader = new Map(keys.map(({ kid }) => [headerOf(keyOf(app, kid).sign({})), keyOf(app, kid)]))
  const [signing] = byHeader.values()
  if (signing === undefined) throw new Error('Access tokens need at least one key')

  return {
    sign: ({ accountId, sessionId, schemeId }) => signing.sign({ sub: accountId, sid: sessionId, sch: schemeId }),
    verify: (token) => {
      if (token.length > LONGEST_TOKEN) return undefined
      const key = byHeader.get(headerOf(token))
      if (key === undefined) return undefined
      try {
        const { sub, sid, sch } = Claims.parse(key.verify(token))
        return { accountId: sub, sessionId: sid, schemeId: sch }
      } catch {
        return undefined
      }
    },
  }
}

/** The token of `Authorization: Bearer …` (RFC 6750, section 2.1). */
export function bearerToken(authorization: string | undefined): string | undefined {
  return authorization?.slice(0, 7).toLowerCase() === 'bearer ' ? authorization.slice(7) : undefined
}

const headerOf = (token: string) => token.slice(0, token.indexOf('.'))

function keyOf(app: FastifyInstance, kid: string) {
  const key = app.jwt[kid]
  if (key === undefined) throw new Error('A key was not registered')
  return key
}
