import { eq } from 'drizzle-orm'
import type { Context, Db, Tx } from '../../../platform/context.ts'
import { activityPhotos } from '../tables.ts'

/** One picture for each activity: a new one takes the place of the last. */
export async function savePhoto(
  tx: Tx,
  { schemeId, newId, now, actor }: Context,
  { activityId, ...photo }: { activityId: string; bytes: Buffer; alternativeText: string },
): Promise<void> {
  const said = { ...photo, addedAt: now(), addedById: actor.membershipId }
  await tx
    .insert(activityPhotos)
    .values({ schemeId, id: newId(), activityId, ...said })
    .onConflictDoUpdate({ target: [activityPhotos.schemeId, activityPhotos.activityId], set: said })
}

export async function removePhoto(tx: Tx, activityId: string): Promise<boolean> {
  const rows = await tx
    .delete(activityPhotos)
    .where(eq(activityPhotos.activityId, activityId))
    .returning({ id: activityPhotos.id })
  return rows.length === 1
}

export async function findPhoto(db: Db, activityId: string): Promise<{ bytes: Buffer } | undefined> {
  const [row] = await db
    .select({ bytes: activityPhotos.bytes })
    .from(activityPhotos)
    .where(eq(activityPhotos.activityId, activityId))
  return row
}

/** What the picture shows, for whoever does not see it; undefined when there is none. */
export async function findAlternativeText(db: Db, activityId: string): Promise<string | undefined> {
  const [row] = await db
    .select({ text: activityPhotos.alternativeText })
    .from(activityPhotos)
    .where(eq(activityPhotos.activityId, activityId))
  return row?.text
}
