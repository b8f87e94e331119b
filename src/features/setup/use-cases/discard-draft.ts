import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findSettingsForUpdate } from '../../schemes/public.ts'
import { takeDraftStep } from '../lifecycle.ts'
import { findDraftForUpdate, updateDraft } from '../store/drafts.ts'
import { type DraftWithTouches, readDraftIn } from './read-draft.ts'

/** A change that is not to come, also when it waits for its day already. */
export async function discardDraft(
  context: Context,
  { draftId, version }: { draftId: string; version: number },
): Promise<DraftWithTouches> {
  return inTransaction(context, async (tx) => {
    await findSettingsForUpdate(tx)
    const draft = await findDraftForUpdate(tx, draftId)
    if (draft === undefined) throw new Refusal('not-found')
    if (draft.version !== version) throw new Refusal('changed-by-someone-else')
    const status = takeDraftStep(draft.status, 'discard')
    if (status === undefined) throw new Refusal('step-not-open', `This change is ${draft.status} already`)
    await updateDraft(tx, draft, { status, settledAt: context.now() })
    await recordAudit(tx, context, {
      action: 'scheme.settings-discarded',
      subjectKind: 'settings-draft',
      subjectId: draftId,
    })
    return readDraftIn(tx, context, draftId)
  })
}
