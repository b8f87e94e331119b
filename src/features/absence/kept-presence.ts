import type { Context, SystemContext, Tx } from '../../platform/context.ts'
import { inTransaction } from '../../platform/transaction.ts'
import type { Presence } from './presence.ts'
import { findPresence } from './store.ts'

/** Absences change a few times a day and are asked for with every list of one's own work: they are kept for five seconds. */
const KEPT_FOR_MS = 5_000
const kept = new Map<string, { day: string; presence: Promise<Presence>; until: number }>()

/** Who is here, as of five seconds ago at most. For lists alone: who may do something is asked of the database. */
export function readPresence(context: Pick<SystemContext, 'db' | 'schemeId' | 'now' | 'today'>): Promise<Presence> {
  const { db, schemeId, today } = context
  const known = kept.get(schemeId)
  if (known !== undefined && known.day === today() && known.until > performance.now()) return known.presence
  const presence = findPresence(db, context)
  kept.set(schemeId, { day: today(), presence, until: performance.now() + KEPT_FOR_MS })
  presence.catch(() => kept.delete(schemeId))
  return presence
}

/** A transaction that changes who is here: whoever asks next in this process reads it anew. */
export async function changePresence<Result>(context: Context, work: (tx: Tx) => Promise<Result>): Promise<Result> {
  try {
    return await inTransaction(context, work)
  } finally {
    kept.delete(context.schemeId)
  }
}
