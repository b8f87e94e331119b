import { Refusal } from '../../../platform/problems.ts'
import type { OwnContext } from '../auth-context.ts'
import { findAccountUnscoped } from '../store/accounts.ts'
import { beginBrowserSession } from './sign-in-browser.ts'
import { signOut } from './sign-out.ts'

/** Works on in another membership of the same account: the old session ends, a new one begins. */
export async function changeMembership(context: OwnContext, input: { membershipId: string }): Promise<string> {
  const { accountId, sessionId } = context.actor
  const account = await findAccountUnscoped(context.sql, { accountId })
  const membership = account?.memberships.find(({ id }) => id === input.membershipId)
  if (membership === undefined) throw new Refusal('not-found')
  const cookie = await beginBrowserSession(context, { accountId, membership })
  await signOut(context, { sessionId })
  return cookie
}
