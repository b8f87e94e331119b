import { createHmac } from 'node:crypto'
import type { PendingQuery, Row, Sql, TransactionSql } from 'postgres'

/** One seal as it is signed. */
export type Seal = { seal: number; sealedAt: Date; rowCount: number; rowsHash: Buffer }

/**
 * SHA-256 over the rows of one seal, each row's own hash in the order of (at, id). A row's canonical text is a JSON array as
 * PostgreSQL writes it: UUIDs in lower case, the moment in microseconds, the keys of `detail` in an order of their own.
 * `detail` is hashed because it holds ids and codes only; free text is not in the audit, so erasing it leaves the seal whole.
 */
export function rowsHash(sql: Sql | TransactionSql): PendingQuery<Row[]> {
  return sql`sha256(string_agg(sha256(convert_to(jsonb_build_array(
    scheme_id, id, (extract(epoch from at) * 1000000)::bigint, membership_id, action, subject_kind, subject_id, person_id, detail
  )::text, 'UTF8')), ''::bytea order by at, id))`
}

/** The signature before the first seal: the chain of one scheme does not fit another. */
export const startOfChain = (schemeId: string): Buffer => Buffer.from(schemeId.replaceAll('-', ''), 'hex')

/** HMAC-SHA-256 over the signature before and this seal's facts; all but the first signature have one length, so no two seals read alike. */
export function sign(key: Buffer, previous: Buffer, { seal, sealedAt, rowCount, rowsHash }: Seal): Buffer {
  const facts = Buffer.alloc(16)
  facts.writeInt32BE(seal, 0)
  facts.writeBigInt64BE(BigInt(sealedAt.getTime()), 4)
  facts.writeInt32BE(rowCount, 12)
  return createHmac('sha256', key).update(previous).update(facts).update(rowsHash).digest()
}
