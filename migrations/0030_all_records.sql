-- Why: whoever asks what may be done asks all records of that human, whichever of them it is asked of: two that turned out to be
-- one count as one, and the strictest word holds. Each rule is a function, so that every statement asks the same.
-- Locks: people while the small index is built, seconds on a full table. Size: next to nothing. Way back: visits_person of 0011, drop the rest.
create index people_by_merged_into on people (scheme_id, merged_into) where merged_into is not null;
--> statement-breakpoint
-- Every record of the human whom one record is of, that one among them. Merges are one step deep.
create function records_of(scheme uuid, person uuid) returns table (id uuid) language sql stable as $$
  select coalesce(own.merged_into, own.id) from people as own where own.scheme_id = scheme and own.id = person
  union all
  select other.id from people as own
  join people as other on other.scheme_id = own.scheme_id and other.merged_into = coalesce(own.merged_into, own.id)
  where own.scheme_id = scheme and own.id = person
$$;
--> statement-breakpoint
-- The answer that counts now: the latest about this recipient; when they were never asked about it, the latest general one.
-- Whoever takes everything back later takes back what they said of one recipient, too.
create function consent_of(scheme uuid, person uuid, about text, recipient uuid) returns text language sql stable as $$
  with answers as (
    select consents.id, answer, recipient_id from consents
    where consents.scheme_id = scheme and consents.person_id in (select same.id from records_of(scheme, person) as same)
      and purpose = about and corrected_at is null and (recipient_id is null or recipient_id = recipient)
  ), named as (
    select id, answer from answers where recipient_id is not null order by id desc limit 1
  ), general as (
    select id, answer from answers where recipient_id is null order by id desc limit 1
  )
  select case
    when named.answer is null or (named.answer = 'given' and general.answer <> 'given' and general.id > named.id) then general.answer
    else named.answer end
  from (values (true)) as one left join named on true left join general on true
$$;
--> statement-breakpoint
create function is_address_hidden(scheme uuid, person uuid) returns boolean language sql stable as $$
  select coalesce(bool_or(address_hidden), false) from people
  where people.scheme_id = scheme and people.id in (select same.id from records_of(scheme, person) as same)
$$;
--> statement-breakpoint
create function died_on_of(scheme uuid, person uuid) returns date language sql stable as $$
  select min(died_on) from people
  where people.scheme_id = scheme and people.id in (select same.id from records_of(scheme, person) as same)
$$;
--> statement-breakpoint
-- What was said on each record of how to be reached; the code makes one rule of it, the strictest.
create function safe_contacts_of(scheme uuid, person uuid) returns jsonb language sql stable as $$
  select coalesce(jsonb_agg(safe_contact order by merged_into nulls first, people.id), '[]') from people
  where people.scheme_id = scheme and people.id in (select same.id from records_of(scheme, person) as same)
    and jsonb_typeof(safe_contact) = 'object'
$$;
--> statement-breakpoint
create or replace function visits_person(scheme uuid, person uuid, member uuid) returns boolean language sql stable set search_path = public, pg_temp as $$
  with records as (select same.id from records_of(scheme, person) as same)
  select exists (select from referrals join records on records.id = referrals.person_id
      where referrals.scheme_id = scheme and owner_id = member and ended_at is null)
    or exists (select from contacts join referrals on referrals.scheme_id = contacts.scheme_id and referrals.id = contacts.referral_id
      join records on records.id = referrals.person_id
      where contacts.scheme_id = scheme and worker_id = member and planned_start is not null and happened is null)
$$;
