-- Why: a whole referral goes to the person whose it is, and back; who sees it is told what to check with them.
-- Locks: tasks while the CHECK is tried, seconds on a full table; corrections for a moment. Size: nothing. Way back: drop the function, restore the key (when no referral was moved twice) and the CHECK.
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_kind_check";--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_kind_check" CHECK ("tasks"."kind" in ('confirm-identity', 'confirm-registration', 'compare-details', 'offer-declined', 'ask-to-share', 'answer-objection', 'hold-ended', 'follow-up-measures', 'lone-worker-not-back', 'lone-worker-in-trouble', 'tell-person-of-change', 'no-reply', 'tell-group-of-death', 'death-taken-back', 'answer-concern', 'ring-back', 'draft-expires', 'read-addition', 'ring-practice', 'message-not-delivered', 'answered-by-text', 'reach-another-way', 'unused-with-work', 'ask-consent-to-refer', 'sign-agreement', 'renew-agreement', 'review-opened-record', 'check-moved-referral'));--> statement-breakpoint
-- A referral may be moved, moved back, and entered in error in the end: what else is corrected, is corrected once.
ALTER TABLE "corrections" DROP CONSTRAINT "corrections_key";--> statement-breakpoint
CREATE UNIQUE INDEX "corrections_key" ON "corrections" USING btree ("scheme_id","subject_kind","subject_id") WHERE not (subject_kind = 'referral' and action = 'move');--> statement-breakpoint
-- Every row of an episode goes, in one call, or none does: whose a row is can be changed by nothing else, because no role of
-- the application may update the column of most of these tables. A table that comes later is in it by having both columns.
-- What was corrected before stays with whom it was corrected for, as the messages of it do that were sent since.
create function move_episode(episode uuid, to_person uuid, moved_at timestamptz) returns void
  language plpgsql security definer set search_path = public, pg_temp as $$
declare
  scheme uuid := nullif(current_setting('app.scheme_id', true), '')::uuid;
  from_person uuid;
  service uuid;
  name text;
begin
  select person_id, advisor_service_id into strict from_person, service from referrals where scheme_id = scheme and id = episode for update;
  update referrals set person_id = to_person where scheme_id = scheme and id = episode;
  for name in
    select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'public' and relkind = 'r' and relname <> 'corrections'
      and exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'scheme_id' and not attisdropped)
      and exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'referral_id' and not attisdropped)
      and exists (select from pg_attribute where attrelid = pg_class.oid and attname = 'person_id' and not attisdropped)
  loop
    execute format('update %I set person_id = $1 where scheme_id = $2 and referral_id = $3 and person_id = $4', name)
      using to_person, scheme, episode, from_person;
  end loop;
  update placement_cards set person_id = to_person
    where scheme_id = scheme and placement_id in (select id from placements where scheme_id = scheme and referral_id = episode);
  update visit_changes set person_id = to_person
    where scheme_id = scheme and contact_id in (select id from contacts where scheme_id = scheme and referral_id = episode);
  update messages set person_id = to_person where scheme_id = scheme and subject_kind = 'referral' and subject_id = episode;
  update files set person_id = to_person
    where scheme_id = scheme and person_id = from_person and (subject_id = episode
      or subject_id in (select id from contacts where scheme_id = scheme and referral_id = episode)
      or subject_id in (select id from placements where scheme_id = scheme and referral_id = episode)
      or subject_id in (select id from plan_versions where scheme_id = scheme and referral_id = episode));
  -- The service goes on reading the record it was taken out of: its lead keeps what was there, and can move it back.
  with ended as (
    update care_relationships set until_at = case when organisation_id = service and kind = 'referral' then null else moved_at end
    where scheme_id = scheme and person_id = from_person and until_at is null
      and (subject_id = episode or subject_id in (select id from placements where scheme_id = scheme and referral_id = episode))
    returning kind, scope, organisation_id, subject_id
  )
  insert into care_relationships (scheme_id, id, person_id, kind, scope, organisation_id, subject_id, from_at)
  select scheme, gen_random_uuid(), to_person, kind,
    case when kind = 'referral' and organisation_id <> service then coalesce((
      select earlier.scope from care_relationships as earlier
      where earlier.scheme_id = scheme and earlier.person_id = to_person and earlier.organisation_id = ended.organisation_id
        and earlier.subject_id = ended.subject_id order by from_at desc limit 1), 'own-referral') else scope end,
    organisation_id, subject_id, moved_at
  from ended on conflict do nothing;
end $$;
--> statement-breakpoint
revoke execute on function move_episode(uuid, uuid, timestamptz) from public;
--> statement-breakpoint
grant execute on function move_episode(uuid, uuid, timestamptz) to rother_app;
