-- Why: the directory is read from other areas' feeds of Open Referral UK: which feeds, each reading with what was wrong in it, what waits until
-- all of it was read, and on an activity where it came from. What others list may be a venue
-- without a UK postcode.
-- Locks: new tables; activities for a moment, for three columns without a value. Size: a row for each service of a feed while it is read.
-- Way back: first give each venue that came without a postcode another kind of place; then drop the tables and the three columns, with which
-- activities_venue_check goes, and add that check as 0003 had it. What was brought stays as it is, and nobody brings it up to date.
CREATE TABLE "directory_feed_faults" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"external_id" text,
	"name" text,
	"fault" text NOT NULL,
	CONSTRAINT "directory_feed_faults_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "directory_feed_faults_lengths" CHECK (length(external_id) <= 100 and length(name) <= 200 and length(fault) <= 300)
);
--> statement-breakpoint
ALTER TABLE "directory_feed_faults" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "directory_feed_rows" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"run_id" uuid NOT NULL,
	"external_id" text NOT NULL,
	"activity_id" uuid NOT NULL,
	"organisation" jsonb,
	"listing" jsonb,
	"is_gone" boolean DEFAULT false NOT NULL,
	CONSTRAINT "directory_feed_rows_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "directory_feed_rows_key" UNIQUE("scheme_id","run_id","activity_id")
);
--> statement-breakpoint
ALTER TABLE "directory_feed_rows" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "directory_feed_runs" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"feed_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"started_at" timestamp with time zone NOT NULL,
	"worked_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"modified_after" timestamp with time zone,
	"latest_modified" timestamp with time zone,
	"next_page" integer DEFAULT 1 NOT NULL,
	"accepts_loss" boolean DEFAULT false NOT NULL,
	"read" integer DEFAULT 0 NOT NULL,
	"faulty" integer DEFAULT 0 NOT NULL,
	"added" integer DEFAULT 0 NOT NULL,
	"changed" integer DEFAULT 0 NOT NULL,
	"retired" integer DEFAULT 0 NOT NULL,
	"failure" text,
	CONSTRAINT "directory_feed_runs_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "directory_feed_runs_kind_check" CHECK ("directory_feed_runs"."kind" in ('trial', 'update')),
	CONSTRAINT "directory_feed_runs_status_check" CHECK ("directory_feed_runs"."status" in ('reading', 'looking', 'bringing', 'done', 'failed')),
	CONSTRAINT "directory_feed_runs_failed_check" CHECK ((status = 'failed') = (failure is not null))
);
--> statement-breakpoint
ALTER TABLE "directory_feed_runs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "directory_feeds" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"licence" text NOT NULL,
	"source" text NOT NULL,
	"category" text NOT NULL,
	"is_active" boolean DEFAULT true NOT NULL,
	"modified_after" timestamp with time zone,
	"added_at" timestamp with time zone NOT NULL,
	"added_by_id" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "directory_feeds_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "directory_feeds_url_key" UNIQUE("scheme_id","url"),
	CONSTRAINT "directory_feeds_lengths" CHECK (length(name) between 1 and 100 and length(url) <= 500 and length(licence) between 1 and 200 and length(source) between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "directory_feeds" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "feed_id" uuid;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "external_id" text;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "source" text;--> statement-breakpoint
ALTER TABLE "directory_feed_faults" ADD CONSTRAINT "directory_feed_faults_run_fk" FOREIGN KEY ("scheme_id","run_id") REFERENCES "public"."directory_feed_runs"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory_feed_rows" ADD CONSTRAINT "directory_feed_rows_run_fk" FOREIGN KEY ("scheme_id","run_id") REFERENCES "public"."directory_feed_runs"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory_feed_runs" ADD CONSTRAINT "directory_feed_runs_feed_fk" FOREIGN KEY ("scheme_id","feed_id") REFERENCES "public"."directory_feeds"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "directory_feeds" ADD CONSTRAINT "directory_feeds_by_fk" FOREIGN KEY ("scheme_id","added_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "directory_feed_faults_of_run" ON "directory_feed_faults" USING btree ("scheme_id","run_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "directory_feed_runs_open_key" ON "directory_feed_runs" USING btree ("scheme_id","feed_id") WHERE status in ('reading', 'looking', 'bringing');--> statement-breakpoint
CREATE INDEX "directory_feed_runs_of_feed" ON "directory_feed_runs" USING btree ("scheme_id","feed_id","id");--> statement-breakpoint
CREATE INDEX "activities_of_feed" ON "activities" USING btree ("scheme_id","feed_id") WHERE feed_id is not null;--> statement-breakpoint
CREATE INDEX "activities_public" ON "activities" USING btree ("scheme_id","id") WHERE hidden_at is null and feed_id is null;--> statement-breakpoint
ALTER TABLE "activities" DROP CONSTRAINT "activities_venue_check";--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_venue_check" CHECK (location_kind <> 'venue' or postcode is not null or feed_id is not null);--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_feed_check" CHECK (num_nulls(feed_id, external_id, source) in (0, 3));--> statement-breakpoint
CREATE POLICY "directory_feed_faults_scheme" ON "directory_feed_faults" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "directory_feed_faults_owner" ON "directory_feed_faults" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "directory_feed_rows_scheme" ON "directory_feed_rows" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "directory_feed_rows_owner" ON "directory_feed_rows" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "directory_feed_runs_scheme" ON "directory_feed_runs" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "directory_feed_runs_owner" ON "directory_feed_runs" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "directory_feeds_scheme" ON "directory_feeds" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "directory_feeds_owner" ON "directory_feeds" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
-- By hand, because a feature knows nothing of what is built on it.
ALTER TABLE "activities" ADD CONSTRAINT "activities_feed_fk" FOREIGN KEY ("scheme_id","feed_id") REFERENCES "public"."directory_feeds"("scheme_id","id");--> statement-breakpoint
grant select, insert, update on directory_feeds, directory_feed_runs to rother_app;--> statement-breakpoint
grant select, insert, update, delete on directory_feed_faults, directory_feed_rows to rother_app;--> statement-breakpoint
ALTER TABLE "directory_feeds" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "directory_feed_runs" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "directory_feed_faults" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "directory_feed_rows" FORCE ROW LEVEL SECURITY;
