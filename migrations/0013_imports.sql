-- Why: what exists is brought by files: staged rows, episodes marked as brought, a scheme that goes live when it is ready; reports leave out what was brought and count it apart.
-- Locks: access exclusive on referrals, tasks and schemes for a moment (new columns are null or have a constant default; the CHECK of tasks reads its table once). Size: new tables are empty, nothing is rewritten; schemes that are there stay live.
-- Way back: create the views of 0004 again, drop what is new, restore the CHECK of tasks.
CREATE TABLE "import_rows" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"import_id" uuid NOT NULL,
	"number" integer NOT NULL,
	"cells" text[],
	"state" text NOT NULL,
	"faults" jsonb NOT NULL,
	"row_key" text,
	"subject_id" uuid,
	"subject_version" integer,
	CONSTRAINT "import_rows_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "import_rows_number_key" UNIQUE("scheme_id","import_id","number"),
	CONSTRAINT "import_rows_state_check" CHECK ("import_rows"."state" in ('read', 'ok', 'warning', 'error', 'already-there', 'imported', 'taken-back', 'worked-on'))
);
--> statement-breakpoint
ALTER TABLE "import_rows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "imports" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"file_hash" text NOT NULL,
	"header_row" integer NOT NULL,
	"headings" text[] NOT NULL,
	"mapping" jsonb NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid NOT NULL,
	"finished_at" timestamp with time zone,
	CONSTRAINT "imports_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "imports_kind_check" CHECK ("imports"."kind" in ('organisations', 'caseload')),
	CONSTRAINT "imports_status_check" CHECK ("imports"."status" in ('uploaded', 'tried', 'running', 'done', 'taking-back', 'taken-back'))
);
--> statement-breakpoint
ALTER TABLE "imports" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_kind_check";--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "imported_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "import_id" uuid;--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "imported_note" text;--> statement-breakpoint
ALTER TABLE "schemes" ADD COLUMN "live_at" timestamp with time zone DEFAULT now();--> statement-breakpoint
ALTER TABLE "import_rows" ADD CONSTRAINT "import_rows_import_fk" FOREIGN KEY ("scheme_id","import_id") REFERENCES "public"."imports"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_created_by_fk" FOREIGN KEY ("scheme_id","created_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "import_rows_brought" ON "import_rows" USING btree ("scheme_id","row_key") WHERE state in ('imported', 'worked-on');--> statement-breakpoint
CREATE UNIQUE INDEX "imports_file_key" ON "imports" USING btree ("scheme_id","kind","file_hash") WHERE status <> 'taken-back';--> statement-breakpoint
CREATE INDEX "referrals_of_import" ON "referrals" USING btree ("scheme_id","import_id") WHERE import_id is not null;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_imported_check" CHECK ((imported_at is null) = (import_id is null));--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_kind_check" CHECK ("tasks"."kind" in ('confirm-identity', 'confirm-registration', 'compare-details', 'offer-declined', 'ask-to-share', 'answer-objection', 'hold-ended', 'follow-up-measures', 'lone-worker-not-back', 'no-reply', 'tell-group-of-death', 'death-taken-back', 'answer-concern', 'ring-practice', 'ask-consent-to-refer'));--> statement-breakpoint
CREATE POLICY "import_rows_scheme" ON "import_rows" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "import_rows_owner" ON "import_rows" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "imports_scheme" ON "imports" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "imports_owner" ON "imports" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
alter table imports force row level security;
--> statement-breakpoint
alter table import_rows force row level security;
--> statement-breakpoint
grant select, insert, update on imports, import_rows to rother_app;
--> statement-breakpoint
-- The one fact of a scheme that the application may set. schemes has no row-level security, so the scheme is the connection's.
create function go_live(at timestamptz) returns boolean language sql security definer set search_path = pg_catalog, public as $$
  with live as (
    update public.schemes set live_at = at
    where id = (select nullif(current_setting('app.scheme_id', true), '')::uuid) and live_at is null
    returning id
  ) select exists (select from live)
$$;
--> statement-breakpoint
revoke execute on function go_live from public;
--> statement-breakpoint
grant execute on function go_live to rother_app;
--> statement-breakpoint
-- As in 0004, without episodes that were brought from an earlier record.
create or replace view report.funnel with (security_barrier) as
with sent as (
  select scheme_id, id, status, in_england(submitted_at) as submitted_on, in_england(accepted_at) as accepted_on,
    in_england(first_contact_at) as first_contact_on, in_england(assessed_at) as assessed_on,
    in_england(plan_agreed_at) as plan_agreed_on, in_england(ended_at) as ended_on
  from referrals
  where submitted_at is not null and status not in ('draft', 'entered-in-error') and imported_at is null
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
-- As in 0004, without episodes that were brought from an earlier record.
create or replace view report.waits with (security_barrier) as
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
  where submitted_at is not null and status not in ('draft', 'entered-in-error') and imported_at is null
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
-- As in 0004, without episodes that were brought from an earlier record.
create or replace view report.paired_scores with (security_barrier) as
with finished as (
  select measurements.id, referral_id, instrument, instrument_version, respondent, asked_on, score_id, value,
    in_england(plan_agreed_at) as plan_agreed_on
  from measurements
  join referrals on referrals.scheme_id = measurements.scheme_id and referrals.id = measurements.referral_id
  join measurement_scores on measurement_scores.scheme_id = measurements.scheme_id and measurement_id = measurements.id
  where measurements.status = 'finished' and referrals.status <> 'entered-in-error' and referrals.imported_at is null
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
-- How many episodes were brought, by the month of the import: in no other figure.
create view report.brought with (security_barrier) as
select date_trunc('month', in_england(imported_at))::date as month, count(*)::integer as n
from referrals
where imported_at is not null and status <> 'entered-in-error'
  and scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
group by 1;
--> statement-breakpoint
grant select on report.brought to rother_report;
