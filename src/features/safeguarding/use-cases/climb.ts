import type { SystemContext } from '../../../platform/context.ts'
import { findDueToClimb } from '../store.ts'
import { bringToNext } from './bring-to-next.ts'

const BATCH = 50

/** Brings each concern that nobody has said they have to the next; run each minute, by any number of workers. */
export async function climb(context: SystemContext): Promise<void> {
  const { db, now, log } = context
  let climbed = 0
  do {
    climbed = await db.transaction(async (tx) => {
      const due = await findDueToClimb(tx, now(), BATCH)
      for (const concern of due) {
        await bringToNext(tx, context, concern)
        log.warn({ concernId: concern.id }, 'concern climbed')
      }
      return due.length
    })
  } while (climbed === BATCH)
}
