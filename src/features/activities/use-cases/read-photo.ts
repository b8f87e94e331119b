import type { SystemContext } from '../../../platform/context.ts'
import { Refusal } from '../../../platform/problems.ts'
import { findPhoto } from '../store/photos.ts'

/** The picture of a listing, a JPEG. It is nobody's record: the look is not recorded. */
export async function readPhoto({ db }: SystemContext, { activityId }: { activityId: string }): Promise<Buffer> {
  const photo = await findPhoto(db, activityId)
  if (photo === undefined) throw new Refusal('not-found')
  return photo.bytes
}
