import { type SQL, sql } from 'drizzle-orm'
import type { PendingQuery, Row, Sql } from 'postgres'
import { notClosedTo, notClosedToRaw } from '../../platform/closed-records.ts'
import type { Actor } from '../../platform/context.ts'
import { referrals } from './tables.ts'

/*
 * Which referrals an actor may see: all of a person whose record they may read, and the one that their organisation made.
 * A draft is its writer's alone, and a record that is closed to the actor is closed with its referrals. `offset 0` keeps the look-up by index, row by row, so that a page reads as many as it shows.
 * Once for drizzle and once for raw SQL, and nowhere else.
 */

export const visibleTo = (actor: Actor): SQL => sql`(
  (${referrals.status} <> 'draft' or ${referrals.referrerOrganisationId} = ${actor.organisationId})
  and exists (
    select from care_relationships as care
    where care.scheme_id = ${referrals.schemeId} and care.person_id = ${referrals.personId} and care.organisation_id = ${actor.organisationId}
      and care.until_at is null and (care.scope = 'record' or (care.scope = 'own-referral' and care.subject_id = ${referrals.id})) offset 0)
  and ${notClosedTo(actor, referrals)})`

export const visibleToRaw = (raw: Sql, actor: Actor): PendingQuery<Row[]> => raw`(
  (referrals.status <> 'draft' or referrals.referrer_organisation_id = ${actor.organisationId})
  and exists (
    select from care_relationships as care
    where care.scheme_id = referrals.scheme_id and care.person_id = referrals.person_id and care.organisation_id = ${actor.organisationId}
      and care.until_at is null and (care.scope = 'record' or (care.scope = 'own-referral' and care.subject_id = referrals.id)) offset 0)
  and ${notClosedToRaw(raw, actor, { schemeId: 'referrals.scheme_id', personId: 'referrals.person_id' })})`
