import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { refuseFarDays } from '../../../platform/days-ahead.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { findSettingsForUpdate, forgetScheme } from '../../schemes/public.ts'
import { areStale } from '../changes.ts'
import { takeDraftStep } from '../lifecycle.ts'
import { findDraftForUpdate, findWaitingForUpdate, updateDraft } from '../store/drafts.ts'
import { type DraftWithTouches, readDraftIn } from './read-draft.ts'
import { takeEffect } from './take-effect.ts'

type Input = { draftId: string; holdsFrom: string; version: number }

/** From this day the changes hold: from today means at once. Refused when somebody changed the same since it was drafted. */
export async function scheduleDraft(
  context: Context,
  { draftId, holdsFrom, version }: Input,
): Promise<DraftWithTouches> {
  const { actor, now, today } = context
  if (holdsFrom < today()) throw invalid('#/holdsFrom', 'Enter today or a day to come')
  refuseFarDays({ '#/holdsFrom': holdsFrom }, today())
  const scheduled = await inTransaction(context, async (tx) => {
    const current = await findSettingsForUpdate(tx)
    const draft = await findDraftForUpdate(tx, draftId)
    if (draft === undefined) throw new Refusal('not-found')
    const status = takeDraftStep(draft.status, 'schedule')
    if (status === undefined) throw new Refusal('step-not-open', `This change is ${draft.status} already`)
    if (draft.version !== version || areStale(current.settings, draft.changes))
      throw new Refusal('changed-by-someone-else', 'Somebody changed the same since: discard this and draft it anew')
    const waiting = await findWaitingForUpdate(tx)
    if (waiting !== undefined)
      throw new Refusal('step-not-open', `Another change waits for ${waiting.holdsFrom}: let it come, or discard it`)
    const how = { holdsFrom, scheduledAt: now(), scheduledById: actor.membershipId }
    await recordAudit(tx, context, {
      action: 'scheme.settings-scheduled',
      subjectKind: 'settings-draft',
      subjectId: draftId,
      detail: { holdsFrom },
    })
    if (holdsFrom > today()) await updateDraft(tx, draft, { status, ...how })
    else await takeEffect(tx, context, { draft, current, ...how })
    return readDraftIn(tx, context, draftId)
  })
  forgetScheme(context.schemeId)
  return scheduled
}
