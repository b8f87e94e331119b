import type { Context, Db, Tx } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { countMetUnscoped, type Draft, findDraft } from '../store/drafts.ts'
import { type Touches, touchesOf } from '../touches.ts'

export type DraftWithTouches = Draft & { touches: Touches }

/** A draft, and what it touches as things are now. */
export const readDraft = (context: Context, { draftId }: { draftId: string }): Promise<DraftWithTouches> =>
  readDraftIn(context.db, context, draftId)

export async function readDraftIn(db: Db | Tx, context: Context, draftId: string): Promise<DraftWithTouches> {
  const draft = await findDraft(db, draftId)
  if (draft === undefined) throw new Refusal('not-found')
  const { sql, schemeId, today } = context
  return { ...draft, touches: touchesOf(draft.changes, await countMetUnscoped(sql, { schemeId, today: today() })) }
}
