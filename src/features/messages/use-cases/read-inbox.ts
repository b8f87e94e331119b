import type { Context } from '../../../platform/context.ts'
import { toPage } from '../../../platform/http/paging.ts'
import { listMessages, type Message, type MessageFilter } from '../store.ts'

/** A page of the organisation's own messages, the newest first. The look is recorded with the ids that were shown. */
export async function readInbox(
  context: Context,
  filter: MessageFilter,
): Promise<{ items: Message[]; next: string | null }> {
  return toPage(await listMessages(context, filter), filter.limit, (row) => [row.id])
}
