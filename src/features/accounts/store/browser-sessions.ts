import type { Sql } from 'postgres'

/** A session in a browser ends after so long without a page (OWASP ASVS 5.0, 7.3.1). */
export const IDLE_MS = 15 * 60_000
/** Pages that follow each other at once write it once. */
const SEEN_ANEW_MS = 30_000

export type BrowserSession = { accountId: string; sessionId: string; schemeId: string }

/** The session of a cookie that was used within a quarter of an hour, and is used now. Unscoped: the cookie says which scheme. */
export async function useBrowserSession(sql: Sql, tokenHash: Buffer, at: Date): Promise<BrowserSession | undefined> {
  const [session] = await sql<BrowserSession[]>`
    with seen as (
      update browser_sessions set last_seen_at = ${at}
      where token_hash = ${tokenHash} and last_seen_at > ${new Date(at.getTime() - IDLE_MS)}
        and last_seen_at < ${new Date(at.getTime() - SEEN_ANEW_MS)}
    )
    select sessions.account_id as "accountId", sessions.id as "sessionId", sessions.scheme_id as "schemeId"
    from browser_sessions join sessions on sessions.id = browser_sessions.session_id
    where token_hash = ${tokenHash} and last_seen_at > ${new Date(at.getTime() - IDLE_MS)}`
  return session
}

/** Whose session it was, also when it is over. */
export async function findAccountOfCookie(sql: Sql, tokenHash: Buffer): Promise<string | undefined> {
  const [row] = await sql<{ accountId: string }[]>`
    select account_id as "accountId" from browser_sessions join sessions on sessions.id = session_id where token_hash = ${tokenHash}`
  return row?.accountId
}
