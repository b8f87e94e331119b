import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import type { OutgoingMessage } from '../store/outgoing.ts'
import {
  type DeadMailbox,
  type IncomingText,
  listDeadMailboxRows,
  listIncomingRows,
  listOutgoingRows,
} from '../store/outgoing-lists.ts'

type Page<Item> = { items: Item[]; next: string | null }
type Paging = { limit: number; after?: string | undefined }

/** What left the building and what became of it; with `failed` only what did not arrive. */
export async function listOutgoing(
  context: Context,
  input: Paging & { failed: boolean },
): Promise<Page<OutgoingMessage>> {
  const [before] = fromCursor(input.after, 1) ?? []
  return context.db.transaction(async (tx) => {
    const rows = await listOutgoingRows(tx, { failed: input.failed, before, limit: input.limit })
    const page = toPage(rows, input.limit, ({ id }) => [id])
    await recordAudit(tx, context, {
      action: 'outgoing.listed',
      subjectKind: 'outgoing-message',
      detail: { outgoingIds: page.items.map(({ id }) => id) },
    })
    return page
  })
}

/** Mailboxes of organisations that send mail back, until one arrives or the address is changed. */
export const listDeadMailboxes = (context: Context): Promise<DeadMailbox[]> =>
  context.db.transaction((tx) => listDeadMailboxRows(tx))

/** What came back by text, the newest first. */
export async function listTexts(context: Context, input: Paging): Promise<Page<IncomingText>> {
  const [before] = fromCursor(input.after, 1) ?? []
  return context.db.transaction(async (tx) => {
    const rows = await listIncomingRows(tx, context.actor, { before, limit: input.limit })
    const page = toPage(rows, input.limit, ({ id }) => [id])
    await recordAudit(tx, context, {
      action: 'texts.listed',
      subjectKind: 'incoming-text',
      detail: {
        textIds: page.items.map(({ id }) => id),
        personIds: [...new Set(page.items.flatMap(({ personId }) => personId ?? []))],
      },
    })
    return page
  })
}
