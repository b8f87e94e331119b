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
-- person, and each filters by the scheme of the connection, because a view sees what its owner sees.
create schema report;
--> statement-breakpoint
grant usage on schema report to rother_report;
--> statement-breakpoint
grant usage on schema public to rother_report;
--> statement-breakpoint

create function in_england(at timestamptz) returns date language sql immutable parallel safe as $$
  select (at at time zone 'Europe/London')::date
$$;
--> statement-breakpoint

-- Sent referrals by the month they were sent, with the month in which each got as far as a step.
create view report.funnel with (security_barrier) as
select scheme_id, date_trunc('month', in_england(submitted_at))::date as month, step, date_trunc('month', reached_on)::date as step_month, count(*)::integer as n
from (
  select referrals.scheme_id, submitted_at, step, reached_on
  from referrals
  left join lateral (
    select min(started_on) as started_on from placements
    where placements.scheme_id = referrals.scheme_id and placements.referral_id = referrals.id and started_on is not null
  ) as placed on true
  cross join lateral (values
    ('submitted', in_england(submitted_at)),
    ('accepted', in_england(accepted_at)),
    ('first-contact', in_england(first_contact_at)),
    ('assessed', in_england(assessed_at)),
    ('plan-agreed', in_england(plan_agreed_at)),
    ('placement-started', placed.started_on),
    ('closed', case when status = 'closed' then in_england(ended_at) end),
    ('declined', case when status = 'declined' then in_england(ended_at) end),
    ('withdrawn', case when status = 'withdrawn' then in_england(ended_at) end)
  ) as steps (step, reached_on)
  where submitted_at is not null and status not in ('draft', 'entered-in-error')
    and scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
) as reached
where reached_on is not null
group by 1, 2, 3, 4;
--> statement-breakpoint

-- Waits by the month the referral was sent. A clock runs from one milestone to the next, in working days without those on
-- hold. `breach_month`: when the target had passed without the milestone, reached later or not yet; a clock that was
-- stopped by the end of the episode before its target is no breach.
create view report.waits with (security_barrier) as
select scheme_id, date_trunc('month', submitted_on)::date as month, clock, date_trunc('month', reached_on)::date as reached_month,
  date_trunc('month', breach_on)::date as breach_month, working_days, count(*)::integer as n
from (
  select scheme_id, submitted_on, clock, reached_on, target_on,
    case when reached_on is not null then working_days_between(began_on, reached_on) - paused end as working_days,
    case when coalesce(reached_on, ended_on, 'infinity') > target_on then target_on + 1 end as breach_on
  from (
    select clocks.*, add_working_days(began_on, greatest(target + paused, 1)) as target_on
    from (
      select referrals.scheme_id, in_england(submitted_at) as submitted_on, clock, began_on, reached_on, target, in_england(ended_at) as ended_on,
        coalesce((select sum(greatest(working_days_between(greatest(from_on, began_on), coalesce(holds.ended_on, until_on)), 0))::integer from referral_holds as holds
          where holds.scheme_id = referrals.scheme_id and holds.referral_id = referrals.id
            and from_on >= began_on and from_on < coalesce(reached_on, 'infinity')), 0) as paused
      from referrals
      join scheme_settings on scheme_settings.scheme_id = referrals.scheme_id
      cross join lateral (select settings -> 'targets' as targets) as scheme
      cross join lateral (values
        ('answer', in_england(submitted_at), in_england(coalesce(accepted_at, case when status = 'declined' then ended_at end)), (targets ->> 'triage')::integer),
        ('first-contact', in_england(accepted_at), in_england(first_contact_at), (targets ->> 'allocation')::integer + (targets ->> 'first-contact')::integer),
        ('assessment', in_england(first_contact_at), in_england(assessed_at), (targets ->> 'assessment')::integer),
        ('plan', in_england(assessed_at), in_england(plan_agreed_at), (targets ->> 'plan')::integer)
      ) as clocks (clock, began_on, reached_on, target)
      where submitted_at is not null and status not in ('draft', 'entered-in-error') and began_on is not null
        and referrals.scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
    ) as clocks
  ) as clocks
) as clocks
group by 1, 2, 3, 4, 5, 6;
--> statement-breakpoint

-- Paired scores, as src/features/measures/rules.ts pairs them (a test holds the two equal): the same episode, instrument,
-- version and respondent; counted in the month in which the follow-up fell due, 16 weeks after the baseline.
create view report.paired_scores with (security_barrier) as
select scheme_id, date_trunc('month', baseline_on + 112)::date as month, instrument, instrument_version, score_id,
  date_trunc('month', follow_up_on)::date as follow_up_month, count(*)::integer as n,
  sum(before)::integer as sum_before, sum(after)::integer as sum_after,
  sum(after - before)::integer as sum_change, sum((after - before) * (after - before))::integer as sum_change_squared
from (
  select baseline.scheme_id, baseline.instrument, baseline.instrument_version, baseline.asked_on as baseline_on,
    follow_up.asked_on as follow_up_on, first_score.score_id, first_score.value as before, last_score.value as after
  from (
    select distinct on (measurements.scheme_id, measurements.referral_id, instrument, instrument_version, respondent)
      measurements.*, in_england(plan_agreed_at) as plan_agreed_on
    from measurements join referrals on referrals.scheme_id = measurements.scheme_id and referrals.id = measurements.referral_id
    where measurements.status = 'finished' and referrals.status <> 'entered-in-error'
      and measurements.scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
    order by measurements.scheme_id, measurements.referral_id, instrument, instrument_version, respondent, asked_on, measurements.id
  ) as baseline
  join measurement_scores as first_score on first_score.scheme_id = baseline.scheme_id and first_score.measurement_id = baseline.id
  left join lateral (
    select later.id, later.asked_on from measurements as later
    where later.scheme_id = baseline.scheme_id and later.referral_id = baseline.referral_id and later.status = 'finished'
      and later.instrument = baseline.instrument and later.instrument_version = baseline.instrument_version
      and later.respondent = baseline.respondent and later.asked_on >= baseline.asked_on + 56
    order by greatest(baseline.asked_on + 84 - later.asked_on, later.asked_on - baseline.asked_on - 112, 0), later.asked_on desc, later.id desc
    limit 1
  ) as follow_up on true
  left join measurement_scores as last_score on last_score.scheme_id = baseline.scheme_id and last_score.measurement_id = follow_up.id and last_score.score_id = first_score.score_id
  where baseline.plan_agreed_on is null or baseline.asked_on <= baseline.plan_agreed_on + 28
) as pairs
group by 1, 2, 3, 4, 5, 6;
--> statement-breakpoint

grant select on all tables in schema report to rother_report;
