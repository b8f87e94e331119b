import { and, eq } from 'drizzle-orm'
import type { PendingQuery, Row } from 'postgres'
import type { Context, Tx } from './context.ts'
import { findFirstAnswer, isKeyTaken, isLockTimeout } from './idempotency.ts'
import { Refusal } from './problems.ts'
import { idempotencyKeys } from './tables.ts'

/**
 * One use-case is one transaction. When the caller sent an Idempotency-Key, the key is taken first and the answer is
 * stored last, in the same transaction: a crash leaves both or neither.
 */
export async function inTransaction<Result>(context: Context, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  const { db, sql, schemeId, actor, onceOnly, now } = context
  const owner = { schemeId, accountId: actor.accountId }
  try {
    return await db.transaction(async (tx) => {
      if (onceOnly === undefined) return work(tx)
      await tx
        .insert(idempotencyKeys)
        .values({ ...owner, key: onceOnly.key, requestHash: onceOnly.requestHash, at: now() })
      const result = await work(tx)
      await tx
        .update(idempotencyKeys)
        .set({ responseStatus: onceOnly.status, response: onceOnly.toBody(result as never) ?? null })
        .where(
          and(
            eq(idempotencyKeys.schemeId, schemeId),
            eq(idempotencyKeys.accountId, owner.accountId),
            eq(idempotencyKeys.key, onceOnly.key),
          ),
        )
      return result
    })
  } catch (error) {
    if (onceOnly !== undefined && isKeyTaken(error)) throw await findFirstAnswer(sql, owner, onceOnly)
    if (isLockTimeout(error))
      throw new Refusal('request-in-flight', 'Someone is changing this record at this moment: try again')
    throw error
  }
}

/**
 * A use-case that is part of a larger one runs in its transaction: all of it stands, or none. The key is the larger one's.
 * A part that is refused is undone alone, so that what is wrong with the other parts can be said at once.
 */
export function partOf({ onceOnly: _, ...context }: Context, tx: Tx): Context {
  return { ...context, db: tx }
}

/**
 * A hot write is one statement, key and answer included: one round trip, one transaction.
 * No row back means that two statements made the same new thing at once and saw neither: it is tried once more.
 */
export async function inOneStatement<Row>(context: Context, write: () => Promise<Row | undefined>): Promise<Row> {
  const { sql, schemeId, actor, onceOnly } = context
  try {
    const row = (await write()) ?? (await write())
    if (row === undefined)
      throw new Refusal('request-in-flight', 'Someone is adding the same person at this moment: try again')
    return row
  } catch (error) {
    if (onceOnly !== undefined && isKeyTaken(error))
      throw await findFirstAnswer(sql, { schemeId, accountId: actor.accountId }, onceOnly)
    if (isLockTimeout(error)) throw new Refusal('request-in-flight')
    throw error
  }
}

/**
 * Refuses with the first answer when this request was answered before. A hot write that wrote no row asks this before it
 * says why: what stands in the way may be what the same request made.
 */
export async function answerAgain({ sql, schemeId, actor, onceOnly }: Context): Promise<void> {
  if (onceOnly === undefined) return
  const first = await findFirstAnswer(sql, { schemeId, accountId: actor.accountId }, onceOnly)
  if (!(first instanceof Refusal && first.problem === 'request-in-flight')) throw first
}

/** The expression that stores key and answer beside the change; `answer` is an earlier expression with a jsonb `body`. */
export function idempotencyExpression(context: Context): PendingQuery<Row[]> {
  const { sql, schemeId, actor, onceOnly, now } = context
  if (onceOnly === undefined) return sql``
  return sql`, idempotency as (
    insert into idempotency_keys (scheme_id, account_id, key, request_hash, at, response_status, response)
    select ${schemeId}, ${actor.accountId}, ${onceOnly.key}, ${onceOnly.requestHash}, ${now()}, ${onceOnly.status}, body from answer)`
}
