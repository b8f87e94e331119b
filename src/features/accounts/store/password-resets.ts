import { and, eq, isNull } from 'drizzle-orm'
import type { Sql } from 'postgres'
import type { Db, Tx } from '../../../platform/context.ts'
import { RESETS_AN_HOUR } from '../back-off.ts'
import { accounts, passwordResets } from '../tables.ts'

export type PasswordReset = typeof passwordResets.$inferSelect

type Request = {
  email: string
  key: Buffer
  resetId: string
  jobId: string
  auditId: string
  jobName: string
  at: Date
  expiresAt: Date
}

const HOUR_MS = 60 * 60 * 1000
const KEPT_MS = 30 * 24 * HOUR_MS

/**
 * Counts a request for a new password and, when somebody has the address, writes the request, the job that mails it and the
 * audit: one statement that commits in either case, so that the time of the answer tells nothing.
 */
export async function requestReset(sql: Sql, request: Request): Promise<void> {
  const { email, key, resetId, jobId, auditId, jobName, at, expiresAt } = request
  const anHourAgo = new Date(at.getTime() - HOUR_MS)
  await sql`
    with counted as (
      insert into sign_in_failures as kept (key_hash, failures, last_failed_at, blocked_until) values (${key}, 1, ${at}, ${at})
      on conflict (key_hash) do update set
        failures = case when kept.last_failed_at < ${anHourAgo} then 1 else kept.failures + 1 end,
        last_failed_at = case when kept.last_failed_at < ${anHourAgo} then ${at} else kept.last_failed_at end
      returning failures <= ${RESETS_AN_HOUR} as may
    ), account as (
      select accounts.id, (
        select scheme_id from memberships where account_id = accounts.id and ended_at is null and disabled_at is null
        order by last_signed_in_at desc nulls last, scheme_id limit 1) as scheme_id
      from accounts, counted where email = ${email} and accounts.disabled_at is null and may
    ), outdated as (
      delete from password_resets where requested_at < ${new Date(at.getTime() - KEPT_MS)} and account_id in (select id from account)
    ), reset as (
      insert into password_resets (scheme_id, id, account_id, email, requested_at, expires_at)
      select scheme_id, ${resetId}, id, ${email}, ${at}, ${expiresAt} from account where scheme_id is not null
      returning scheme_id, id, account_id
    ), job as (
      insert into jobs (scheme_id, id, name, data, created_at, run_at)
      select scheme_id, ${jobId}, ${jobName}, jsonb_build_object('resetId', id), ${at}, ${at} from reset
    )
    insert into audit_tail (scheme_id, id, at, action, subject_kind, subject_id)
    select scheme_id, ${auditId}, ${at}, 'account.password-requested', 'account', account_id from reset`
}

/** For the mail, on the scheme's own connections. */
export async function findReset(db: Db | Tx, resetId: string): Promise<PasswordReset | undefined> {
  const [row] = await db.select().from(passwordResets).where(eq(passwordResets.id, resetId))
  return row
}

/** Unscoped: whoever follows a link has no session; the link names the scheme. Locks it, so that of two one is first. */
export async function findResetForUpdateUnscoped(
  tx: Tx,
  link: { schemeId: string; id: string },
): Promise<(PasswordReset & { isDisabled: boolean }) | undefined> {
  const [row] = await tx
    .select({ reset: passwordResets, disabledAt: accounts.disabledAt })
    .from(passwordResets)
    .innerJoin(accounts, eq(accounts.id, passwordResets.accountId))
    .where(and(eq(passwordResets.schemeId, link.schemeId), eq(passwordResets.id, link.id)))
    .for('update')
  return row === undefined ? undefined : { ...row.reset, isDisabled: row.disabledAt !== null }
}

/** Every link for this account dies when its password changes. */
export async function endResets(tx: Tx, accountId: string, at: Date): Promise<void> {
  await tx
    .update(passwordResets)
    .set({ usedAt: at })
    .where(and(eq(passwordResets.accountId, accountId), isNull(passwordResets.usedAt)))
}
