import { type AnyColumn, and, type SQL, sql } from 'drizzle-orm'
import type { PendingQuery, Row, Sql } from 'postgres'
import { notClosedTo, notClosedToRaw } from '../../platform/closed-records.ts'
import type { Actor } from '../../platform/context.ts'

/*
 * The one rule that says which people an actor may see: a relation that is open now, between the person and the actor's
 * organisation, with the scope `record`, and a record that is not closed to them. It stands here twice, for drizzle and for raw
 * SQL, and nowhere else. `offset 0` keeps the look-up by index, row by row, so that a page reads as many as it shows.
 */

export const mayReadRecord = (actor: Actor, person: { schemeId: AnyColumn; id: AnyColumn }): SQL | undefined =>
  and(
    sql`exists (
  select from care_relationships as care
  where care.scheme_id = ${person.schemeId} and care.person_id = ${person.id} and care.organisation_id = ${actor.organisationId}
    and care.scope = 'record' and care.until_at is null offset 0)`,
    notClosedTo(actor, { schemeId: person.schemeId, personId: person.id }),
  )

/** `person` names the columns: `people.id` beside `people.scheme_id`, or `referrals.person_id` beside its own. */
export const mayReadRecordRaw = (
  raw: Sql,
  actor: Actor,
  person: { schemeId: string; id: string },
): PendingQuery<Row[]> => raw`(
  ${hasRelationRaw(raw, actor, person)}
  and ${notClosedToRaw(raw, actor, { schemeId: person.schemeId, personId: person.id })})`

/** Who would read the record if it were not closed. */
export const hasRelationRaw = (
  raw: Sql,
  actor: Actor,
  person: { schemeId: string; id: string },
): PendingQuery<Row[]> => raw`exists (
  select from care_relationships as care
  where care.scheme_id = ${raw(person.schemeId)} and care.person_id = ${raw(person.id)} and care.organisation_id = ${actor.organisationId}
    and care.scope = 'record' and care.until_at is null offset 0)`
