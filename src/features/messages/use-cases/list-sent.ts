import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { addWorkingDays } from '../../schemes/public.ts'
import { UNHEARD_AFTER_DAYS } from '../kinds.ts'
import { listSentRows, type SentMessage } from '../store/same-day.ts'

/** What my organisation sent and what became of it; with `unheard` only what nobody read or answered in time. */
export async function listSent(
  context: Context,
  input: { unheard: boolean; subjectId?: string | undefined; limit: number; after?: string | undefined },
): Promise<{ items: SentMessage[]; next: string | null }> {
  const [after] = fromCursor(input.after, 1) ?? []
  const { now, today } = context
  // Sent on Monday and unread on Thursday evening are three working days: on Friday it shows.
  const unreadSince = new Date(`${addWorkingDays(today(), -UNHEARD_AFTER_DAYS)}T00:00:00Z`)
  return context.db.transaction(async (tx) => {
    const rows = await listSentRows(tx, context, {
      subjectId: input.subjectId,
      unheard: input.unheard ? { unreadSince, at: now() } : undefined,
      after,
      limit: input.limit,
    })
    const page = toPage(rows, input.limit, ({ id }) => [id])
    await recordAudit(tx, context, {
      action: 'messages.sent-listed',
      subjectKind: 'message',
      detail: {
        messageIds: page.items.map(({ id }) => id),
        personIds: [...new Set(page.items.map(({ personId }) => personId))],
      },
    })
    return page
  })
}
