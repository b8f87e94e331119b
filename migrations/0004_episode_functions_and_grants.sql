-- Why: functions, forced row-level security and grants for the tables of an episode, and the views reports are read from.
-- Locks: access exclusive on new, empty tables. Size: nothing is rewritten. Way back: drop the functions and views, revoke the grants.
do $$
declare name text;
begin
  for name in select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'public' and relrowsecurity and not relforcerowsecurity loop
    execute format('alter table %I force row level security', name);
  end loop;
end $$;
--> statement-breakpoint
-- Listings and their places: added and changed, never deleted.
grant select, insert, update on activities to rother_app;
--> statement-breakpoint
-- A closing is written once; that the episode was taken up again is all that is ever added to it. What came of a goal stays.
grant select, insert on closings, goal_results to rother_app;
--> statement-breakpoint
grant update (reopened_at) on closings to rother_app;
--> statement-breakpoint
-- Contacts are corrected with their version, never deleted.
grant select, insert, update on contacts to rother_app;
--> statement-breakpoint
-- A measurement is gone on with, finished, or entered in error; who was asked what, when and by whom never changes. Scores are only added.
grant select, insert on measurements, measurement_scores to rother_app;
--> statement-breakpoint
grant update (status, answers, not_finished_because, finished_at, scoring_version, entered_in_error_at, entered_in_error_by_id,
  entered_in_error_note, version) on measurements to rother_app;
--> statement-breakpoint
-- Placements move on; what happened to them and who came is only added to.
grant select, insert, update on placements to rother_app;
--> statement-breakpoint
grant select, insert on placement_events, placement_attendances to rother_app;
--> statement-breakpoint
-- A version of a plan and the person's agreement to it are only added to; goals and objections are brought up to date.
grant select, insert on plan_versions, plan_agreements to rother_app;
--> statement-breakpoint
grant select, insert, update on plan_goals, plan_objections to rother_app;
--> statement-breakpoint
-- What commissioners read. The report role may use this schema and nothing else; every view counts, none has a row for a
-- person, and each filters by the scheme of the connection, because a view sees what its owner sees. No view calls a
-- function that reads a table: such a function would read it as the report role, which may not.
create schema report;
--> statement-breakpoint
grant usage on schema report to rother_report;
--> statement-breakpoint
create function in_england(at timestamptz) returns date language sql immutable parallel safe as $$
  select (at at time zone 'Europe/London')::date
$$;
--> statement-breakpoint

-- Sent referrals by the month they were sent, with the month in which each got as far as a step, and the month in which
-- that was undone: a closed referral that is taken up again was closed until then.
create view report.funnel with (security_barrier) as
with sent as (
  select *, in_england(submitted_at) as submitted_on from referrals
  where submitted_at is not null and status not in ('draft', 'entered-in-error')
    and scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
), placed as (
  select referral_id, min(started_on) as started_on from placements
  where started_on is not null and scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
  group by referral_id
), reached as (
  select submitted_on, step, reached_on, null::date as undone_on
  from sent left join placed on placed.referral_id = sent.id
  cross join lateral (values
    ('submitted', submitted_on),
    ('accepted', in_england(accepted_at)),
    ('first-contact', in_england(first_contact_at)),
    ('assessed', in_england(assessed_at)),
    ('plan-agreed', in_england(plan_agreed_at)),
    ('placement-started', started_on),
    ('closed', case when status = 'closed' then in_england(ended_at) end),
    ('declined', case when status = 'declined' then in_england(ended_at) end),
    ('withdrawn', case when status = 'withdrawn' then in_england(ended_at) end)
  ) as steps (step, reached_on)
  where reached_on is not null
  union all
  select submitted_on, 'closed', in_england(closed_at), in_england(reopened_at)
  from sent join closings on closings.scheme_id = sent.scheme_id and closings.referral_id = sent.id
  where reopened_at is not null
)
select date_trunc('month', submitted_on)::date as month, step, date_trunc('month', reached_on)::date as step_month,
  date_trunc('month', undone_on)::date as undone_month, count(*)::integer as n
from reached group by 1, 2, 3, 4;
--> statement-breakpoint

