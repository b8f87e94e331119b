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
-- A measurement is gone on with, finished, or entered in error; who was asked what, when and by whom never changes. Scores are only added.
grant select, insert on measurements, measurement_scores to rother_app;
--> statement-breakpoint
grant update (status, answers, not_finished_because, finished_at, scoring_version, entered_in_error_at, entered_in_error_by_id,
  entered_in_error_note, version) on measurements to rother_app;
