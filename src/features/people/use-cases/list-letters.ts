import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import type { OutgoingMessage } from '../../messages/public.ts'
import { listToPerson } from '../../messages/to-person.ts'
import { type Apart, listApartUnscoped } from '../store/apart.ts'

export type LetterInList = OutgoingMessage & { apart: Apart | undefined }

type Query = { status: OutgoingMessage['status']; limit: number; after?: string | undefined }

/** The print queue: whose, about what, how far. No address stands in it. */
export async function listLetters(
  context: Context,
  { status, limit, after }: Query,
): Promise<{ items: LetterInList[]; next: string | null }> {
  const [from] = fromCursor(after, 1) ?? []
  return context.db.transaction(async (tx) => {
    const rows = await listToPerson(tx, context.actor, { channel: 'letter', status, after: from, limit })
    const page = toPage(rows, limit, ({ id }) => [id])
    await recordAudit(tx, context, {
      action: 'letters.listed',
      subjectKind: 'outgoing-message',
      detail: { personIds: page.items.map(({ personId }) => personId) },
    })
    const apart = await listApartUnscoped(
      tx,
      page.items.map(({ personId }) => personId),
    )
    return { ...page, items: page.items.map((row) => ({ ...row, apart: apart.get(row.personId ?? '') })) }
  })
}