-- Waits by the month the referral was sent. A clock runs from one milestone to the next and is counted in working days; it
-- stands still on hold, while the referral is returned, and from the end of the episode, for good or until it is taken up
-- again. Days are their numbers in calendar_days: the later has as many more as there are working days between them.
-- `breach_month`: when the first working day over the target came without the milestone, reached later or not yet. What
-- stands still after that day does not take it back.
create view report.waits with (security_barrier) as
with sent as (
  select referrals.*, settings -> 'targets' as targets
  from referrals join scheme_settings on scheme_settings.scheme_id = referrals.scheme_id
  where submitted_at is not null and status not in ('draft', 'entered-in-error')
    and referrals.scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
), clocks as (
  select sent.id as referral_id, in_england(submitted_at) as submitted_on, clock, target, reached_on,
    began.working_days as began, reached.working_days as reached
  from sent
  cross join lateral (values
    ('answer', in_england(submitted_at), in_england(coalesce(accepted_at, case when status = 'declined' then ended_at end)), (targets ->> 'triage')::integer),
    ('first-contact', in_england(accepted_at), in_england(first_contact_at), (targets ->> 'allocation')::integer + (targets ->> 'first-contact')::integer),
    ('assessment', in_england(first_contact_at), in_england(assessed_at), (targets ->> 'assessment')::integer),
    ('plan', in_england(assessed_at), in_england(plan_agreed_at), (targets ->> 'plan')::integer)
  ) as clocks (clock, began_on, reached_on, target)
  join calendar_days as began on began.on = began_on
  left join calendar_days as reached on reached.on = reached_on
), pauses as (
  select referral_id, from_on, ended_on as until_on from referral_holds
  where scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
  union all
  select referral_id, in_england(closed_at), in_england(reopened_at) from closings
  where reopened_at is not null and scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
  union all
  select id, in_england(ended_at), null from sent where ended_at is not null
), pauses_of_clocks as (
  select clocks.referral_id, clock, target, reached, greatest(first.working_days, began) as paused_from, last.working_days as paused_until,
    greatest(first.working_days, began) - began as days_before
  from clocks join pauses on pauses.referral_id = clocks.referral_id
  join calendar_days as first on first.on = from_on
  left join calendar_days as last on last.on = until_on
  where last.working_days is null or last.working_days > began
), counted_pauses as (
  select *, days_before - coalesce(sum(paused_until - paused_from) over earlier, 0) as days_used from pauses_of_clocks
  window earlier as (partition by referral_id, clock order by paused_from, paused_until rows between unbounded preceding and 1 preceding)
), paused as (
  select referral_id, clock,
    sum(least(paused_until, reached) - paused_from) filter (where paused_from < reached) as until_reached,
    sum(paused_until - paused_from) filter (where days_used <= target) as until_breach,
    bool_or(paused_until is null and days_used <= target) as is_stopped
  from counted_pauses group by referral_id, clock
), measured as (
  select submitted_on, clock, reached_on, greatest(reached - began - coalesce(until_reached, 0), 0)::integer as working_days,
    case when reached_on is null or over_target.on <= reached_on then over_target.on end as breach_on
  from clocks left join paused on paused.referral_id = clocks.referral_id and paused.clock = clocks.clock
  left join (select working_days as number, min("on") as "on" from calendar_days group by working_days) as over_target
    on number = began + target + coalesce(until_breach, 0) + 1 and is_stopped is not true
)
select date_trunc('month', submitted_on)::date as month, clock, date_trunc('month', reached_on)::date as reached_month,
  date_trunc('month', breach_on)::date as breach_month, case when reached_on is not null then working_days end as working_days,
  count(*)::integer as n
from measured group by 1, 2, 3, 4, 5;
--> statement-breakpoint

-- Paired scores, as src/features/measures/rules.ts pairs them (a test holds the two equal): the same episode, instrument,
-- version and respondent; counted in the month in which the follow-up fell due, 16 weeks after the baseline. A pair
-- stands from the month of its follow-up until a follow-up nearer to its time is asked, so each closed month keeps its own.
create view report.paired_scores with (security_barrier) as
with finished as (
  select measurements.*, in_england(plan_agreed_at) as plan_agreed_on
  from measurements join referrals on referrals.scheme_id = measurements.scheme_id and referrals.id = measurements.referral_id
  where measurements.status = 'finished' and referrals.status <> 'entered-in-error'
    and measurements.scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
), firsts as (
  select distinct on (referral_id, instrument, instrument_version, respondent) *
  from finished order by referral_id, instrument, instrument_version, respondent, asked_on, id
), baselines as (
  select firsts.*, date_trunc('month', asked_on + 112)::date as month, score_id, value as before
  from firsts join measurement_scores on measurement_scores.scheme_id = firsts.scheme_id and measurement_id = firsts.id
  where plan_agreed_on is null or asked_on <= plan_agreed_on + 28
), follow_ups as (
  select baselines.*, follow_up_id, follow_up_on, days_outside,
    min(days_outside) over (partition by baselines.id, score_id order by follow_up_on, follow_up_id) as nearest_so_far
  from baselines
  cross join lateral (
    select later.id as follow_up_id, later.asked_on as follow_up_on,
      greatest(baselines.asked_on + 84 - later.asked_on, later.asked_on - baselines.asked_on - 112, 0) as days_outside
    from finished as later
    where later.referral_id = baselines.referral_id and later.instrument = baselines.instrument
      and later.instrument_version = baselines.instrument_version and later.respondent = baselines.respondent
      and later.asked_on >= baselines.asked_on + 56
  ) as later
), pairs as (
  select follow_ups.*, value as after,
    date_trunc('month', lead(follow_up_on) over (partition by follow_ups.id, follow_ups.score_id order by follow_up_on, follow_up_id))::date as until_month
  from follow_ups
  join measurement_scores on measurement_scores.scheme_id = follow_ups.scheme_id and measurement_id = follow_up_id
    and measurement_scores.score_id = follow_ups.score_id
  where days_outside = nearest_so_far
)
select month, instrument, instrument_version, score_id, null::date as follow_up_month, null::date as until_month,
  count(*)::integer as n_baselines, 0 as n_pairs, 0 as sum_before, 0 as sum_after, 0 as sum_change, 0 as sum_change_squared
from baselines group by month, instrument, instrument_version, score_id
union all
select month, instrument, instrument_version, score_id, date_trunc('month', follow_up_on)::date, until_month,
  0, count(*)::integer, sum(before)::integer, sum(after)::integer, sum(after - before)::integer,
  sum((after - before) * (after - before))::integer
from pairs group by month, instrument, instrument_version, score_id, date_trunc('month', follow_up_on)::date, until_month;
--> statement-breakpoint

grant select on all tables in schema report to rother_report;
