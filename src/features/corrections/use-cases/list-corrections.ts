import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { fromCursor, toPage } from '../../../platform/http/paging.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findPerson } from '../../people/public.ts'
import { canCorrect } from '../policy.ts'
import { type CorrectionRecord, listCorrectionRows } from '../store.ts'

/** What was taken out of a person's record, with the originals, and what came into it. */
export async function listCorrections(
  context: Context,
  input: { personId: string; after?: string | undefined; limit: number },
): Promise<{ items: CorrectionRecord[]; next: string | null }> {
  const { personId, limit } = input
  if (!canCorrect(context.actor)) throw new Refusal('not-allowed')
  const [before] = fromCursor(input.after, 1) ?? []
  return context.db.transaction(async (tx) => {
    if ((await findPerson(tx, context.actor, personId)) === undefined) throw new Refusal('not-found')
    const page = toPage(await listCorrectionRows(tx, { personId, before, limit }), limit, ({ id }) => [id])
    await recordAudit(tx, context, {
      action: 'corrections.listed',
      subjectKind: 'person',
      subjectId: personId,
      personId,
      detail: { correctionIds: page.items.map(({ id }) => id) },
    })
    return page
  })
}
