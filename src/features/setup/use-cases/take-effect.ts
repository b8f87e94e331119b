import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, SystemContext, Tx } from '../../../platform/context.ts'
import { findSettingsForUpdate, forgetScheme, replaceSettings, type SchemeSettings } from '../../schemes/public.ts'
import { withChanges } from '../changes.ts'
import { takeDraftStep } from '../lifecycle.ts'
import { type DraftRow, findWaitingForUpdate, updateDraft } from '../store/drafts.ts'

type Effect = {
  draft: DraftRow
  /** Locked. */
  current: { settings: SchemeSettings; version: number }
  holdsFrom?: string
  scheduledAt?: Date
  scheduledById?: string
}

/** The changes hold from now on; the audit says each with what it was. */
export async function takeEffect(
  tx: Tx,
  context: Context | SystemContext,
  { draft, current, ...how }: Effect,
): Promise<void> {
  const status = takeDraftStep(draft.status, 'take-effect')
  if (status === undefined) throw new Error('Only what is open takes effect')
  const settings = withChanges(current.settings, draft.changes)
  if (!(await replaceSettings(tx, context, { settings, version: current.version })))
    throw new Error('Locked settings were changed')
  await updateDraft(tx, draft, { status, settledAt: context.now(), ...how })
  await recordAudit(tx, context, {
    action: 'scheme.settings-changed',
    subjectKind: 'settings-draft',
    subjectId: draft.id,
    detail: { changes: draft.changes, scheduledById: how.scheduledById ?? draft.scheduledById },
  })
}

/** The change whose day has come; run each day, and again without harm. */
export async function takeEffectOnItsDay(context: SystemContext): Promise<void> {
  const { db, today, schemeId } = context
  await db.transaction(async (tx) => {
    const current = await findSettingsForUpdate(tx)
    const draft = await findWaitingForUpdate(tx)
    if (draft?.holdsFrom == null || draft.holdsFrom > today()) return
    await takeEffect(tx, context, { draft, current })
  })
  forgetScheme(schemeId)
}
