import { createHash } from 'node:crypto'
import type { Sql } from 'postgres'
import { Refusal } from './problems.ts'

/** What is known of a request that must change something only once, and how its answer is made. */
export type OnceOnly = {
  key: string
  requestHash: Buffer
  status: number
  toBody: (result: never) => unknown
}

/** Not a fault and not a refusal: the same request was answered before, and this is the first answer again. */
export class AnsweredBefore extends Error {
  override readonly name = 'AnsweredBefore'
  readonly status: number
  readonly body: unknown
  constructor(status: number, body: unknown) {
    super('This request was answered before')
    this.status = status
    this.body = body
  }
}

/** The key stands for a request in other words; pages lead to what that one was answered. */
export class KeyUsedBefore extends Refusal {
  readonly answered: AnsweredBefore
  constructor(answered: AnsweredBefore) {
    super('key-used-for-another-request')
    this.answered = answered
  }
}

/** Two requests are the same when method, address and body are. */
export const hashRequest = (method: string, url: string, body: unknown): Buffer =>
  createHash('sha256')
    .update(`${method} ${url}\n${JSON.stringify(body ?? null)}`)
    .digest()

/** The unique key decides who was first; whoever comes second reads the first answer here. */
export async function findFirstAnswer(
  sql: Sql,
  owner: { schemeId: string; accountId: string },
  once: OnceOnly,
): Promise<AnsweredBefore | Refusal> {
  const [first] = await sql<{ requestHash: Buffer; status: number | null; response: unknown }[]>`
    select request_hash as "requestHash", response_status as status, response from idempotency_keys
    where scheme_id = ${owner.schemeId} and account_id = ${owner.accountId} and key = ${once.key}`
  if (first === undefined || first.status === null) return new Refusal('request-in-flight')
  const answered = new AnsweredBefore(first.status, first.response)
  if (first.requestHash.equals(once.requestHash)) return answered
  return new KeyUsedBefore(answered)
}

/** Whether the database says that this key was used before (the loser's whole statement is undone). */
export const isKeyTaken = (error: unknown): boolean => databaseFault(error)?.constraint_name === 'idempotency_keys_pk'

/** Whether somebody else holds a lock we waited for, or waits for ours: the same request or record is being changed now. */
export const isLockTimeout = (error: unknown): boolean => ['55P03', '40P01'].includes(databaseFault(error)?.code ?? '')

type DatabaseFault = { code?: string; constraint_name?: string }

/** drizzle wraps what postgres.js throws; the fault itself carries the code and the constraint. */
export function databaseFault(error: unknown): DatabaseFault | undefined {
  if (!(error instanceof Error)) return undefined
  if (error.name === 'PostgresError') return error as DatabaseFault
  return databaseFault(error.cause)
}
