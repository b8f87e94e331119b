import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { endOwnFeed, type Feed, findOwnFeed, insertFeed } from '../store/calendar.ts'

/** The address of one's own calendar, while there is one. */
export const readOwnFeed = ({ db, actor }: Context): Promise<Feed | undefined> => findOwnFeed(db, actor.membershipId)

/** A secret address of one's own; the one before it says nothing any more. */
export async function makeOwnFeed(context: Context): Promise<Feed> {
  return inTransaction(context, async (tx) => {
    await endOwnFeed(tx, context)
    const feed = await insertFeed(tx, context)
    await recordAudit(tx, context, { action: 'calendar-feed.made', subjectKind: 'calendar-feed', subjectId: feed.id })
    return feed
  })
}

export async function revokeOwnFeed(context: Context): Promise<void> {
  return inTransaction(context, async (tx) => {
    const feed = await findOwnFeed(tx, context.actor.membershipId)
    if (feed === undefined || !(await endOwnFeed(tx, context)))
      throw new Refusal('already-done', 'There is no address that is good')
    await recordAudit(tx, context, {
      action: 'calendar-feed.revoked',
      subjectKind: 'calendar-feed',
      subjectId: feed.id,
    })
  })
}
