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

/** Two records turned out to be two people: what was written while they counted as one does not leave, and somebody is asked. */
export async function stopWrittenSince(
  tx: Tx,
  context: Context,
  { personIds, since }: { personIds: readonly string[]; since: Date },
): Promise<void> {
  for (const { id, createdAt, createdById, personId: writtenTo, channel } of await listUnsentToPerson(tx, personIds)) {
    if (createdAt < since || writtenTo === null) continue
    await stopToPerson(tx, context, [id])
    const way = toReachChannel(channel)
    const refused = way === undefined ? [] : [{ channel: way, because: 'records-parted' as const }]
    for (const personId of personIds)
      await askForAnotherWay(tx, context, { personId, ownerId: createdById ?? undefined, refused })
  }
}

/** What it was about is not so any more, or is over: what is written about it and has not left does not leave. */
export const stopReachingAbout = (tx: Tx, context: SystemContext, subjectIds: readonly string[]): Promise<void> =>
  stopAboutToPerson(tx, context, subjectIds)
