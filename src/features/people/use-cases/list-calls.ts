import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { Refusal } from '../../../platform/problems.ts'
import { type Call, listCallRows } from '../store/related-people.ts'
import { findPerson } from '../store.ts'

/** Calls by others about a person, that were made to my organisation. */
export async function listCalls(
  context: Context,
  input: { personId: string; after?: string | undefined; limit: number },
): Promise<{ items: Call[]; next: string | null }> {
  const { personId, limit } = input
  const [before] = fromCursor(input.after, 1) ?? []
  return context.db.transaction(async (tx) => {
    if ((await findPerson(tx, context.actor, personId)) === undefined) throw new Refusal('not-found')
    const page = toPage(await listCallRows(tx, context.actor, { personId, before, limit }), limit, ({ id }) => [id])
    await recordAudit(tx, context, {
      action: 'calls-from-others.listed',
      subjectKind: 'person',
      subjectId: personId,
      personId,
      detail: { callIds: page.items.map(({ id }) => id) },
    })
    return page
  })
}
