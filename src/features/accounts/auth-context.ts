import type { Context, SystemContext } from '../../platform/context.ts'
import type { AccessTokens } from './access-tokens.ts'
import type { SecondFactorCodes } from './second-factor-codes.ts'

/**
 * What a use-case about accounts may reach: the connections of the sign-in role, which knows accounts and the
 * memberships of every scheme, and nothing of any person.
 */
export type AuthContext = Omit<SystemContext, 'schemeId'>

export type SessionContext = AuthContext & {
  tokens: AccessTokens
  refreshSecret: string
  /** Compared with when nobody has the address, so that the answer takes as long. */
  nobodysHash: string
  codes: SecondFactorCodes
}

/** Somebody who is signed in and does something about accounts, on the connections of the sign-in role. */
export type OwnContext = SessionContext & Pick<Context, 'actor' | 'schemeId'>
