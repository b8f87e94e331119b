import { and, eq, gt, isNull, ne, type SQL } from 'drizzle-orm'
import type { Sql } from 'postgres'
import type { Actor, Tx } from '../../../platform/context.ts'
import { auditTail } from '../../../platform/tables.ts'
import type { AuthContext } from '../auth-context.ts'
import { REPLAY_MS } from '../refresh-tokens.ts'
import { type Revocation, sessions } from '../tables.ts'

/** A session ends this long after sign-in, however busy it was. */
const SESSION_MS = 12 * 60 * 60 * 1000
/** How long ended sessions are kept to know which membership was used last; the audit keeps its own record. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1000

type NewSession = {
  id: string
  auditId: string
  accountId: string
  schemeId: string
  membershipId: string
  /** What is handed out: a refresh token to a program, a cookie to a browser. */
  handedOut: 'refresh-token' | 'cookie'
  tokenHash: Buffer
  at: Date
}

/**
 * Session, first refresh token or cookie, and audit row in one statement; the account's old sessions go at the same time. Each scheme
 * of the account sees that somebody signed in: the rows are locked in one order, so that no two sign-ins wait in a circle.
 */
export async function insertSession(sql: Sql, session: NewSession): Promise<void> {
  const { id, auditId, accountId, schemeId, membershipId, handedOut, tokenHash, at } = session
  const token =
    handedOut === 'cookie'
      ? sql`insert into browser_sessions (token_hash, session_id, last_seen_at) values (${tokenHash}, ${id}, ${at})`
      : sql`insert into refresh_tokens (token_hash, session_id, issued_at) values (${tokenHash}, ${id}, ${at})`
  await sql`
    with session as (
      insert into sessions (id, account_id, scheme_id, membership_id, created_at, expires_at)
      values (${id}, ${accountId}, ${schemeId}, ${membershipId}, ${at}, ${new Date(at.getTime() + SESSION_MS)})
    ), token as (
      ${token}
    ), held as (
      select scheme_id, id from memberships where account_id = ${accountId} order by scheme_id, id for no key update
    ), seen as (
      update memberships set last_signed_in_at = ${at}, warned_at = null from held
      where memberships.scheme_id = held.scheme_id and memberships.id = held.id
    ), outdated as (
      delete from sessions where account_id = ${accountId} and created_at < ${new Date(at.getTime() - KEPT_MS)}
    )
    insert into audit_tail (scheme_id, id, at, membership_id, action, subject_kind, subject_id)
    values (${schemeId}, ${auditId}, ${at}, ${membershipId}, 'session.started', 'session', ${id})`
}

/** `lacksSecondFactor`: the scheme asks for one, so nothing else may be done before it is set up. */
export type LiveActor = Actor & { lacksSecondFactor: boolean }

/**
 * Who is signed in by a session, as the database has it now: a changed role, an ended membership, a disabled account and
 * a sign-out take effect here. Unscoped: the session says which scheme it is.
 */
export async function findActorUnscoped(
  sql: Sql,
  session: { accountId: string; sessionId: string; schemeId: string },
  at: Date,
): Promise<LiveActor | undefined> {
  const { accountId, sessionId, schemeId } = session
  const [actor] = await sql<LiveActor[]>`
    select accounts.id as "accountId", sessions.id as "sessionId", memberships.id as "membershipId", memberships.role,
      memberships.name, organisations.id as "organisationId", organisations.name as "organisationName",
      'practice' = any(organisations.kinds) as "isAtPractice", memberships.is_manager as "isManager",
      coalesce((select settings ->> 'secondFactor' = 'required' from scheme_settings where scheme_settings.scheme_id = memberships.scheme_id), false)
        and not exists (select from second_factors where account_id = accounts.id and confirmed_at is not null) as "lacksSecondFactor"
    from sessions
    join accounts on accounts.id = sessions.account_id
    join memberships on memberships.scheme_id = sessions.scheme_id and memberships.id = sessions.membership_id
      and memberships.account_id = sessions.account_id
    join organisations on organisations.scheme_id = memberships.scheme_id and organisations.id = memberships.organisation_id
    where sessions.id = ${sessionId} and sessions.account_id = ${accountId} and sessions.scheme_id = ${schemeId}
      and sessions.revoked_at is null and sessions.expires_at > ${at}
      and accounts.disabled_at is null and memberships.ended_at is null and memberships.disabled_at is null`
  return actor
}

export type Refreshed = { accountId: string; sessionId: string; membershipId: string }

/** Turns a token into its successor; of many at once one does it. Nothing when the token is used, unknown or of no live session. */
export async function useRefreshToken(
  sql: Sql,
  tokens: { hash: Buffer; successorHash: Buffer },
  at: Date,
): Promise<Refreshed | undefined> {
  const [refreshed] = await sql<Refreshed[]>`
    with used as (
      update refresh_tokens set used_at = ${at} from sessions
      where token_hash = ${tokens.hash} and used_at is null and sessions.id = session_id
        and revoked_at is null and expires_at > ${at}
      returning account_id, session_id, membership_id
    ), successor as (
      insert into refresh_tokens (token_hash, session_id, issued_at) select ${tokens.successorHash}, session_id, ${at} from used
    )
    select account_id as "accountId", session_id as "sessionId", membership_id as "membershipId" from used`
  return refreshed
}

type UsedToken = Refreshed & { schemeId: string; isReplay: boolean }

/** A token of a live session that was used before; `isReplay` when that was so short ago that it is the same refresh again. */
export async function findUsedToken(sql: Sql, hash: Buffer, at: Date): Promise<UsedToken | undefined> {
  const [token] = await sql<UsedToken[]>`
    select account_id as "accountId", session_id as "sessionId", membership_id as "membershipId", scheme_id as "schemeId",
      used_at > ${new Date(at.getTime() - REPLAY_MS)} as "isReplay"
    from refresh_tokens join sessions on sessions.id = session_id
    where token_hash = ${hash} and used_at is not null and revoked_at is null and expires_at > ${at}`
  return token
}

export const revokeSession = (tx: Tx, context: AuthContext, sessionId: string, because: Revocation) =>
  revoke(tx, context, eq(sessions.id, sessionId), because)

export const revokeSessionsOf = (tx: Tx, context: AuthContext, accountId: string, because: Revocation) =>
  revoke(tx, context, eq(sessions.accountId, accountId), because)

/** Whoever changes how they sign in stays signed in where they did it, and nowhere else. */
export const revokeOtherSessions = (
  tx: Tx,
  context: AuthContext,
  { accountId, sessionId }: { accountId: string; sessionId: string },
  because: Revocation,
) => revoke(tx, context, and(eq(sessions.accountId, accountId), ne(sessions.id, sessionId)), because)

/** Ends live sessions and records each in the audit of its own scheme. */
async function revoke(
  tx: Tx,
  { now, newId }: AuthContext,
  which: SQL | undefined,
  because: Revocation,
): Promise<number> {
  const at = now()
  const ended = await tx
    .update(sessions)
    .set({ revokedAt: at, revokedBecause: because })
    .where(and(which, isNull(sessions.revokedAt), gt(sessions.expiresAt, at)))
    .returning({ id: sessions.id, schemeId: sessions.schemeId, membershipId: sessions.membershipId })
  if (ended.length === 0) return 0
  await tx.insert(auditTail).values(
    ended.map(({ id, schemeId, membershipId }) => ({
      schemeId,
      id: newId(),
      at,
      membershipId,
      action: 'session.ended',
      subjectKind: 'session',
      subjectId: id,
      detail: { because },
    })),
  )
  return ended.length
}
