-- The sealed audit: what `audit_tail` holds, and the number of its seal. Partitioned, because in time it is larger than all
-- else together and old months are to be detached, not deleted. The key must hold the partition column, so an id is
-- unique only with its moment, and nothing points here.
create table audit_log (
  scheme_id uuid not null,
  at timestamptz not null,
  id uuid not null,
  seal integer not null,
  membership_id uuid,
  action text not null,
  subject_kind text not null,
  subject_id uuid,
  person_id uuid,
  detail jsonb,
  constraint audit_log_pk primary key (scheme_id, at, id)
) partition by range (at);
--> statement-breakpoint

-- Takes what no month takes, so that sealing never stops for want of a partition.
create table audit_log_default partition of audit_log default;
--> statement-breakpoint

-- Who looked at this person, what did this member of staff look at, and the rows of one seal.
create index audit_log_person on audit_log (scheme_id, person_id, at);
--> statement-breakpoint
create index audit_log_member on audit_log (scheme_id, membership_id, at);
--> statement-breakpoint
create index audit_log_seal on audit_log (scheme_id, seal);
--> statement-breakpoint

-- Makes the partitions of the months from the first to the last (any day of each), in UTC; those that exist are left.
-- Run it, as the owner, before a month begins: a month whose rows are in the default partition already is refused.
-- Partitions have no row-level security and no grants of their own: every role comes through audit_log.
create function create_audit_partitions(first_month date, last_month date) returns void language plpgsql set timezone = 'UTC' as $$
declare month timestamptz;
begin
  for month in select generate_series(date_trunc('month', first_month::timestamptz), last_month::timestamptz, interval '1 month') loop
    execute format('create table if not exists %I partition of audit_log for values from (%L) to (%L)',
      'audit_log_' || to_char(month, 'YYYY_MM'), month, month + interval '1 month');
  end loop;
end $$;
--> statement-breakpoint
revoke execute on function create_audit_partitions(date, date) from public;
--> statement-breakpoint
select create_audit_partitions('2026-01-01', '2028-12-01');
--> statement-breakpoint

-- Only the sealer adds, and nobody changes or deletes.
alter table audit_log enable row level security, force row level security;
--> statement-breakpoint
create policy audit_log_scheme on audit_log for select to rother_app
  using (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));
--> statement-breakpoint
create policy audit_log_owner on audit_log to rother_owner using (true) with check (true);
--> statement-breakpoint
create policy audit_log_sealer on audit_log to rother_sealer using (true) with check (true);
--> statement-breakpoint
grant select on audit_log, audit_seals to rother_app;
--> statement-breakpoint
grant select, delete on audit_tail to rother_sealer;
--> statement-breakpoint
grant select, insert on audit_log, audit_seals to rother_sealer;
--> statement-breakpoint

-- The application prunes jobs, but only those that are done.
create policy jobs_prune on jobs as restrictive for delete to rother_app using (done_at is not null);
