import { type AnyColumn, type SQL, sql } from 'drizzle-orm'
import type { PendingQuery, Row, Sql } from 'postgres'
import type { Actor } from './context.ts'

/*
 * The one rule that says from whom a record is closed although their organisation has to do with the person: closed to all but
 * those named, or to those named, on whichever record of the human it was closed; who was not named may have opened it with a reason, for some hours. It stands beside every rule
 * of who may see, which is why it is here, before the first feature; `privacy` owns the tables. Twice, for drizzle and for raw SQL.
 * `offset 0` keeps the look-up by index, row by row: next to no record is closed.
 */

export const notClosedTo = (
  actor: Actor,
  record: { schemeId: AnyColumn | SQL; personId: AnyColumn | SQL },
): SQL => sql`not exists (
  select from records_of(${record.schemeId}, ${record.personId}) as same
  join record_closings as closing on closing.scheme_id = ${record.schemeId} and closing.person_id = same.id and closing.ended_at is null
  where true
    and (closing.kind = 'not-named') = exists (
      select from record_closing_members as named
      where named.scheme_id = closing.scheme_id and named.closing_id = closing.id and named.membership_id = ${actor.membershipId})
    and not (closing.kind = 'only-named' and exists (
      select from record_openings as opening
      where opening.scheme_id = closing.scheme_id and opening.person_id in (select id from records_of(closing.scheme_id, closing.person_id))
        and opening.membership_id = ${actor.membershipId} and opening.until_at > ${actor.askedAt.toISOString()}::timestamptz)) offset 0)`

/** `record` names the columns: `people.scheme_id` and `people.id`, or those of what belongs to a person. */
export const notClosedToRaw = (
  raw: Sql,
  actor: Actor,
  record: { schemeId: string; personId: string },
): PendingQuery<Row[]> => raw`not exists (
  select from records_of(${raw(record.schemeId)}, ${raw(record.personId)}) as same
  join record_closings as closing on closing.scheme_id = ${raw(record.schemeId)} and closing.person_id = same.id and closing.ended_at is null
  where true
    and (closing.kind = 'not-named') = exists (
      select from record_closing_members as named
      where named.scheme_id = closing.scheme_id and named.closing_id = closing.id and named.membership_id = ${actor.membershipId})
    and not (closing.kind = 'only-named' and exists (
      select from record_openings as opening
      where opening.scheme_id = closing.scheme_id and opening.person_id in (select id from records_of(closing.scheme_id, closing.person_id))
        and opening.membership_id = ${actor.membershipId} and opening.until_at > ${actor.askedAt})) offset 0)`
