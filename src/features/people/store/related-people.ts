import { and, asc, desc, eq, isNull, lt, sql } from 'drizzle-orm'
import type { Actor, Db, Tx } from '../../../platform/context.ts'
import { memberships } from '../../accounts/tables.ts'
import { callsFromOthers, relatedPeople } from '../tables.ts'

export type RelatedPerson = typeof relatedPeople.$inferSelect

export async function insertRelatedPerson(tx: Tx, row: typeof relatedPeople.$inferInsert): Promise<void> {
  await tx.insert(relatedPeople).values(row)
}

/** Stands on a record of the human whom this one is of. */
export const ofAllRecords = (personId: string) => sql`${relatedPeople.personId} in (select same.id from people
  cross join lateral records_of(people.scheme_id, people.id) as same where people.id = ${personId})`

/** On whichever record of the human. Unscoped: the caller has found the person for its actor. Ended ones are not found. */
export async function findRelatedPerson(
  tx: Tx,
  about: { personId: string; relatedPersonId: string },
): Promise<RelatedPerson | undefined> {
  const [row] = await tx
    .select()
    .from(relatedPeople)
    .where(
      and(ofAllRecords(about.personId), eq(relatedPeople.id, about.relatedPersonId), isNull(relatedPeople.endedAt)),
    )
    .for('update')
  return row
}

/** On every record of the human. Unscoped: the caller has found the person for its actor. */
export async function listRelatedPeople(db: Db | Tx, personId: string): Promise<RelatedPerson[]> {
  return db
    .select()
    .from(relatedPeople)
    .where(and(ofAllRecords(personId), isNull(relatedPeople.endedAt)))
    .orderBy(asc(relatedPeople.id))
}

/** The caller holds the row's lock. */
export async function updateRelatedPerson(
  tx: Tx,
  related: RelatedPerson,
  changes: Partial<RelatedPerson>,
): Promise<RelatedPerson> {
  const [row] = await tx
    .update(relatedPeople)
    .set({ ...changes, version: related.version + 1 })
    .where(eq(relatedPeople.id, related.id))
    .returning()
  if (row === undefined) throw new Error('A locked related person went under us')
  return row
}

export type Call = typeof callsFromOthers.$inferSelect & { byName: string }

export async function insertCall(tx: Tx, row: typeof callsFromOthers.$inferInsert): Promise<void> {
  await tx.insert(callsFromOthers).values(row)
}

/** What callers told the actor's own organisation, the newest first: to another one they did not speak. */
export async function listCallRows(
  tx: Tx,
  actor: Actor,
  { personId, before, limit }: { personId: string; before: string | undefined; limit: number },
): Promise<Call[]> {
  const rows = await tx
    .select({ call: callsFromOthers, byName: memberships.name })
    .from(callsFromOthers)
    .innerJoin(
      memberships,
      and(eq(memberships.schemeId, callsFromOthers.schemeId), eq(memberships.id, callsFromOthers.byId)),
    )
    .where(
      and(
        eq(callsFromOthers.organisationId, actor.organisationId),
        eq(callsFromOthers.personId, personId),
        before === undefined ? undefined : lt(callsFromOthers.id, before),
      ),
    )
    .orderBy(desc(callsFromOthers.id))
    .limit(limit + 1)
  return rows.map(({ call, byName }) => ({ ...call, byName }))
}
