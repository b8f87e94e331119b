import type { AuthContext } from '../auth-context.ts'
import { revokeSession } from '../store/sessions.ts'

export async function signOut(context: AuthContext, input: { sessionId: string }): Promise<void> {
  await context.db.transaction((tx) => revokeSession(tx, context, input.sessionId, 'signed-out'))
}
