import type { Context, Tx } from '../../../platform/context.ts'
import { listUnsentToPerson, stopToPerson } from '../../messages/to-person.ts'
import { listRecordIdsUnscoped } from '../store/deaths.ts'
import { askAgain } from './reach-person.ts'

/** Somebody died: nothing that is written leaves. Gives how many were stopped. */
export async function stopAllToPerson(tx: Tx, context: Context, personIds: readonly string[]): Promise<number> {
  const rows = await listUnsentToPerson(tx, personIds)
  await stopToPerson(
    tx,
    context,
    rows.map(({ id }) => id),
  )
  return rows.length
}

/** The rules changed: whatever the gate would refuse now is stopped, and somebody is asked to reach the person another way. */
export async function stopWhatIsRefused(tx: Tx, context: Context, personId: string): Promise<number> {
  let stopped = 0
  for (const row of await listUnsentToPerson(tx, await listRecordIdsUnscoped(tx, personId)))
    if ((await askAgain(tx, context, row)) === undefined) stopped += 1
  return stopped
}
