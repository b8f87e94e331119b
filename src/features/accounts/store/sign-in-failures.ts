import type { Fragment, Sql } from 'postgres'
import {
  FORGOTTEN_AFTER_MS,
  KNOWN_FOR_MS,
  type SignInKeys,
  WAITS_FROM_EVERYWHERE,
  WAITS_FROM_ONE_PLACE,
} from '../back-off.ts'

/** Until when no try with these keys is taken, if so. */
export async function findBlock(sql: Sql, keys: SignInKeys, at: Date): Promise<Date | undefined> {
  const [row] = await sql<{ until: Date | null }[]>`with ${blockOf(sql, keys, at, sql``)} select until from block`
  return row?.until ?? undefined
}

/** An audit row for each membership of the account that was tried; none when nobody has the address. */
export type RefusedSignIn = { auditId: string; accountId: string; schemeId: string; membershipId: string }

/**
 * Counts a failed try, or answers until when it would not have been taken. Tries that come together are put in order by
 * the locks on their rows, so each of them is counted, and one that comes after a block began learns nothing.
 * The audit rows stand in the same statement: a known address takes no longer than an unknown one.
 */
export async function countFailure(
  sql: Sql,
  keys: SignInKeys,
  at: Date,
  refused: readonly RefusedSignIn[],
): Promise<Date | undefined> {
  const failures = sql`case when kept.last_failed_at < ${earlier(at, FORGOTTEN_AFTER_MS)} then 1 else kept.failures + 1 end`
  const waits = sql`case kept.key_hash when ${keys.place} then ${[...WAITS_FROM_ONE_PLACE]}::int[] else ${[...WAITS_FROM_EVERYWHERE]}::int[] end`
  const [row] = await sql<{ isCounted: boolean; until: Date | null }[]>`
    with ${blockOf(sql, keys, at, sql`for update`)}, counted as (
      insert into sign_in_failures as kept (key_hash, failures, last_failed_at, blocked_until)
      select key_hash, 1, ${at}, ${at} from (values (${keys.place}), (${keys.everywhere})) as tried (key_hash), block
      where block.until is null order by key_hash
      on conflict (key_hash) do update set failures = ${failures}, last_failed_at = ${at},
        blocked_until = ${at} + make_interval(secs => (${waits})[least(${failures}, cardinality(${waits}))])
      where kept.blocked_until <= ${at} or (kept.key_hash = ${keys.everywhere} and (select is_known from place))
      returning key_hash
    ), audited as (
      insert into audit_tail (scheme_id, id, at, membership_id, action, subject_kind, subject_id)
      select scheme_id, id, ${at}, membership_id, 'session.refused', 'account', account_id
      from unnest(
        ${refused.map((row) => row.schemeId)}::uuid[], ${refused.map((row) => row.auditId)}::uuid[],
        ${refused.map((row) => row.membershipId)}::uuid[], ${refused.map((row) => row.accountId)}::uuid[]
      ) as refused (scheme_id, id, membership_id, account_id), block where block.until is null
    )
    select (select count(*) from counted) = 2 as "isCounted", until from block`
  return row?.isCounted === true ? undefined : (row?.until ?? at)
}

/**
 * After the right password: forgets the failures and remembers the place, or answers until when the try would not have
 * been taken. Old rows go at the same time, a few at each sign-in.
 */
export async function forgetFailures(sql: Sql, keys: SignInKeys, at: Date): Promise<Date | undefined> {
  const [row] = await sql<{ until: Date | null }[]>`
    with ${blockOf(sql, keys, at, sql`for update`)}, forgotten as (
      delete from sign_in_failures where key_hash = ${keys.everywhere} and (select until from block) is null
    ), outdated as (
      delete from sign_in_failures where key_hash <> all (array[${keys.place}, ${keys.everywhere}]) and key_hash in (
        select key_hash from sign_in_failures where last_failed_at < ${earlier(at, KNOWN_FOR_MS)} limit 100 for update skip locked)
    ), known as (
      insert into sign_in_failures (key_hash, failures, last_failed_at, blocked_until, last_succeeded_at)
      select ${keys.place}, 0, ${at}, ${at}, ${at} from block where block.until is null
      on conflict (key_hash) do update set failures = 0, last_failed_at = ${at}, blocked_until = ${at}, last_succeeded_at = ${at}
    )
    select until from block`
  return row?.until ?? undefined
}

/** The rows of both keys, in one order so that no two tries wait for each other in a circle, and what follows from them. */
const blockOf = (sql: Sql, keys: SignInKeys, at: Date, lock: Fragment): Fragment => sql`
  held as (
    select key_hash, blocked_until, last_succeeded_at from sign_in_failures
    where key_hash in (${keys.place}, ${keys.everywhere}) order by key_hash ${lock}
  ), place as (
    select exists (select from held where key_hash = ${keys.place} and last_succeeded_at > ${earlier(at, KNOWN_FOR_MS)}) as is_known
  ), block as (
    select max(blocked_until) as until from held
    where blocked_until > ${at} and (key_hash = ${keys.place} or not (select is_known from place))
  )`

const earlier = (at: Date, ms: number): Date => new Date(at.getTime() - ms)
