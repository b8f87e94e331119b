import type { Logger } from 'pino'
import type { Sql, TransactionSql } from 'postgres'
import { z } from 'zod'
import { databaseFault } from '../idempotency.ts'
import type { Schedule } from '../jobs/schedule.ts'
import type { JobHandler } from '../jobs/worker.ts'
import { rowsHash, sign, startOfChain } from './chain.ts'

export type Sealing = {
  /** As rother_sealer: the application may not read what it has written. */
  sql: Sql
  schemeId: string
  /** Kept outside the database: whoever holds only the database cannot sign. */
  key: Buffer
  now: () => Date
  log: Logger
}

export const SEAL_AUDIT = { name: 'seal-audit', every: 'minute' } as const satisfies Schedule

const ROWS_PER_SEAL = 10_000

export const sealAuditHandler = ({ sql, key }: { sql: Sql; key: Buffer }): JobHandler => ({
  data: z.object({}),
  run: async ({ schemeId, now, log }) => {
    await sealAudit({ sql, schemeId, key, now, log })
  },
})

/**
 * Moves what the application has written to where nobody changes it, under a seal that is chained to the one before.
 * The head goes to the log, which leaves the machine: only by it are seals missed that were cut off at the end.
 */
export async function sealAudit(sealing: Sealing): Promise<{ seals: number; rows: number }> {
  const sum = { seals: 0, rows: 0 }
  for (;;) {
    const rows = await sealOnce(sealing)
    if (rows > 0) sum.seals += 1
    sum.rows += rows
    if (rows < ROWS_PER_SEAL) return sum
  }
}

async function sealOnce({ sql, schemeId, key, now, log }: Sealing): Promise<number> {
  try {
    const sealed = await sql.begin(async (tx) => {
      const previous = await findLastSeal(tx, schemeId)
      const seal = previous.seal + 1
      const moved = await moveRows(tx, schemeId, seal)
      if (moved.rowsHash === null) return undefined
      const facts = { seal, sealedAt: now(), rowCount: moved.rowCount, rowsHash: moved.rowsHash }
      const signature = sign(key, previous.signature, facts)
      await tx`
        insert into audit_seals (scheme_id, seal, sealed_at, row_count, rows_hash, signature)
        values (${schemeId}, ${seal}, ${facts.sealedAt}, ${facts.rowCount}, ${facts.rowsHash}, ${signature})`
      return { seal, rowCount: facts.rowCount, head: signature.toString('hex') }
    })
    if (sealed === undefined) return 0
    log.info({ schemeId, seal: sealed.seal, head: sealed.head }, 'audit sealed')
    return sealed.rowCount
  } catch (error) {
    if (isSomeoneElseSealing(error)) return 0
    throw error
  }
}

async function findLastSeal(tx: TransactionSql, schemeId: string): Promise<{ seal: number; signature: Buffer }> {
  const [last] = await tx<{ seal: number; signature: Buffer }[]>`
    select seal, signature from audit_seals where scheme_id = ${schemeId} order by seal desc limit 1`
  return last ?? { seal: 0, signature: startOfChain(schemeId) }
}

/**
 * One statement, so that a row is in one place only. No watermark: a row that is written by a transaction that ends late is
 * simply in a later seal.
 */
async function moveRows(tx: TransactionSql, schemeId: string, seal: number) {
  const [moved] = await tx<{ rowCount: number; rowsHash: Buffer | null }[]>`
    with batch as materialized (
      select id from audit_tail where scheme_id = ${schemeId} order by id limit ${ROWS_PER_SEAL}
    ), moved as (
      delete from audit_tail using batch where audit_tail.scheme_id = ${schemeId} and audit_tail.id = batch.id returning audit_tail.*
    ), logged as (
      insert into audit_log (scheme_id, at, id, seal, membership_id, action, subject_kind, subject_id, person_id, detail)
      select scheme_id, at, id, ${seal}::integer, membership_id, action, subject_kind, subject_id, person_id, detail from moved
      returning scheme_id, at, id, membership_id, action, subject_kind, subject_id, person_id, detail
    )
    select count(*)::integer as "rowCount", ${rowsHash(tx)} as "rowsHash" from logged`
  return moved ?? { rowCount: 0, rowsHash: null }
}

/**
 * Of two sealers at once the later waits for the earlier one's rows: it then finds none, or holds others under a number
 * that is taken, or has waited too long, or both wait for each other. Its transaction is undone; the rows come with the next seal.
 */
function isSomeoneElseSealing(error: unknown): boolean {
  const fault = databaseFault(error)
  return fault?.constraint_name === 'audit_seals_pk' || fault?.code === '55P03' || fault?.code === '40P01'
}
