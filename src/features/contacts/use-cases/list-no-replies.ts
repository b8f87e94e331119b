import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { getScheme } from '../../schemes/public.ts'
import type { Rung } from '../kinds.ts'
import { listOpenRows, listSteps, type NoReplyRow, type NoReplyStep } from '../store/no-replies.ts'

/** The duty list: everybody whom nobody has spoken to since they did not open, the longest first. */
export async function listNoReplies(
  context: Context,
  { limit, after }: { limit: number; after?: string | undefined },
): Promise<{ items: (NoReplyRow & { steps: NoReplyStep[]; order: readonly Rung[] })[]; next: string | null }> {
  const { noReplyRungs: order } = (await getScheme(context)).settings.safety
  const [last] = fromCursor(after, 1) ?? []
  return context.db.transaction(async (tx) => {
    const { items, next } = toPage(await listOpenRows(tx, context.actor, { after: last, limit }), limit, ({ id }) => [
      id,
    ])
    const steps = await listSteps(
      tx,
      items.map(({ id }) => id),
    )
    await recordAudit(tx, context, {
      action: 'no-replies.listed',
      subjectKind: 'no-reply',
      detail: { personIds: [...new Set(items.map(({ personId }) => personId))] },
    })
    return {
      items: items.map((item) => ({ ...item, order, steps: steps.filter(({ noReplyId }) => noReplyId === item.id) })),
      next,
    }
  })
}
