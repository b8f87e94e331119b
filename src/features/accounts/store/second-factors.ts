import { eq, isNull } from 'drizzle-orm'
import type { Sql } from 'postgres'
import type { Tx } from '../../../platform/context.ts'
import { WAITS_FOR_CODES } from '../back-off.ts'
import { recoveryCodes, secondFactors } from '../tables.ts'

export type SecondFactor = { sealedSecret: Buffer; isConfirmed: boolean; lastStep: number | null }

export async function findSecondFactorForUpdate(tx: Tx, accountId: string): Promise<SecondFactor | undefined> {
  const [row] = await tx.select().from(secondFactors).where(eq(secondFactors.accountId, accountId)).for('update')
  if (row === undefined) return undefined
  return { sealedSecret: row.sealedSecret, isConfirmed: row.confirmedAt !== null, lastStep: row.lastStep }
}

export type CodeTry = { sealedSecret: Buffer; lastStep: number | null }

/**
 * Takes one of the tries that are left, before the code is looked at: tries that come together are put in order by the row's
 * lock, so that nobody has more of them by being quick. Undefined while the account has to wait.
 */
export async function takeCodeTry(sql: Sql, accountId: string, at: Date): Promise<CodeTry | undefined> {
  const waits = [...WAITS_FOR_CODES]
  const [row] = await sql<CodeTry[]>`
    update second_factors set failures = failures + 1,
      blocked_until = ${at} + make_interval(secs => (${waits}::int[])[least(failures + 1, ${waits.length})])
    where account_id = ${accountId} and (blocked_until is null or blocked_until <= ${at})
    returning sealed_secret as "sealedSecret", last_step::float8 as "lastStep"`
  return row
}

export async function findCodeBlock(sql: Sql, accountId: string): Promise<Date | undefined> {
  const [row] = await sql<{ until: Date | null }[]>`
    select blocked_until as until from second_factors where account_id = ${accountId}`
  return row?.until ?? undefined
}

/** Marks the code's half minute as used; of two who send the same code one wins. */
export async function useStep(sql: Sql, accountId: string, step: number): Promise<boolean> {
  const rows = await sql`
    update second_factors set last_step = ${step}, failures = 0, blocked_until = null
    where account_id = ${accountId} and (last_step is null or last_step < ${step}) returning account_id`
  return rows.length > 0
}

/** A recovery code works once. */
export async function useRecoveryCode(sql: Sql, accountId: string, codeHash: Buffer, at: Date): Promise<boolean> {
  const rows = await sql`
    with used as (
      update recovery_codes set used_at = ${at}
      where account_id = ${accountId} and code_hash = ${codeHash} and used_at is null returning account_id
    )
    update second_factors set failures = 0, blocked_until = null where account_id in (select account_id from used)
    returning account_id`
  return rows.length > 0
}

/** A device that was never confirmed gives way to a new one. */
export async function saveSecondFactor(
  tx: Tx,
  factor: { accountId: string; sealedSecret: Buffer; createdAt: Date },
): Promise<void> {
  const { sealedSecret, createdAt } = factor
  await tx
    .insert(secondFactors)
    .values(factor)
    .onConflictDoUpdate({
      target: secondFactors.accountId,
      set: { sealedSecret, createdAt },
      setWhere: isNull(secondFactors.confirmedAt),
    })
}

export async function confirmSecondFactor(tx: Tx, accountId: string, confirmed: { at: Date; step: number }) {
  await tx
    .update(secondFactors)
    .set({ confirmedAt: confirmed.at, lastStep: confirmed.step, failures: 0, blockedUntil: null })
    .where(eq(secondFactors.accountId, accountId))
}

/** True when there was one. */
export async function deleteSecondFactor(tx: Tx, accountId: string): Promise<boolean> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId))
  const rows = await tx
    .delete(secondFactors)
    .where(eq(secondFactors.accountId, accountId))
    .returning({ accountId: secondFactors.accountId })
  return rows.length > 0
}

/** The old ones stop working. */
export async function replaceRecoveryCodes(tx: Tx, accountId: string, hashes: readonly Buffer[]): Promise<void> {
  await tx.delete(recoveryCodes).where(eq(recoveryCodes.accountId, accountId))
  await tx.insert(recoveryCodes).values(hashes.map((codeHash) => ({ accountId, codeHash })))
}
