-- Why: forced row-level security, grants and functions for the tables of day one.
-- Locks: access exclusive on new, empty tables. Size: nothing is rewritten. Way back: revoke the grants, drop the functions.
do $$
declare name text;
begin
  for name in select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'public' and relrowsecurity and not relforcerowsecurity loop
    execute format('alter table %I force row level security', name);
  end loop;
end $$;
--> statement-breakpoint
-- A death is written once; that it was somebody else's is all that is ever added.
grant select, insert on deaths to rother_app;
--> statement-breakpoint
grant update (undone_at, undone_by_id, undone_because) on deaths to rother_app;
--> statement-breakpoint
-- An alarm is opened, taken and ended; who was told is only added to.
grant select, insert, update on lone_working_alarms to rother_app;
--> statement-breakpoint
grant select, insert on lone_working_tellings to rother_app;
--> statement-breakpoint
-- A worry at a door is opened and ended; who was asked is only added to.
grant select, insert on no_replies, no_reply_steps to rother_app;
--> statement-breakpoint
grant update (ended_at, ended_by_id, found, words) on no_replies to rother_app;
--> statement-breakpoint
-- Who was shown this person on a list: by what the row's detail holds. Partitioned, so it is built on each month in turn.
create index audit_log_detail on audit_log using gin (detail jsonb_path_ops) where detail is not null;
--> statement-breakpoint
-- Concerns move on; who may read them and what was done is only added to.
grant select, insert, update on concerns to rother_app;
--> statement-breakpoint
grant select, insert on concern_readers, concern_entries to rother_app;
