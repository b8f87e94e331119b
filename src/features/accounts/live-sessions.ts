import type { Member } from '../../platform/context.ts'
import type { AccessClaims } from './access-tokens.ts'

/** A change to a session, its account or its membership takes effect within this time: half of the second it is given. */
const KEPT_FOR_MS = 500
const MOST_KEPT = 10_000

type Kept = { accountId: string; actor: Promise<Member | undefined>; until: number }

export type LiveSessions = {
  findActor: (claims: AccessClaims) => Promise<Member | undefined>
  /** What this process ended itself takes effect at once. */
  forget: (ended: { sessionId: string } | { accountId: string }) => void
}

/** Asks the database once for the many requests of a session that come within half a second. */
export function keepLiveSessions(read: (claims: AccessClaims) => Promise<Member | undefined>): LiveSessions {
  const kept = new Map<string, Kept>()

  /** Sessions are kept in the order in which they were read, so what is out of date stands at the front. */
  function makeRoom(at: number): void {
    for (const [sessionId, { until }] of kept) {
      if (until > at && kept.size < MOST_KEPT) return
      kept.delete(sessionId)
    }
  }

  return {
    findActor: (claims) => {
      const { sessionId, accountId } = claims
      const at = performance.now()
      const known = kept.get(sessionId)
      if (known !== undefined && known.until > at && known.accountId === accountId) return known.actor
      kept.delete(sessionId)
      makeRoom(at)
      const actor = read(claims)
      kept.set(sessionId, { accountId, actor, until: at + KEPT_FOR_MS })
      actor.catch(() => kept.delete(sessionId))
      return actor
    },
    forget: (ended) => {
      if ('sessionId' in ended) kept.delete(ended.sessionId)
      else for (const [sessionId, { accountId }] of kept) if (accountId === ended.accountId) kept.delete(sessionId)
    },
  }
}
