import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context, Tx } from '../../../platform/context.ts'
import { addWorkingDays, getScheme } from '../../schemes/public.ts'
import { openTask } from '../../tasks/public.ts'
import { ActivityPatch } from '../listing.ts'
import { findOpenEdit, saveEdit } from '../store/edits.ts'
import type { Activity } from '../store.ts'
import { refuseContradiction, toColumns } from './change-listing.ts'

/** Working days for the service to read what a group would say. */
const DAYS_TO_READ = 3

/** Keeps a change beside the live listing; a second one before it is read joins the first. */
export async function proposeEdit(tx: Tx, context: Context, activity: Activity, patch: ActivityPatch): Promise<void> {
  const open = await findOpenEdit(tx, activity.id)
  const whole = ActivityPatch.parse({ ...open?.patch, ...patch })
  await refuseContradiction(context, { ...activity, ...toColumns(whole) }, activity)
  await saveEdit(tx, context, { activityId: activity.id, editId: open?.id, patch: whole })
  await recordAudit(tx, context, {
    action: 'activity.edit-proposed',
    subjectKind: 'activity',
    subjectId: activity.id,
    detail: { fields: Object.keys(patch) },
  })
  await askToRead(tx, context, activity.id)
}

/** The service reads what a group says where its scheme has it so: a change that waits, and what was added and is live. */
export async function askToRead(tx: Tx, context: Context, activityId: string): Promise<void> {
  const { settings } = await getScheme(context)
  await openTask(tx, context, {
    kind: 'decide-edit',
    subjectKind: 'activity',
    subjectId: activityId,
    organisationId: settings.advisorServiceId,
    dueOn: addWorkingDays(context.today(), DAYS_TO_READ),
  })
}
