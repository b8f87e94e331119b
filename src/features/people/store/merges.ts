import { and, sql as dsql, eq, gte, inArray, isNull } from 'drizzle-orm'
import type { Context, Tx } from '../../../platform/context.ts'
import { databaseFault } from '../../../platform/idempotency.ts'
import { invalid } from '../../../platform/problems.ts'
import { endCareRelationships, type Person } from '../store.ts'
import { deaths, people, personMerges } from '../tables.ts'

export type Merge = typeof personMerges.$inferSelect

export async function insertMerge(
  tx: Tx,
  context: Context,
  merge: { survivor: Person; duplicate: Person; reason: string },
): Promise<Merge> {
  const { schemeId, actor, newId, now } = context
  const { survivor, duplicate, reason } = merge
  const [row] = await tx
    .insert(personMerges)
    .values({
      schemeId,
      id: newId(),
      survivorId: survivor.id,
      duplicateId: duplicate.id,
      reason,
      mergedAt: now(),
      mergedById: actor.membershipId,
    })
    .returning()
  if (row === undefined) throw new Error('An insert returned no row')
  await tx
    .update(people)
    .set({ mergedInto: survivor.id, version: duplicate.version + 1 })
    .where(eq(people.id, duplicate.id))
  // Whoever could see the duplicate may see the survivor, for as long as the merge stands.
  await tx.execute(dsql`
    insert into care_relationships (scheme_id, id, person_id, kind, scope, organisation_id, subject_id, from_at)
    select scheme_id, gen_random_uuid(), ${survivor.id}, 'merge', 'record', organisation_id, ${row.id}, ${now().toISOString()}::timestamptz
    from (select distinct scheme_id, organisation_id from care_relationships
      where person_id = ${duplicate.id} and scope = 'record' and until_at is null) as viewers
    on conflict do nothing`)
  return row
}

/** A merge that stands, locked. */
export async function findOpenMerge(tx: Tx, mergeId: string): Promise<Merge | undefined> {
  const [row] = await tx
    .select()
    .from(personMerges)
    .where(and(eq(personMerges.id, mergeId), isNull(personMerges.undoneAt)))
    .for('update')
  return row
}

/** Whether a death that stands was recorded while the two counted as one: nobody can say of which of them. */
export async function wasDeathRecordedSince(tx: Tx, { survivorId, duplicateId, mergedAt }: Merge): Promise<boolean> {
  const rows = await tx
    .select({ id: deaths.id })
    .from(deaths)
    .where(
      and(
        inArray(deaths.personId, [survivorId, duplicateId]),
        isNull(deaths.undoneAt),
        gte(deaths.recordedAt, mergedAt),
      ),
    )
    .limit(1)
  return rows.length > 0
}

/** The caller holds the merge. */
export async function undoMerge(tx: Tx, { actor, now }: Context, merge: Merge): Promise<Merge> {
  const [row] = await tx
    .update(personMerges)
    .set({ undoneAt: now(), undoneById: actor.membershipId })
    .where(eq(personMerges.id, merge.id))
    .returning()
  if (row === undefined) throw new Error('A locked merge went under us')
  try {
    await tx.update(people).set({ mergedInto: null, version: dsql`version + 1` }).where(eq(people.id, row.duplicateId))
  } catch (error) {
    if (databaseFault(error)?.constraint_name !== 'people_nhs_number_key') throw error
    throw invalid('#', 'Someone else has been given this NHS number since: correct the number first')
  }
  await endCareRelationships(tx, { now }, { subjectId: row.id })
  return row
}

/** Whether another record stands merged into this one. */
export async function hasMerged(tx: Tx, personId: string): Promise<boolean> {
  const [row] = await tx
    .select({ id: personMerges.id })
    .from(personMerges)
    .where(and(eq(personMerges.survivorId, personId), isNull(personMerges.undoneAt)))
    .limit(1)
  return row !== undefined
}
