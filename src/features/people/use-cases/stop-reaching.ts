import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { listUnsentToPerson, stopAboutToPerson, stopToPerson } from '../../messages/to-person.ts'
import { toReachChannel } from '../reach-facts.ts'
import { listRecordIdsUnscoped } from '../store/deaths.ts'
import { askAgain, askForAnotherWay } from './reach-person.ts'

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

/** Two records turned out to be two people: what was written to one since they were joined does not leave, and somebody looks. */
export async function stopWrittenSince(tx: Tx, context: Context, personId: string, since: Date): Promise<void> {
  const rows = (await listUnsentToPerson(tx, [personId])).filter(({ createdAt }) => createdAt >= since)
  if (rows.length === 0) return
  await stopToPerson(
    tx,
    context,
    rows.map(({ id }) => id),
  )
  const refused = rows.flatMap(({ channel }) => {
    const way = toReachChannel(channel)
    return way === undefined ? [] : [{ channel: way, because: 'records-parted' as const }]
  })
  await askForAnotherWay(tx, context, { personId, ownerId: undefined, refused })
}

/** What it was about is not so any more, or is over: what is written about it and has not left does not leave. */
export const stopReachingAbout = (tx: Tx, context: SystemContext, subjectIds: readonly string[]): Promise<void> =>
  stopAboutToPerson(tx, context, subjectIds)
