import type { Sql, TransactionSql } from 'postgres'
import { rowsHash, type Seal, sign, startOfChain } from './chain.ts'

/** What can be wrong at a seal, in the order in which it is looked for. */
export const AUDIT_FAULTS = {
  'seal-missing': 'There is no such seal, though there are later ones',
  'rows-added-or-removed': 'The seal does not have the number of rows that it counts',
  'rows-changed': 'The rows of the seal are not those that were sealed',
  'signature-wrong': 'The seal was not made with this key, or not after the seal before it',
  'seal-unknown': 'Rows belong to this seal, and nobody made it',
  'head-missing':
    'The logged head is nowhere: this is the last seal, and later ones were removed, or all were made again',
} as const

export type AuditFault = keyof typeof AUDIT_FAULTS

export type Verification =
  /** `unsealed` rows wait in the tail. Rows removed from there are not missed by anything: it is why they are sealed each minute. */
  | { ok: true; seals: number; rows: number; head: string | undefined; unsealed: number }
  | { ok: false; seal: number; because: AuditFault }

type SignedSeal = Seal & { signature: Buffer }
type Found = { rowCount: number; rowsHash: Buffer }
type Link = { seal: number; signature: Buffer }

const SEALS_PER_PAGE = 500
const ROWS_PER_PAGE = 100_000

/**
 * Reads the whole audit of a scheme again, some seals at a time, and answers with the first seal at which it is not what
 * was sealed. `head` is a signature from the log: without it nothing shows that the last seals were removed with their rows.
 */
export async function verifyAudit(input: {
  sql: Sql
  schemeId: string
  key: Buffer
  head?: string
}): Promise<Verification> {
  const { sql, schemeId, key, head } = input
  // One snapshot: a seal that is made meanwhile is seen with its rows or not at all.
  return sql.begin('isolation level repeatable read read only', async (tx): Promise<Verification> => {
    let last: Link = { seal: 0, signature: startOfChain(schemeId) }
    let rows = 0
    let isHeadSeen = head === undefined
    for await (const { seal, found } of readSeals(tx, schemeId)) {
      if (seal.seal !== last.seal + 1) return { ok: false, seal: last.seal + 1, because: 'seal-missing' }
      const because = findFault(seal, found, last, key)
      if (because !== undefined) return { ok: false, seal: seal.seal, because }
      rows += seal.rowCount
      isHeadSeen ||= seal.signature.toString('hex') === head
      last = seal
    }
    const unknown = await findUnknownSeal(tx, schemeId, last.seal)
    if (unknown !== undefined) return { ok: false, seal: unknown, because: 'seal-unknown' }
    if (!isHeadSeen) return { ok: false, seal: last.seal, because: 'head-missing' }

    const unsealed = await countUnsealed(tx, schemeId)
    return {
      ok: true,
      seals: last.seal,
      rows,
      head: last.seal === 0 ? undefined : last.signature.toString('hex'),
      unsealed,
    }
  })
}

function findFault(seal: SignedSeal, found: Found | undefined, last: Link, key: Buffer): AuditFault | undefined {
  if (found?.rowCount !== seal.rowCount) return 'rows-added-or-removed'
  if (!found.rowsHash.equals(seal.rowsHash)) return 'rows-changed'
  if (!sign(key, last.signature, seal).equals(seal.signature)) return 'signature-wrong'
  return undefined
}

/** Every seal from the first on, with what its rows come to now. */
async function* readSeals(
  tx: TransactionSql,
  schemeId: string,
): AsyncGenerator<{ seal: SignedSeal; found: Found | undefined }> {
  let after = 0
  for (;;) {
    const seals = await listSeals(tx, schemeId, after)
    const end = seals.at(-1)?.seal
    if (end === undefined) return
    const found = await hashRows(tx, schemeId, { after, end })
    for (const seal of seals) yield { seal, found: found.get(seal.seal) }
    after = end
  }
}

/** As many seals as have some 100,000 rows together, so that no statement takes long, but at least one. */
async function listSeals(tx: TransactionSql, schemeId: string, after: number): Promise<SignedSeal[]> {
  return tx<SignedSeal[]>`
    select seal, sealed_at as "sealedAt", row_count as "rowCount", rows_hash as "rowsHash", signature
    from (
      select *, sum(row_count) over (order by seal) - row_count as rows_before
      from (select * from audit_seals where scheme_id = ${schemeId} and seal > ${after} order by seal limit ${SEALS_PER_PAGE}) as page
    ) as counted
    where rows_before < ${ROWS_PER_PAGE} order by seal`
}

async function hashRows(
  tx: TransactionSql,
  schemeId: string,
  seals: { after: number; end: number },
): Promise<Map<number, Found>> {
  const rows = await tx<(Found & { seal: number })[]>`
    select seal, count(*)::integer as "rowCount", ${rowsHash(tx)} as "rowsHash"
    from audit_log where scheme_id = ${schemeId} and seal > ${seals.after} and seal <= ${seals.end} group by seal`
  return new Map(rows.map((row) => [row.seal, row]))
}

/** The chain has every number from 1 to the last, so what is invented stands before or after. */
async function findUnknownSeal(tx: TransactionSql, schemeId: string, last: number): Promise<number | undefined> {
  const [unknown] = await tx<{ seal: number }[]>`
    select seal from audit_log where scheme_id = ${schemeId} and (seal < 1 or seal > ${last})
    union all
    select seal from audit_seals where scheme_id = ${schemeId} and seal < 1
    limit 1`
  return unknown?.seal
}

async function countUnsealed(tx: TransactionSql, schemeId: string): Promise<number> {
  const [tail] = await tx<
    { count: number }[]
  >`select count(*)::integer as count from audit_tail where scheme_id = ${schemeId}`
  return tail?.count ?? 0
}
