-- Why: what drizzle cannot say: functions, forced row-level security, who may touch what.
-- Locks: access exclusive on new, empty tables only. Size: nothing is rewritten. Way back: drop the functions, revoke the grants.

create extension if not exists fuzzystrmatch;
--> statement-breakpoint

-- Two surnames near enough to be one person's when number and birth date agree: the same letters, one part of a double
-- name, or a slip (one letter from four letters on, two from eight on). A name without letters is near nobody.
create function near_surname(a text, b text) returns boolean language sql immutable parallel safe as $$
  select case
    when a = '' or b = '' then false
    when a = b then true
    when least(length(a), length(b)) >= 3 and (a like b || '%' or b like a || '%' or a like '%' || b or b like '%' || a) then true
    when least(length(a), length(b)) >= 8 then levenshtein_less_equal(left(a, 255), left(b, 255), 2) <= 2
    when least(length(a), length(b)) >= 4 then levenshtein_less_equal(left(a, 255), left(b, 255), 1) <= 1
    else false
  end
$$;
--> statement-breakpoint

-- The stage of a referral, as src/features/referrals/stage.ts has it; a test holds the two equal.
create function referral_stage(referral referrals, today date) returns text language sql stable parallel safe as $$
  select case
    when referral.status in ('submitted', 'returned') then 'to-triage'
    when referral.status <> 'accepted' then null
    when referral.ready_to_close_at is not null then 'to-close'
    when referral.allocated_at is null then 'to-allocate'
    when referral.first_contact_at is null then 'to-contact'
    when referral.assessed_at is null then 'to-assess'
    when referral.plan_agreed_at is null then 'to-plan'
    when referral.review_due_on <= today then 'review-due'
    else 'active'
  end
$$;
--> statement-breakpoint

-- Working days after `since` up to and including `until`, as src/features/schemes/working-days.ts counts them; a test holds the two equal.
create function working_days_between(since date, until date) returns integer language sql stable parallel safe as $$
  select last.working_days - first.working_days from calendar_days as first, calendar_days as last
  -- Backwards the first day is left out and the last one counted, so both look at the day before.
  where first.on = since - (until < since)::integer and last.on = until - (until < since)::integer
$$;
--> statement-breakpoint

-- The day by which so many working days have passed, as addWorkingDays has it for numbers above nought.
create function add_working_days(since date, days integer) returns date language sql stable parallel safe as $$
  select min(later.on) from calendar_days as first, calendar_days as later
  where first.on = since and later.working_days = first.working_days + days and later.on >= since
$$;
--> statement-breakpoint

-- The owner too obeys its policy, so that a statement run as the owner is checked like any other.
do $$
declare name text;
begin
  for name in select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'public' and relrowsecurity loop
    execute format('alter table %I force row level security', name);
  end loop;
end $$;
--> statement-breakpoint

-- Least privilege, table by table: what a role is not granted here it cannot do.
grant select on schemes, bank_holidays, calendar_days to rother_app, rother_auth, rother_worker;
--> statement-breakpoint
grant select, insert, update on scheme_settings, scheme_list_items, organisations, served_practices, tasks, messages, people,
  person_registrations, care_relationships, related_people, person_merges, referrals, referral_holds, advisor_alignments to rother_app;
