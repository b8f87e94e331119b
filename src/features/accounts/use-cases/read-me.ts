import type { AuthContext } from '../auth-context.ts'
import { findMe, type Me } from '../store/accounts.ts'

/** On the connections that sign people in: accounts belong to no scheme. */
export const readMe = (context: AuthContext, input: { accountId: string; schemeId: string }): Promise<Me> =>
  findMe(context.sql, input)
