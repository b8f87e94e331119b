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
  select scheme_id, id, status, in_england(submitted_at) as submitted_on, in_england(accepted_at) as accepted_on,
    in_england(first_contact_at) as first_contact_on, in_england(assessed_at) as assessed_on,
    in_england(plan_agreed_at) as plan_agreed_on, in_england(ended_at) as ended_on
  from referrals
  where submitted_at is not null and status not in ('draft', 'entered-in-error')
    and scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
), reached as (
  select submitted_on, step, reached_on, null::date as undone_on
  from sent
  cross join lateral (
    select min(started_on) as started_on from placements
    where placements.scheme_id = sent.scheme_id and placements.referral_id = sent.id
  ) as placed
  cross join lateral (values
    ('submitted', submitted_on),
    ('accepted', accepted_on),
    ('first-contact', first_contact_on),
    ('assessed', assessed_on),
    ('plan-agreed', plan_agreed_on),
    ('placement-started', started_on),
    ('closed', case when status = 'closed' then ended_on end),
    ('declined', case when status = 'declined' then ended_on end),
    ('withdrawn', case when status = 'withdrawn' then ended_on end)
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
-- Episodes and pauses are gathered by grouping: joined, two derived sets may be compared each with each.
create view report.waits with (security_barrier) as
with scheme as (
  select array[(settings #>> '{targets,triage}')::integer,
    (settings #>> '{targets,allocation}')::integer + (settings #>> '{targets,first-contact}')::integer,
    (settings #>> '{targets,assessment}')::integer, (settings #>> '{targets,plan}')::integer] as targets
  from scheme_settings where scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
), sent as (
  select id, in_england(submitted_at) as submitted_on, in_england(ended_at) as ended_on,
    array[in_england(submitted_at), in_england(accepted_at), in_england(first_contact_at), in_england(assessed_at)] as begins,
    array[in_england(coalesce(accepted_at, case when status = 'declined' then ended_at end)), in_england(first_contact_at),
      in_england(assessed_at), in_england(plan_agreed_at)] as ends
  from referrals
  where submitted_at is not null and status not in ('draft', 'entered-in-error')
    and scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
), pauses as (
  select referral_id, from_on, ended_on as until_on from referral_holds
  where scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
  union all
  select referral_id, in_england(closed_at), in_england(reopened_at) from closings
  where reopened_at is not null and scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
  union all
  select id, ended_on, null from sent where ended_on is not null
), gathered as (
  select id, submitted_on, begins, ends, null::integer as paused_from, null::integer as paused_until from sent
  union all
  select referral_id, null, null, null, first.working_days, last.working_days
  from pauses join calendar_days as first on first.on = from_on left join calendar_days as last on last.on = until_on
), episodes as (
  select max(submitted_on) as submitted_on, max(begins) as begins, max(ends) as ends,
    array_agg(paused_from) filter (where paused_from is not null) as paused_from,
    array_agg(paused_until) filter (where paused_from is not null) as paused_until
  from gathered group by id having max(submitted_on) is not null
), clocks as (
  select submitted_on, clock, target, reached_on, began.working_days as began, reached.working_days as reached,
    paused_from, paused_until
  from episodes cross join scheme
  cross join lateral unnest(array['answer', 'first-contact', 'assessment', 'plan'], begins, ends, targets)
    as clocks (clock, began_on, reached_on, target)
  join calendar_days as began on began.on = began_on
  left join calendar_days as reached on reached.on = reached_on
), measured as (
  select submitted_on, clock, reached_on, greatest(reached - began - coalesce(until_reached, 0), 0)::integer as working_days,
    case when is_stopped is not true then (
      select min(over_target.on) from calendar_days as over_target
      where over_target.working_days = began + target + coalesce(until_breach, 0) + 1
    ) end as breach_on
  from clocks
  cross join lateral (
    select sum(least(until, reached) - since) filter (where since < reached) as until_reached,
      sum(until - since) filter (where days_used <= target) as until_breach,
      bool_or(until is null and days_used <= target) as is_stopped
    from (
      select since, until, since - began - coalesce(sum(until - since) over earlier, 0) as days_used
      from unnest(paused_from, paused_until) as pause (first, until) cross join lateral greatest(first, began) as since
      where until is null or until > began
      window earlier as (order by since, until rows between unbounded preceding and 1 preceding)
    ) as pause
  ) as paused
)
select date_trunc('month', submitted_on)::date as month, clock, date_trunc('month', reached_on)::date as reached_month,
  case when reached_on is null or breach_on <= reached_on then date_trunc('month', breach_on)::date end as breach_month,
  case when reached_on is not null then working_days end as working_days, count(*)::integer as n
from measured group by 1, 2, 3, 4, 5;
--> statement-breakpoint

-- Paired scores, as src/features/measures/rules.ts pairs them (a test holds the two equal): the same episode, instrument,
-- version and respondent; counted in the month in which the follow-up fell due, 16 weeks after the baseline. A pair
-- stands from the month of its follow-up until a follow-up nearer to its time is asked, so each closed month keeps its own.
create view report.paired_scores with (security_barrier) as
with finished as (
  select measurements.id, referral_id, instrument, instrument_version, respondent, asked_on, score_id, value,
    in_england(plan_agreed_at) as plan_agreed_on
  from measurements
  join referrals on referrals.scheme_id = measurements.scheme_id and referrals.id = measurements.referral_id
  join measurement_scores on measurement_scores.scheme_id = measurements.scheme_id and measurement_id = measurements.id
  where measurements.status = 'finished' and referrals.status <> 'entered-in-error'
    and measurements.scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
), series as (
  select *, first_value(id) over in_order as baseline_id, first_value(asked_on) over in_order as baseline_on,
    first_value(value) over in_order as baseline
  from finished
  window in_order as (partition by referral_id, instrument, instrument_version, respondent, score_id order by asked_on, id)
), counted as (
  select *, date_trunc('month', baseline_on + 112)::date as month,
    greatest(baseline_on + 84 - asked_on, asked_on - baseline_on - 112, 0) as days_outside
  from series where plan_agreed_on is null or baseline_on <= plan_agreed_on + 28
), follow_ups as (
  select *, min(days_outside) over (partition by baseline_id, score_id order by asked_on, id) as nearest_so_far
  from counted where asked_on >= baseline_on + 56
), pairs as (
  select *, value - baseline as change, date_trunc('month', asked_on)::date as follow_up_month,
    date_trunc('month', lead(asked_on) over (partition by baseline_id, score_id order by asked_on, id))::date as until_month
  from follow_ups where days_outside = nearest_so_far
)
select month, instrument, instrument_version, score_id, null::date as follow_up_month, null::date as until_month,
  count(*)::integer as n_baselines, 0 as n_pairs, 0 as sum_before, 0 as sum_after, 0 as sum_change, 0 as sum_change_squared
from counted where id = baseline_id
group by month, instrument, instrument_version, score_id
union all
select month, instrument, instrument_version, score_id, follow_up_month, until_month, 0, count(*)::integer,
  sum(baseline)::integer, sum(value)::integer, sum(change)::integer, sum(change * change)::integer
from pairs group by month, instrument, instrument_version, score_id, follow_up_month, until_month;
--> statement-breakpoint

grant select on all tables in schema report to rother_report;