--> statement-breakpoint
-- History is only added to.
grant select, insert on consents, referral_events to rother_app;
--> statement-breakpoint
grant insert on audit_tail to rother_app, rother_auth;
--> statement-breakpoint
grant select, insert, update, delete on idempotency_keys to rother_app;
--> statement-breakpoint
grant select, insert, delete on jobs to rother_app;
--> statement-breakpoint
grant select on memberships to rother_app;
--> statement-breakpoint
grant update (ended_at) on memberships to rother_app;
--> statement-breakpoint
grant select, insert, update, delete on accounts, sessions, refresh_tokens, sign_in_failures to rother_auth;
--> statement-breakpoint
grant select, insert, update on memberships to rother_auth;
--> statement-breakpoint
grant select on organisations to rother_auth;
--> statement-breakpoint
grant select, insert, update on jobs to rother_worker;
--> statement-breakpoint
-- From src/features/schemes/bank-holidays.ts, which a test holds equal. A new one-off holiday is a new migration.
insert into bank_holidays ("on", name) values
  ('2013-01-01', 'New Year’s Day'),
  ('2013-03-29', 'Good Friday'),
  ('2013-04-01', 'Easter Monday'),
  ('2013-05-06', 'Early May bank holiday'),
  ('2013-05-27', 'Spring bank holiday'),
  ('2013-08-26', 'Summer bank holiday'),
  ('2013-12-25', 'Christmas Day'),
  ('2013-12-26', 'Boxing Day'),
  ('2014-01-01', 'New Year’s Day'),
  ('2014-04-18', 'Good Friday'),
  ('2014-04-21', 'Easter Monday'),
  ('2014-05-05', 'Early May bank holiday'),
  ('2014-05-26', 'Spring bank holiday'),
  ('2014-08-25', 'Summer bank holiday'),
  ('2014-12-25', 'Christmas Day'),
  ('2014-12-26', 'Boxing Day'),
  ('2015-01-01', 'New Year’s Day'),
  ('2015-04-03', 'Good Friday'),
  ('2015-04-06', 'Easter Monday'),
  ('2015-05-04', 'Early May bank holiday'),
  ('2015-05-25', 'Spring bank holiday'),
  ('2015-08-31', 'Summer bank holiday'),
  ('2015-12-25', 'Christmas Day'),
  ('2015-12-28', 'Boxing Day (substitute day)'),
  ('2016-01-01', 'New Year’s Day'),
  ('2016-03-25', 'Good Friday'),
  ('2016-03-28', 'Easter Monday'),
  ('2016-05-02', 'Early May bank holiday'),
  ('2016-05-30', 'Spring bank holiday'),
  ('2016-08-29', 'Summer bank holiday'),
  ('2016-12-26', 'Boxing Day'),
  ('2016-12-27', 'Christmas Day (substitute day)'),
  ('2017-01-02', 'New Year’s Day (substitute day)'),
  ('2017-04-14', 'Good Friday'),
  ('2017-04-17', 'Easter Monday'),
  ('2017-05-01', 'Early May bank holiday'),
  ('2017-05-29', 'Spring bank holiday'),
  ('2017-08-28', 'Summer bank holiday'),
  ('2017-12-25', 'Christmas Day'),
  ('2017-12-26', 'Boxing Day'),
  ('2018-01-01', 'New Year’s Day'),
  ('2018-03-30', 'Good Friday'),
  ('2018-04-02', 'Easter Monday'),
  ('2018-05-07', 'Early May bank holiday'),
  ('2018-05-28', 'Spring bank holiday'),
  ('2018-08-27', 'Summer bank holiday'),
  ('2018-12-25', 'Christmas Day'),
  ('2018-12-26', 'Boxing Day'),
  ('2019-01-01', 'New Year’s Day'),
  ('2019-04-19', 'Good Friday'),
  ('2019-04-22', 'Easter Monday'),
  ('2019-05-06', 'Early May bank holiday'),
  ('2019-05-27', 'Spring bank holiday'),
  ('2019-08-26', 'Summer bank holiday'),
  ('2019-12-25', 'Christmas Day'),
  ('2019-12-26', 'Boxing Day'),
  ('2020-01-01', 'New Year’s Day'),
  ('2020-04-10', 'Good Friday'),
  ('2020-04-13', 'Easter Monday'),
  ('2020-05-08', 'Early May bank holiday (VE day)'),
  ('2020-05-25', 'Spring bank holiday'),
  ('2020-08-31', 'Summer bank holiday'),
  ('2020-12-25', 'Christmas Day'),
  ('2020-12-28', 'Boxing Day (substitute day)'),
  ('2021-01-01', 'New Year’s Day'),
  ('2021-04-02', 'Good Friday'),
  ('2021-04-05', 'Easter Monday'),
  ('2021-05-03', 'Early May bank holiday'),
  ('2021-05-31', 'Spring bank holiday'),
  ('2021-08-30', 'Summer bank holiday'),
  ('2021-12-27', 'Christmas Day (substitute day)'),
  ('2021-12-28', 'Boxing Day (substitute day)'),
  ('2022-01-03', 'New Year’s Day (substitute day)'),
  ('2022-04-15', 'Good Friday'),
  ('2022-04-18', 'Easter Monday'),
  ('2022-05-02', 'Early May bank holiday'),
  ('2022-06-02', 'Spring bank holiday'),
  ('2022-06-03', 'Platinum Jubilee bank holiday'),
  ('2022-08-29', 'Summer bank holiday'),
  ('2022-09-19', 'Bank Holiday for the State Funeral of Queen Elizabeth II'),
  ('2022-12-26', 'Boxing Day'),
  ('2022-12-27', 'Christmas Day (substitute day)'),
  ('2023-01-02', 'New Year’s Day (substitute day)'),
  ('2023-04-07', 'Good Friday'),
  ('2023-04-10', 'Easter Monday'),
  ('2023-05-01', 'Early May bank holiday'),
  ('2023-05-08', 'Bank holiday for the coronation of King Charles III'),
  ('2023-05-29', 'Spring bank holiday'),
  ('2023-08-28', 'Summer bank holiday'),
  ('2023-12-25', 'Christmas Day'),
  ('2023-12-26', 'Boxing Day'),
  ('2024-01-01', 'New Year’s Day'),
  ('2024-03-29', 'Good Friday'),
  ('2024-04-01', 'Easter Monday'),
  ('2024-05-06', 'Early May bank holiday'),
  ('2024-05-27', 'Spring bank holiday'),
  ('2024-08-26', 'Summer bank holiday'),
  ('2024-12-25', 'Christmas Day'),
  ('2024-12-26', 'Boxing Day'),
  ('2025-01-01', 'New Year’s Day'),
  ('2025-04-18', 'Good Friday'),
  ('2025-04-21', 'Easter Monday'),
  ('2025-05-05', 'Early May bank holiday'),
  ('2025-05-26', 'Spring bank holiday'),
  ('2025-08-25', 'Summer bank holiday'),
  ('2025-12-25', 'Christmas Day'),
  ('2025-12-26', 'Boxing Day'),
  ('2026-01-01', 'New Year’s Day'),
  ('2026-04-03', 'Good Friday'),
  ('2026-04-06', 'Easter Monday'),
  ('2026-05-04', 'Early May bank holiday'),
  ('2026-05-25', 'Spring bank holiday'),
  ('2026-08-31', 'Summer bank holiday'),
  ('2026-12-25', 'Christmas Day'),
  ('2026-12-28', 'Boxing Day (substitute day)'),
  ('2027-01-01', 'New Year’s Day'),
  ('2027-03-26', 'Good Friday'),
  ('2027-03-29', 'Easter Monday'),
  ('2027-05-03', 'Early May bank holiday'),
  ('2027-05-31', 'Spring bank holiday'),
  ('2027-08-30', 'Summer bank holiday'),
  ('2027-12-27', 'Christmas Day (substitute day)'),
  ('2027-12-28', 'Boxing Day (substitute day)'),
  ('2028-01-03', 'New Year’s Day (substitute day)'),
  ('2028-04-14', 'Good Friday'),
  ('2028-04-17', 'Easter Monday'),
  ('2028-05-01', 'Early May bank holiday'),
  ('2028-05-29', 'Spring bank holiday'),
  ('2028-08-28', 'Summer bank holiday'),
  ('2028-12-25', 'Christmas Day'),
  ('2028-12-26', 'Boxing Day'),
  ('2029-01-01', 'New Year’s Day'),
  ('2029-03-30', 'Good Friday'),
  ('2029-04-02', 'Easter Monday'),
  ('2029-05-07', 'Early May bank holiday'),
  ('2029-05-28', 'Spring bank holiday'),
  ('2029-08-27', 'Summer bank holiday'),
  ('2029-12-25', 'Christmas Day'),
  ('2029-12-26', 'Boxing Day'),
  ('2030-01-01', 'New Year’s Day'),
  ('2030-04-19', 'Good Friday'),
  ('2030-04-22', 'Easter Monday'),
  ('2030-05-06', 'Early May bank holiday'),
  ('2030-05-27', 'Spring bank holiday'),
  ('2030-08-26', 'Summer bank holiday'),
  ('2030-12-25', 'Christmas Day'),
  ('2030-12-26', 'Boxing Day'),
  ('2031-01-01', 'New Year’s Day'),
  ('2031-04-11', 'Good Friday'),
  ('2031-04-14', 'Easter Monday'),
  ('2031-05-05', 'Early May bank holiday'),
  ('2031-05-26', 'Spring bank holiday'),
  ('2031-08-25', 'Summer bank holiday'),
  ('2031-12-25', 'Christmas Day'),
  ('2031-12-26', 'Boxing Day'),
  ('2032-01-01', 'New Year’s Day'),
  ('2032-03-26', 'Good Friday'),
  ('2032-03-29', 'Easter Monday'),
  ('2032-05-03', 'Early May bank holiday'),
  ('2032-05-31', 'Spring bank holiday'),
  ('2032-08-30', 'Summer bank holiday'),
  ('2032-12-27', 'Christmas Day (substitute day)'),
  ('2032-12-28', 'Boxing Day (substitute day)'),
  ('2033-01-03', 'New Year’s Day (substitute day)'),
  ('2033-04-15', 'Good Friday'),
  ('2033-04-18', 'Easter Monday'),
  ('2033-05-02', 'Early May bank holiday'),
  ('2033-05-30', 'Spring bank holiday'),
  ('2033-08-29', 'Summer bank holiday'),
  ('2033-12-26', 'Boxing Day'),
  ('2033-12-27', 'Christmas Day (substitute day)'),
  ('2034-01-02', 'New Year’s Day (substitute day)'),
  ('2034-04-07', 'Good Friday'),
  ('2034-04-10', 'Easter Monday'),
  ('2034-05-01', 'Early May bank holiday'),
  ('2034-05-29', 'Spring bank holiday'),
  ('2034-08-28', 'Summer bank holiday'),
  ('2034-12-25', 'Christmas Day'),
  ('2034-12-26', 'Boxing Day'),
  ('2035-01-01', 'New Year’s Day'),
  ('2035-03-23', 'Good Friday'),
  ('2035-03-26', 'Easter Monday'),
  ('2035-05-07', 'Early May bank holiday'),
  ('2035-05-28', 'Spring bank holiday'),
  ('2035-08-27', 'Summer bank holiday'),
  ('2035-12-25', 'Christmas Day'),
  ('2035-12-26', 'Boxing Day'),
  ('2036-01-01', 'New Year’s Day'),
  ('2036-04-11', 'Good Friday'),
  ('2036-04-14', 'Easter Monday'),
  ('2036-05-05', 'Early May bank holiday'),
  ('2036-05-26', 'Spring bank holiday'),
  ('2036-08-25', 'Summer bank holiday'),
  ('2036-12-25', 'Christmas Day'),
  ('2036-12-26', 'Boxing Day'),
  ('2037-01-01', 'New Year’s Day'),
  ('2037-04-03', 'Good Friday'),
  ('2037-04-06', 'Easter Monday'),
  ('2037-05-04', 'Early May bank holiday'),
  ('2037-05-25', 'Spring bank holiday'),
  ('2037-08-31', 'Summer bank holiday'),
  ('2037-12-25', 'Christmas Day'),
  ('2037-12-28', 'Boxing Day (substitute day)'),
  ('2038-01-01', 'New Year’s Day'),
  ('2038-04-23', 'Good Friday'),
  ('2038-04-26', 'Easter Monday'),
  ('2038-05-03', 'Early May bank holiday'),
  ('2038-05-31', 'Spring bank holiday'),
  ('2038-08-30', 'Summer bank holiday'),
  ('2038-12-27', 'Christmas Day (substitute day)'),
  ('2038-12-28', 'Boxing Day (substitute day)'),
  ('2039-01-03', 'New Year’s Day (substitute day)'),
  ('2039-04-08', 'Good Friday'),
  ('2039-04-11', 'Easter Monday'),
  ('2039-05-02', 'Early May bank holiday'),
  ('2039-05-30', 'Spring bank holiday'),
  ('2039-08-29', 'Summer bank holiday'),
  ('2039-12-26', 'Boxing Day'),
  ('2039-12-27', 'Christmas Day (substitute day)'),
  ('2040-01-02', 'New Year’s Day (substitute day)'),
  ('2040-03-30', 'Good Friday'),
  ('2040-04-02', 'Easter Monday'),
  ('2040-05-07', 'Early May bank holiday'),
  ('2040-05-28', 'Spring bank holiday'),
  ('2040-08-27', 'Summer bank holiday'),
  ('2040-12-25', 'Christmas Day'),
  ('2040-12-26', 'Boxing Day'),
  ('2041-01-01', 'New Year’s Day'),
  ('2041-04-19', 'Good Friday'),
  ('2041-04-22', 'Easter Monday'),
  ('2041-05-06', 'Early May bank holiday'),
  ('2041-05-27', 'Spring bank holiday'),
  ('2041-08-26', 'Summer bank holiday'),
  ('2041-12-25', 'Christmas Day'),
  ('2041-12-26', 'Boxing Day'),
  ('2042-01-01', 'New Year’s Day'),
  ('2042-04-04', 'Good Friday'),
  ('2042-04-07', 'Easter Monday'),
  ('2042-05-05', 'Early May bank holiday'),
  ('2042-05-26', 'Spring bank holiday'),
  ('2042-08-25', 'Summer bank holiday'),
  ('2042-12-25', 'Christmas Day'),
  ('2042-12-26', 'Boxing Day'),
  ('2043-01-01', 'New Year’s Day'),
  ('2043-03-27', 'Good Friday'),
  ('2043-03-30', 'Easter Monday'),
  ('2043-05-04', 'Early May bank holiday'),
  ('2043-05-25', 'Spring bank holiday'),
  ('2043-08-31', 'Summer bank holiday'),
  ('2043-12-25', 'Christmas Day'),
  ('2043-12-28', 'Boxing Day (substitute day)'),
  ('2044-01-01', 'New Year’s Day'),
  ('2044-04-15', 'Good Friday'),
  ('2044-04-18', 'Easter Monday'),
  ('2044-05-02', 'Early May bank holiday'),
  ('2044-05-30', 'Spring bank holiday'),
  ('2044-08-29', 'Summer bank holiday'),
  ('2044-12-26', 'Boxing Day'),
  ('2044-12-27', 'Christmas Day (substitute day)'),
  ('2045-01-02', 'New Year’s Day (substitute day)'),
  ('2045-04-07', 'Good Friday'),
  ('2045-04-10', 'Easter Monday'),
  ('2045-05-01', 'Early May bank holiday'),
  ('2045-05-29', 'Spring bank holiday'),
  ('2045-08-28', 'Summer bank holiday'),
  ('2045-12-25', 'Christmas Day'),
  ('2045-12-26', 'Boxing Day');
--> statement-breakpoint
insert into calendar_days ("on", working_days)
select day::date, sum(case when extract(isodow from day) < 6 and bank_holidays.on is null then 1 else 0 end) over (order by day)
from generate_series(date '2013-01-01', date '2045-12-31', interval '1 day') as day left join bank_holidays on bank_holidays.on = day::date;
--> statement-breakpoint
create index calendar_days_by_number on calendar_days (working_days, "on");
