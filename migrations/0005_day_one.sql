-- Why: what makes the first day safe: concerns, same-day messages, who decides, deaths, lone working, accounts, messages out, absence.
-- Locks: access exclusive on changed tables for a moment (new columns have constant defaults; a changed CHECK reads its table once). Size: new tables are empty. Way back: drop what is new, restore the CHECKs.
CREATE TABLE "lone_working_alarms" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"worker_id" uuid NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"taken_at" timestamp with time zone,
	"taken_by_id" uuid,
	"ended_at" timestamp with time zone,
	"ended_by_id" uuid,
	"found" text,
	"words" text,
	CONSTRAINT "lone_working_alarms_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "lone_working_alarms_key" UNIQUE("scheme_id","contact_id"),
	CONSTRAINT "lone_working_alarms_found_check" CHECK ("lone_working_alarms"."found" in ('checked-out', 'safe', 'hurt', 'emergency-services-sent')),
	CONSTRAINT "lone_working_alarms_taken_check" CHECK ((taken_at is null) = (taken_by_id is null)),
	CONSTRAINT "lone_working_alarms_ended_check" CHECK (num_nonnulls(ended_at, ended_by_id, found) in (0, 3)),
	CONSTRAINT "lone_working_alarms_words_length" CHECK (length(words) <= 1000)
);
--> statement-breakpoint
ALTER TABLE "lone_working_alarms" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "lone_working_tellings" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"alarm_id" uuid NOT NULL,
	"to_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "lone_working_tellings_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "lone_working_tellings_key" UNIQUE("scheme_id","alarm_id","to_id")
);
--> statement-breakpoint
ALTER TABLE "lone_working_tellings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "no_replies" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"contact_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"opened_by_id" uuid NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by_id" uuid,
	"found" text,
	"words" text,
	CONSTRAINT "no_replies_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "no_replies_found_check" CHECK ("no_replies"."found" in ('spoke-to-person', 'with-family-or-friends', 'in-hospital', 'found-by-emergency-services', 'died')),
	CONSTRAINT "no_replies_ended_check" CHECK (num_nonnulls(ended_at, ended_by_id, found, words) in (0, 4)),
	CONSTRAINT "no_replies_words_length" CHECK (length(words) <= 1000)
);
--> statement-breakpoint
ALTER TABLE "no_replies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "no_reply_steps" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"no_reply_id" uuid NOT NULL,
	"rung" text NOT NULL,
	"spoke_to" text,
	"words" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid NOT NULL,
	CONSTRAINT "no_reply_steps_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "no_reply_steps_rung_check" CHECK ("no_reply_steps"."rung" in ('at-the-door', 'neighbour', 'emergency-contact', 'practice', 'emergency-services')),
	CONSTRAINT "no_reply_steps_lengths" CHECK (length(words) between 1 and 1000 and length(spoke_to) <= 200)
);
--> statement-breakpoint
ALTER TABLE "no_reply_steps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "deaths" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"died_on" date NOT NULL,
	"told_by" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by_id" uuid NOT NULL,
	"ended" jsonb NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by_id" uuid,
	"undone_because" text,
	CONSTRAINT "deaths_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "deaths_told_by_length" CHECK (length(told_by) between 1 and 200),
	CONSTRAINT "deaths_undone_check" CHECK (num_nonnulls(undone_at, undone_by_id, undone_because) in (0, 3))
);
--> statement-breakpoint
ALTER TABLE "deaths" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "concern_entries" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"what" text,
	"words" text,
	"on" date,
	"reference" text,
	"taken_by" text,
	"to_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid,
	CONSTRAINT "concern_entries_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "concern_entries_kind_check" CHECK ("concern_entries"."kind" in ('done-now', 'acknowledged', 'decision', 'action', 'handed-over', 'escalated', 'closed', 'reopened')),
	CONSTRAINT "concern_entries_what_check" CHECK ("concern_entries"."what" in ('rang-999', 'rang-111', 'told-practice', 'local-authority-referral', 'stayed-with-person', 'told-lead', 'other')),
	CONSTRAINT "concern_entries_lengths" CHECK (length(words) <= 4000 and length(reference) <= 100 and length(taken_by) <= 200)
);
--> statement-breakpoint
ALTER TABLE "concern_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "concern_readers" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"concern_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "concern_readers_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "concern_readers_key" UNIQUE("scheme_id","concern_id","membership_id")
);
--> statement-breakpoint
ALTER TABLE "concern_readers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "concerns" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid,
	"about" text,
	"kind" text NOT NULL,
	"status" text NOT NULL,
	"content" text NOT NULL,
	"wish" text,
	"wish_not_asked_because" text,
	"raised_by_id" uuid NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"responsible_id" uuid,
	"acknowledge_by" timestamp with time zone NOT NULL,
	"escalates_at" timestamp with time zone,
	"acknowledged_at" timestamp with time zone,
	"closed_at" timestamp with time zone,
	"outcome" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "concerns_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "concerns_kind_check" CHECK ("concerns"."kind" in ('risk-to-life', 'safeguarding', 'worker-safety', 'health-worsening')),
	CONSTRAINT "concerns_status_check" CHECK ("concerns"."status" in ('open', 'acknowledged', 'closed')),
	CONSTRAINT "concerns_wish_not_asked_check" CHECK ("concerns"."wish_not_asked_because" in ('not-safe-to-ask', 'could-not-be-reached', 'unable-to-say', 'nobody-named')),
	CONSTRAINT "concerns_outcome_check" CHECK ("concerns"."outcome" in ('local-authority-took-it', 'police-or-ambulance-took-it', 'practice-took-it', 'settled-with-person', 'no-risk-found', 'already-known')),
	CONSTRAINT "concerns_about_someone" CHECK (person_id is not null or about is not null),
	CONSTRAINT "concerns_wish_or_why_not" CHECK ((wish is null) <> (wish_not_asked_because is null)),
	CONSTRAINT "concerns_open_climbs" CHECK ((status = 'open') = (escalates_at is not null)),
	CONSTRAINT "concerns_closed_check" CHECK ((status = 'closed') = (closed_at is not null and outcome is not null)),
	CONSTRAINT "concerns_lengths" CHECK (length(content) between 1 and 8000 and length(about) <= 500 and length(wish) <= 2000)
);
--> statement-breakpoint
ALTER TABLE "concerns" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "memberships" DROP CONSTRAINT "memberships_role_check";--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_kind_check";--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_kind_check";--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "late_until" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "urgency" text DEFAULT 'routine' NOT NULL;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "acknowledge_by" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "acknowledged_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "acknowledged_by_id" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "what_will_be_done" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "chased_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "rung_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "rung_by_id" uuid;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "spoke_to" text;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "rung_outcome" text;--> statement-breakpoint
ALTER TABLE "consents" ADD COLUMN "decision" jsonb;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "died_on" date;--> statement-breakpoint
ALTER TABLE "plan_agreements" ADD COLUMN "decision" jsonb;--> statement-breakpoint
ALTER TABLE "scheme_settings" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "lone_working_alarms" ADD CONSTRAINT "lone_working_alarms_contact_fk" FOREIGN KEY ("scheme_id","contact_id") REFERENCES "public"."contacts"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lone_working_alarms" ADD CONSTRAINT "lone_working_alarms_worker_fk" FOREIGN KEY ("scheme_id","worker_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lone_working_alarms" ADD CONSTRAINT "lone_working_alarms_taken_by_fk" FOREIGN KEY ("scheme_id","taken_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lone_working_alarms" ADD CONSTRAINT "lone_working_alarms_ended_by_fk" FOREIGN KEY ("scheme_id","ended_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lone_working_tellings" ADD CONSTRAINT "lone_working_tellings_alarm_fk" FOREIGN KEY ("scheme_id","alarm_id") REFERENCES "public"."lone_working_alarms"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lone_working_tellings" ADD CONSTRAINT "lone_working_tellings_to_fk" FOREIGN KEY ("scheme_id","to_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "no_replies" ADD CONSTRAINT "no_replies_contact_fk" FOREIGN KEY ("scheme_id","contact_id") REFERENCES "public"."contacts"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "no_replies" ADD CONSTRAINT "no_replies_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "no_replies" ADD CONSTRAINT "no_replies_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "no_replies" ADD CONSTRAINT "no_replies_opened_by_fk" FOREIGN KEY ("scheme_id","opened_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "no_replies" ADD CONSTRAINT "no_replies_ended_by_fk" FOREIGN KEY ("scheme_id","ended_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "no_reply_steps" ADD CONSTRAINT "no_reply_steps_no_reply_fk" FOREIGN KEY ("scheme_id","no_reply_id") REFERENCES "public"."no_replies"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "no_reply_steps" ADD CONSTRAINT "no_reply_steps_by_fk" FOREIGN KEY ("scheme_id","by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deaths" ADD CONSTRAINT "deaths_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deaths" ADD CONSTRAINT "deaths_recorded_by_fk" FOREIGN KEY ("scheme_id","recorded_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "deaths" ADD CONSTRAINT "deaths_undone_by_fk" FOREIGN KEY ("scheme_id","undone_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_entries" ADD CONSTRAINT "concern_entries_concern_fk" FOREIGN KEY ("scheme_id","concern_id") REFERENCES "public"."concerns"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_entries" ADD CONSTRAINT "concern_entries_to_fk" FOREIGN KEY ("scheme_id","to_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_entries" ADD CONSTRAINT "concern_entries_by_fk" FOREIGN KEY ("scheme_id","by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_readers" ADD CONSTRAINT "concern_readers_concern_fk" FOREIGN KEY ("scheme_id","concern_id") REFERENCES "public"."concerns"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concern_readers" ADD CONSTRAINT "concern_readers_membership_fk" FOREIGN KEY ("scheme_id","membership_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concerns" ADD CONSTRAINT "concerns_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concerns" ADD CONSTRAINT "concerns_raised_by_fk" FOREIGN KEY ("scheme_id","raised_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "concerns" ADD CONSTRAINT "concerns_responsible_fk" FOREIGN KEY ("scheme_id","responsible_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "lone_working_alarms_open" ON "lone_working_alarms" USING btree ("scheme_id","id") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "no_replies_open_key" ON "no_replies" USING btree ("scheme_id","contact_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "no_replies_of_referral" ON "no_replies" USING btree ("scheme_id","referral_id");--> statement-breakpoint
CREATE INDEX "no_replies_open" ON "no_replies" USING btree ("scheme_id","id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "no_reply_steps_of" ON "no_reply_steps" USING btree ("scheme_id","no_reply_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "deaths_open_key" ON "deaths" USING btree ("scheme_id","person_id") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "concern_entries_of" ON "concern_entries" USING btree ("scheme_id","concern_id","id");--> statement-breakpoint
CREATE INDEX "concern_readers_of_member" ON "concern_readers" USING btree ("scheme_id","membership_id","concern_id");--> statement-breakpoint
CREATE INDEX "concerns_of_person" ON "concerns" USING btree ("scheme_id","person_id");--> statement-breakpoint
CREATE INDEX "concerns_raised_by" ON "concerns" USING btree ("scheme_id","raised_by_id","id");--> statement-breakpoint
CREATE INDEX "concerns_to_escalate" ON "concerns" USING btree ("scheme_id","escalates_at") WHERE escalates_at is not null;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_acknowledged_by_fk" FOREIGN KEY ("scheme_id","acknowledged_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_rung_by_fk" FOREIGN KEY ("scheme_id","rung_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "contacts_inside" ON "contacts" USING btree ("scheme_id","planned_end") WHERE checked_in_at is not null and checked_out_at is null;--> statement-breakpoint
CREATE INDEX "messages_to_chase" ON "messages" USING btree ("scheme_id","acknowledge_by") WHERE acknowledge_by is not null and acknowledged_at is null and rung_at is null and chased_at is null;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_role_check" CHECK ("memberships"."role" in ('referrer', 'advisor', 'team-lead', 'provider', 'commissioner', 'administrator', 'safeguarding-lead', 'privacy-officer'));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_urgency_check" CHECK ("messages"."urgency" in ('routine', 'same-day'));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_same_day_check" CHECK ((urgency = 'same-day') = (acknowledge_by is not null));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_acknowledged_check" CHECK (num_nonnulls(acknowledged_at, acknowledged_by_id, what_will_be_done) in (0, 3) and (acknowledged_at is null or acknowledge_by is not null));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_rung_check" CHECK (num_nonnulls(rung_at, rung_by_id, spoke_to, rung_outcome) in (0, 4));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_answer_lengths" CHECK (length(what_will_be_done) <= 1000 and length(spoke_to) <= 200 and length(rung_outcome) <= 1000);--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_kind_check" CHECK ("messages"."kind" in ('referral-received', 'check-identity', 'referral-returned', 'referral-declined', 'first-contact-made', 'person-said-no', 'plan-agreed', 'objection-answered', 'referral-closed', 'referral-withdrawn', 'person-died', 'death-taken-back', 'word-to-practice'));--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_kind_check" CHECK ("tasks"."kind" in ('confirm-identity', 'confirm-registration', 'compare-details', 'offer-declined', 'ask-to-share', 'answer-objection', 'hold-ended', 'follow-up-measures', 'lone-worker-not-back', 'no-reply', 'tell-group-of-death', 'death-taken-back', 'answer-concern', 'ring-practice'));--> statement-breakpoint
CREATE POLICY "lone_working_alarms_scheme" ON "lone_working_alarms" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "lone_working_alarms_owner" ON "lone_working_alarms" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "lone_working_tellings_scheme" ON "lone_working_tellings" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "lone_working_tellings_owner" ON "lone_working_tellings" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "no_replies_scheme" ON "no_replies" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "no_replies_owner" ON "no_replies" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "no_reply_steps_scheme" ON "no_reply_steps" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "no_reply_steps_owner" ON "no_reply_steps" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "deaths_scheme" ON "deaths" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "deaths_owner" ON "deaths" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "concern_entries_scheme" ON "concern_entries" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "concern_entries_owner" ON "concern_entries" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "concern_readers_scheme" ON "concern_readers" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "concern_readers_owner" ON "concern_readers" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "concerns_scheme" ON "concerns" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "concerns_owner" ON "concerns" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);