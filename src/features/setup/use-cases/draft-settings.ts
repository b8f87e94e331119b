import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findSettingsForUpdate } from '../../schemes/public.ts'
import { changesOf, type SettingsChanges } from '../changes.ts'
import { insertDraft } from '../store/drafts.ts'
import { type DraftWithTouches, readDraftIn } from './read-draft.ts'

/** Writes down how settings are to change. Nothing changes yet. */
export async function draftSettings(context: Context, wanted: SettingsChanges): Promise<DraftWithTouches> {
  return inTransaction(context, async (tx) => {
    const { settings } = await findSettingsForUpdate(tx)
    const changes = changesOf(settings, wanted)
    if (changes.length === 0) throw new Refusal('not-possible', 'Change something: all of this is so already')
    const draftId = await insertDraft(tx, context, changes)
    await recordAudit(tx, context, {
      action: 'scheme.settings-drafted',
      subjectKind: 'settings-draft',
      subjectId: draftId,
      detail: { changes },
    })
    return readDraftIn(tx, context, draftId)
  })
}
