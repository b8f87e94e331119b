import { type SQL, sql } from 'drizzle-orm'
import type { PendingQuery, Row, Sql } from 'postgres'
import type { Namesake } from '../labels.ts'
import { memberships } from '../tables.ts'

/*
 * Everybody who works in the scheme under the name of one member, that member among them; null when nobody else does, which
 * one look at an index says. Part of the statement that reads the member, so that a list costs no round trip more. Twice, for
 * drizzle and for raw SQL.
 */

/** Of a row of `memberships` that a query joins by that name. */
export const namesakesOfMember: SQL<Namesake[] | null> = sql`case when exists (
    select from memberships as other where other.scheme_id = ${memberships.schemeId} and other.name = ${memberships.name}
      and other.id <> ${memberships.id} and other.ended_at is null)
  then (
    select jsonb_agg(jsonb_build_object('id', same.id, 'name', same.name, 'role', same.role, 'organisationName', place.name,
      'joinedOn', (same.created_at at time zone 'Europe/London')::date) order by same.id)
    from memberships as same join organisations as place on place.scheme_id = same.scheme_id and place.id = same.organisation_id
    where same.scheme_id = ${memberships.schemeId} and same.name = ${memberships.name}
      and (same.ended_at is null or same.id = ${memberships.id})) end`

/** `member` is what the statement calls the row of `memberships`. */
export const namesakesOfMemberRaw = (sql: Sql, member: string): PendingQuery<Row[]> => sql`case when exists (
    select from memberships as other where other.scheme_id = ${sql(`${member}.scheme_id`)} and other.name = ${sql(`${member}.name`)}
      and other.id <> ${sql(`${member}.id`)} and other.ended_at is null)
  then (
    select jsonb_agg(jsonb_build_object('id', same.id, 'name', same.name, 'role', same.role, 'organisationName', place.name,
      'joinedOn', (same.created_at at time zone 'Europe/London')::date) order by same.id)
    from memberships as same join organisations as place on place.scheme_id = same.scheme_id and place.id = same.organisation_id
    where same.scheme_id = ${sql(`${member}.scheme_id`)} and same.name = ${sql(`${member}.name`)}
      and (same.ended_at is null or same.id = ${sql(`${member}.id`)})) end`
