import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { toPage } from '../../../platform/http/paging.ts'
import { listMessages, type Message, type MessageFilter } from '../store.ts'

/** The inbox holds people's names, so looking at it is recorded with the people shown. */
export async function readInbox(
  context: Context,
  filter: MessageFilter,
): Promise<{ items: Message[]; next: string | null }> {
  return context.db.transaction(async (tx) => {
    const page = toPage(await listMessages(tx, context.actor, filter), filter.limit, (row) => [row.id])
    const personIds = [...new Set(page.items.map((message) => message.personId))]
    await recordAudit(tx, context, {
      action: 'messages.listed',
      subjectKind: 'message',
      detail: { messageIds: page.items.map(({ id }) => id), personIds },
    })
    return page
  })
}
