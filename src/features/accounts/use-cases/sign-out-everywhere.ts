import type { AuthContext } from '../auth-context.ts'
import { revokeSessionsOf } from '../store/sessions.ts'

/** Ends every session of the account, on each device and in each scheme. */
export async function signOutEverywhere(context: AuthContext, input: { accountId: string }): Promise<void> {
  await context.db.transaction((tx) => revokeSessionsOf(tx, context, input.accountId, 'signed-out-everywhere'))
}
