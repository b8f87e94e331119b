import type { Sql } from 'postgres'

/** Longer than a statement may take: whoever still waits then waits for an answer that never comes. */
const LAST_ANSWERS_SECONDS = 10
const QUEUE_EMPTIES_MS = 1_000

/**
 * A client that is replaced by a new one as soon as it loses a connection, so that callers may keep what they were given.
 *
 * postgres.js (3.4.9) gets stuck when a socket closes while something waits to be written: it forgets the timer that would
 * write but not that it was set, so that connection neither sends again after it has reconnected nor says so, and the query
 * hangs. A database that restarts under load would leave such connections in every pool for minutes.
 */
export function renewingClient<Face extends object>(
  open: (onClose: () => void) => Sql,
  toFace: (client: Sql) => Face,
): Face {
  const spent = new Set<Sql>()
  let isEnding = false

  function begin(): { client: Sql; face: Face } {
    const client = open(() => {
      if (isEnding || current.client !== client) return
      current = begin()
      retire(client)
    })
    return { client, face: toFace(client) }
  }

  /** What the client was asked already it still answers, but for what hangs: that is refused at the end. */
  function retire(client: Sql): void {
    spent.add(client)
    setTimeout(() => {
      client
        .end({ timeout: LAST_ANSWERS_SECONDS })
        .catch(() => {})
        .finally(() => spent.delete(client))
    }, QUEUE_EMPTIES_MS).unref()
  }

  async function end(options?: { timeout?: number }): Promise<void> {
    isEnding = true
    await Promise.all([current.client, ...spent].map((client) => client.end(options)))
  }

  let current = begin()
  return new Proxy(current.face, {
    get: (_face, key) => (key === 'end' ? end : Reflect.get(current.face, key)),
    apply: (_face, _this, parameters) => Reflect.apply(current.face as unknown as Sql, undefined, parameters),
  })
}
