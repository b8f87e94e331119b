import { recordAudit } from '../../../platform/audit/record.ts'
import type { Context } from '../../../platform/context.ts'
import { invalid, Refusal } from '../../../platform/problems.ts'
import { inTransaction } from '../../../platform/transaction.ts'
import { cleanPhoto } from '../../files/public.ts'
import { getScheme } from '../../schemes/public.ts'
import { canEditActivitiesOf, waitsToBeRead } from '../policy.ts'
import { removePhoto, savePhoto } from '../store/photos.ts'
import { findActivity } from '../store.ts'
import { askToRead } from './propose-edit.ts'

/** As wide as the page that shows it; a telephone's picture is ten times that. */
const PIXELS_WIDE = 1_200

/** Puts a picture beside a listing, cleaned of where it was taken and made as wide as a page; with what it shows in words. */
export async function setPhoto(
  context: Context,
  input: { activityId: string; bytes: Buffer; alternativeText: string },
): Promise<{ activityId: string; alternativeText: string }> {
  const { activityId, alternativeText } = input
  await getToEdit(context, activityId)
  const bytes = await cleanPhoto(input.bytes, { wide: PIXELS_WIDE })
  if (bytes === undefined) throw invalid('#/file', 'Send a photograph as JPEG or PNG, not larger than 10 MB')
  const { settings } = await getScheme(context)
  return inTransaction(context, async (tx) => {
    await savePhoto(tx, context, { activityId, bytes, alternativeText })
    await recordAudit(tx, context, { action: 'activity.photo-set', subjectKind: 'activity', subjectId: activityId })
    if (waitsToBeRead(context.actor, settings.directory)) await askToRead(tx, context, activityId)
    return { activityId, alternativeText }
  })
}

export async function takePhotoAway(context: Context, { activityId }: { activityId: string }): Promise<void> {
  await getToEdit(context, activityId)
  await inTransaction(context, async (tx) => {
    if (!(await removePhoto(tx, activityId))) return
    await recordAudit(tx, context, { action: 'activity.photo-removed', subjectKind: 'activity', subjectId: activityId })
  })
}

async function getToEdit({ db, actor }: Context, activityId: string): Promise<void> {
  const activity = await findActivity(db, activityId)
  if (activity === undefined) throw new Refusal('not-found')
  if (!canEditActivitiesOf(actor, activity.providerId)) throw new Refusal('not-allowed')
}
