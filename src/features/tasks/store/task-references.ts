import { type SQL, sql } from 'drizzle-orm'
import { notClosedTo } from '../../../platform/closed-records.ts'
import type { Actor } from '../../../platform/context.ts'

/** Who works by the reference of a referral; a group, an officer or an administrator has no use for it. */
const READERS: readonly Actor['role'][] = ['referrer', 'advisor', 'team-lead']

/**
 * The reference of the referral that a row of `tasks` is about, whatever hangs on it; of a person, the newest that the actor's
 * organisation made, has or answers. Null for others, and while the record is closed to the actor. Part of the statement that
 * lists the tasks, so it names the tables of the features that stand on this one.
 */
export function referenceOfTask(actor: Actor): SQL<string | null> {
  if (!READERS.includes(actor.role)) return sql`null`
  return sql`(
    select referral.reference from referrals as referral
    where referral.scheme_id = tasks.scheme_id and ${isOurs(actor, sql`referral`)}
      and ${notClosedTo(actor, { schemeId: sql`referral.scheme_id`, personId: sql`referral.person_id` })}
      and referral.id = case tasks.subject_kind
        when 'referral' then tasks.subject_id
        when 'placement' then (select about.referral_id from placements as about where about.scheme_id = tasks.scheme_id and about.id = tasks.subject_id)
        when 'waiting-entry' then (select about.referral_id from waiting_entries as about where about.scheme_id = tasks.scheme_id and about.id = tasks.subject_id)
        when 'no-reply' then (select about.referral_id from no_replies as about where about.scheme_id = tasks.scheme_id and about.id = tasks.subject_id)
        when 'plan-objection' then (select about.referral_id from plan_objections as about where about.scheme_id = tasks.scheme_id and about.id = tasks.subject_id)
        when 'visit-change' then (
          select contact.referral_id from visit_changes as about
          join contacts as contact on contact.scheme_id = about.scheme_id and contact.id = about.contact_id
          where about.scheme_id = tasks.scheme_id and about.id = tasks.subject_id)
        when 'message' then (
          select about.subject_id from messages as about
          where about.scheme_id = tasks.scheme_id and about.id = tasks.subject_id and about.subject_kind = 'referral')
        when 'person' then ${newestOf(actor, sql`tasks.subject_id`)}
        when 'incoming-text' then ${newestOf(actor, personOf('incoming_texts'))}
        when 'destruction-request' then ${newestOf(actor, personOf('destruction_requests'))}
      end)`
}

/** A draft is its writer's alone. */
const isOurs = (actor: Actor, referral: SQL): SQL => sql`(${referral}.referrer_organisation_id = ${actor.organisationId}
  or (${referral}.status <> 'draft' and ${actor.organisationId} in (${referral}.practice_id, ${referral}.advisor_service_id)))`

const personOf = (table: 'incoming_texts' | 'destruction_requests'): SQL =>
  sql`(select about.person_id from ${sql.identifier(table)} as about where about.scheme_id = tasks.scheme_id and about.id = tasks.subject_id)`

const newestOf = (actor: Actor, personId: SQL): SQL => sql`(
  select newest.id from referrals as newest
  where newest.scheme_id = tasks.scheme_id and newest.person_id = ${personId} and newest.status <> 'entered-in-error' and ${isOurs(actor, sql`newest`)}
  order by newest.id desc limit 1)`
