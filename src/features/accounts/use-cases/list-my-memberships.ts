import type { AuthContext } from '../auth-context.ts'
import { findAccountUnscoped, type Membership } from '../store/accounts.ts'

/** Everywhere that somebody may work, in every scheme. */
export async function listMyMemberships(context: AuthContext, input: { accountId: string }): Promise<Membership[]> {
  return (await findAccountUnscoped(context.sql, { accountId: input.accountId }))?.memberships ?? []
}
