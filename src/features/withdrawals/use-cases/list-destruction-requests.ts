import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { Refusal } from '../../../platform/problems.ts'
import { type ListedRequest, listRequestsAcross } from '../store/list-requests.ts'

/** Who was asked to destroy what they hold, of everybody whom the actor may ask about. The look is recorded. */
export async function listDestructionRequests(
  context: Context,
  { state, after, limit }: { state: 'open' | 'answered'; after?: string | undefined; limit: number },
): Promise<{ items: ListedRequest[]; next: string | null }> {
  const [past] = fromCursor(after, 1) ?? []
  return toPage(await listRequestsAcross(context, { state, past, limit }), limit, (row) => [row.id])
}

/** One that nobody has answered yet, for whoever writes the answer down. */
export async function readOpenRequest(context: Context, { requestId }: { requestId: string }): Promise<ListedRequest> {
  const [request] = await listRequestsAcross(context, { requestId, state: 'open', past: undefined, limit: 1 })
  if (request === undefined) throw new Refusal('not-found')
  return request
}
