import { and, eq, sql } from 'drizzle-orm'
import type { Context, Db, Tx } from '../../../platform/context.ts'
import { organisations } from '../../organisations/tables.ts'
import { type Activity, LISTING } from '../store.ts'
import { activities, activityPhotos } from '../tables.ts'

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

/** A listing with what its picture shows, and whether its group is closed; undefined when there is no such listing. */
export async function findListing(
  db: Db,
  activityId: string,
): Promise<(Activity & { photoShows: string | null; isClosed: boolean }) | undefined> {
  const [row] = await db
    .select({
      ...LISTING,
      providerName: organisations.name,
      photoShows: activityPhotos.alternativeText,
      isClosed: sql<boolean>`${organisations.closedOn} is not null`,
    })
    .from(activities)
    .innerJoin(
      organisations,
      and(eq(organisations.schemeId, activities.schemeId), eq(organisations.id, activities.providerId)),
    )
    .leftJoin(
      activityPhotos,
      and(eq(activityPhotos.schemeId, activities.schemeId), eq(activityPhotos.activityId, activities.id)),
    )
    .where(eq(activities.id, activityId))
  return row
}
