-- Why: who is away and who stands in, by dates that are asked and never copied; the duty rota; a day's visits handed over, with a phone list; check-in by link and a phrase that means trouble.
-- Locks: access exclusive on tasks and lone_working_alarms for a moment (the new CHECK reads tasks once). Size: new tables are empty. Way back: drop the new tables and the column, restore the CHECK of tasks.
CREATE TABLE "absences" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"from_on" date NOT NULL,
	"until_on" date,
	"cover_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid NOT NULL,
	"ended_at" timestamp with time zone,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "absences_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "absences_kind_check" CHECK ("absences"."kind" in ('leave', 'sick', 'other')),
	CONSTRAINT "absences_dates_check" CHECK (until_on is null or until_on >= from_on - 1),
	CONSTRAINT "absences_cover_check" CHECK (cover_id <> membership_id)
);
--> statement-breakpoint
ALTER TABLE "absences" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "duty_rota" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"on_day" date,
	"weekday" text,
	"from_on" date,
	"until_on" date,
	"starts_at" text,
	"ends_at" text,
	"membership_id" uuid NOT NULL,
	"cover_id" uuid,
	"phone" text,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "duty_rota_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "duty_rota_weekday_check" CHECK ("duty_rota"."weekday" in ('monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday')),
	CONSTRAINT "duty_rota_when_check" CHECK (num_nonnulls(on_day, weekday) = 1 and (weekday is null) = (from_on is null)),
	CONSTRAINT "duty_rota_until_check" CHECK (until_on is null or weekday is not null),
	CONSTRAINT "duty_rota_hours_check" CHECK (num_nonnulls(starts_at, ends_at) in (0, 2) and starts_at ~ '^[0-2][0-9]:[0-5][0-9]$' and ends_at ~ '^[0-2][0-9]:[0-5][0-9]$' and starts_at < ends_at),
	CONSTRAINT "duty_rota_cover_check" CHECK (cover_id <> membership_id),
	CONSTRAINT "duty_rota_phone_length" CHECK (length(phone) <= 25)
);
--> statement-breakpoint
ALTER TABLE "duty_rota" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "working_patterns" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"weekdays" text[] NOT NULL,
	"version" integer NOT NULL,
	CONSTRAINT "working_patterns_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "working_patterns_key" UNIQUE("scheme_id","membership_id","from_on"),
	CONSTRAINT "working_patterns_version_key" UNIQUE("scheme_id","membership_id","version"),
	CONSTRAINT "working_patterns_weekdays_check" CHECK (weekdays <@ array['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'])
);
--> statement-breakpoint
ALTER TABLE "working_patterns" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "trouble_phrases" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"membership_id" uuid,
	"phrase" text NOT NULL,
	"set_at" timestamp with time zone NOT NULL,
	"set_by_id" uuid NOT NULL,
	CONSTRAINT "trouble_phrases_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "trouble_phrases_key" UNIQUE NULLS NOT DISTINCT("scheme_id","membership_id"),
	CONSTRAINT "trouble_phrases_length" CHECK (length(phrase) between 4 and 100)
);
--> statement-breakpoint
ALTER TABLE "trouble_phrases" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "visit_changes" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"change" text NOT NULL,
	"day" date NOT NULL,
	"expected_at" timestamp with time zone NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"made_by_id" uuid NOT NULL,
	"told_at" timestamp with time zone,
	"told_by_id" uuid,
	"told_how" text,
	CONSTRAINT "visit_changes_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "visit_changes_change_check" CHECK ("visit_changes"."change" in ('another-worker', 'moved', 'cancelled')),
	CONSTRAINT "visit_changes_told_how_check" CHECK ("visit_changes"."told_how" in ('spoke-to-person', 'spoke-to-household', 'message-left')),
	CONSTRAINT "visit_changes_told_check" CHECK (num_nonnulls(told_at, told_by_id, told_how) in (0, 3))
);
--> statement-breakpoint
ALTER TABLE "visit_changes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "visit_links" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"worker_id" uuid NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"made_by_id" uuid NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "visit_links_pk" PRIMARY KEY("scheme_id","id")
);
--> statement-breakpoint
ALTER TABLE "visit_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_kind_check";--> statement-breakpoint
ALTER TABLE "lone_working_alarms" ADD COLUMN "trouble_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_membership_fk" FOREIGN KEY ("scheme_id","membership_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_cover_fk" FOREIGN KEY ("scheme_id","cover_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "absences" ADD CONSTRAINT "absences_created_by_fk" FOREIGN KEY ("scheme_id","created_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty_rota" ADD CONSTRAINT "duty_rota_membership_fk" FOREIGN KEY ("scheme_id","membership_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty_rota" ADD CONSTRAINT "duty_rota_cover_fk" FOREIGN KEY ("scheme_id","cover_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "duty_rota" ADD CONSTRAINT "duty_rota_created_by_fk" FOREIGN KEY ("scheme_id","created_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "working_patterns" ADD CONSTRAINT "working_patterns_membership_fk" FOREIGN KEY ("scheme_id","membership_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trouble_phrases" ADD CONSTRAINT "trouble_phrases_membership_fk" FOREIGN KEY ("scheme_id","membership_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "trouble_phrases" ADD CONSTRAINT "trouble_phrases_set_by_fk" FOREIGN KEY ("scheme_id","set_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_changes" ADD CONSTRAINT "visit_changes_contact_fk" FOREIGN KEY ("scheme_id","contact_id") REFERENCES "public"."contacts"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_changes" ADD CONSTRAINT "visit_changes_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_changes" ADD CONSTRAINT "visit_changes_made_by_fk" FOREIGN KEY ("scheme_id","made_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_changes" ADD CONSTRAINT "visit_changes_told_by_fk" FOREIGN KEY ("scheme_id","told_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_links" ADD CONSTRAINT "visit_links_contact_fk" FOREIGN KEY ("scheme_id","contact_id") REFERENCES "public"."contacts"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_links" ADD CONSTRAINT "visit_links_worker_fk" FOREIGN KEY ("scheme_id","worker_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "visit_links" ADD CONSTRAINT "visit_links_made_by_fk" FOREIGN KEY ("scheme_id","made_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "absences_of_member" ON "absences" USING btree ("scheme_id","membership_id","from_on");--> statement-breakpoint
CREATE INDEX "absences_of_cover" ON "absences" USING btree ("scheme_id","cover_id","from_on");--> statement-breakpoint
CREATE INDEX "duty_rota_by_day" ON "duty_rota" USING btree ("scheme_id","on_day") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "visit_changes_of_day" ON "visit_changes" USING btree ("scheme_id","day","expected_at","id");--> statement-breakpoint
CREATE UNIQUE INDEX "visit_links_open_key" ON "visit_links" USING btree ("scheme_id","contact_id") WHERE ended_at is null;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_kind_check" CHECK ("tasks"."kind" in ('confirm-identity', 'confirm-registration', 'compare-details', 'offer-declined', 'ask-to-share', 'answer-objection', 'hold-ended', 'follow-up-measures', 'lone-worker-not-back', 'lone-worker-in-trouble', 'tell-person-of-change', 'no-reply', 'tell-group-of-death', 'death-taken-back', 'answer-concern', 'ring-practice'));--> statement-breakpoint
CREATE POLICY "absences_scheme" ON "absences" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "absences_owner" ON "absences" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "duty_rota_scheme" ON "duty_rota" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "duty_rota_owner" ON "duty_rota" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "working_patterns_scheme" ON "working_patterns" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "working_patterns_owner" ON "working_patterns" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "trouble_phrases_scheme" ON "trouble_phrases" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "trouble_phrases_owner" ON "trouble_phrases" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "visit_changes_scheme" ON "visit_changes" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "visit_changes_owner" ON "visit_changes" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "visit_links_scheme" ON "visit_links" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "visit_links_owner" ON "visit_links" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE "working_patterns" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "absences" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "duty_rota" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "visit_changes" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "visit_links" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "trouble_phrases" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- Nobody deletes any of it: what was said of a day stays, so that it can be seen who had the work.
grant select, insert, update on working_patterns, absences, duty_rota, visit_changes, visit_links, trouble_phrases to rother_app;
--> statement-breakpoint
-- Somebody told that a worker is late is told again when they are in trouble.
grant update (at) on lone_working_tellings to rother_app;
