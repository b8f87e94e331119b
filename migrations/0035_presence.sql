-- Why: what a person was told of a visit by itself; the telephones and addresses that somebody who must not hear had before;
-- one more way in which somebody on the phone list was told.
-- Locks: access exclusive on people and related_people for a new column with a default, which rewrites nothing; visit_changes
-- while its CHECK is tried. Size: nothing is rewritten. Way back: drop the table and the columns, restore the CHECK.
CREATE TABLE "visit_tellings" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"news" text NOT NULL,
	"worker_id" uuid NOT NULL,
	"planned_start" timestamp with time zone NOT NULL,
	"told_at" timestamp with time zone NOT NULL,
	"outgoing_id" uuid,
	CONSTRAINT "visit_tellings_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "visit_tellings_news_check" CHECK ("visit_tellings"."news" in ('visit-planned', 'visit-moved', 'visit-cancelled', 'visit-reminder'))
);
--> statement-breakpoint
ALTER TABLE "visit_tellings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "visit_changes" DROP CONSTRAINT "visit_changes_told_how_check";--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "former_contact_keys" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "related_people" ADD COLUMN "former_keys" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "visit_tellings" ADD CONSTRAINT "visit_tellings_contact_fk" FOREIGN KEY ("scheme_id","contact_id") REFERENCES "public"."contacts"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_tellings" ADD CONSTRAINT "visit_tellings_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_tellings" ADD CONSTRAINT "visit_tellings_worker_fk" FOREIGN KEY ("scheme_id","worker_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_tellings" ADD CONSTRAINT "visit_tellings_outgoing_fk" FOREIGN KEY ("scheme_id","outgoing_id") REFERENCES "public"."outgoing_messages"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "visit_tellings_of" ON "visit_tellings" USING btree ("scheme_id","contact_id","id");--> statement-breakpoint
ALTER TABLE "visit_changes" ADD CONSTRAINT "visit_changes_told_how_check" CHECK ("visit_changes"."told_how" in ('spoke-to-person', 'spoke-to-household', 'message-left', 'another-way'));--> statement-breakpoint
CREATE POLICY "visit_tellings_scheme" ON "visit_tellings" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "visit_tellings_owner" ON "visit_tellings" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE "visit_tellings" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- What was said stays said: rows are added, and nobody changes one.
grant select, insert on visit_tellings to rother_app;
--> statement-breakpoint
-- When a job that comes round last ended, in the scheme in which that is the longest ago: a time, and nothing of any scheme.
create or replace function last_run_everywhere(job_name text) returns timestamptz language sql stable security definer set search_path = public, pg_temp as $$
  select min(coalesce(latest.done_at, to_timestamp(0)))
  from scheme_settings left join lateral (
    select done_at from jobs
    where jobs.scheme_id = scheme_settings.scheme_id and jobs.name = job_name and once_key is not null and done_at is not null
    order by once_key desc limit 1) as latest on true
$$;
--> statement-breakpoint
revoke execute on function last_run_everywhere(text) from public;
--> statement-breakpoint
grant execute on function last_run_everywhere(text) to rother_auth;
