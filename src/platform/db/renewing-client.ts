import type { Sql } from 'postgres'

/** Longer than a transaction of many statements takes: whoever still waits then waits for an answer that never comes. */
const LAST_ANSWERS_SECONDS = 60
const QUEUE_EMPTIES_MS = 1_000

/** A client, and whether it has a connection left. */
export type OpenClient = { client: Sql; isAlive: () => boolean }

/**
 * A client that is replaced by a new one as soon as it loses a connection, so that callers may keep what they were given.
 * Its own connections never connect a second time: see {@link oneLifeSockets}.
 */
export function renewingClient<Face extends object>(
  open: (onClose: () => void) => OpenClient,
  toFace: (client: Sql) => Face,
): Face {
  const spent = new Set<Sql>()
  let isEnding = false

  function begin(): { client: Sql; face: Face } {
    const opened = open(() => {
      if (isEnding || current.client !== opened.client) return
      current = begin()
      retire(opened)
    })
    return { client: opened.client, face: toFace(opened.client) }
  }

  /** What the client was asked already its other connections still answer, but for what hangs: that is refused at the end. */
  function retire({ client, isAlive }: OpenClient): void {
    spent.add(client)
    setTimeout(() => {
      client
        .end({ timeout: isAlive() ? LAST_ANSWERS_SECONDS : 0 })
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
