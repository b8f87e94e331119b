-- Why: a directory that is searched by words, distance and time; edits that wait; sessions, cohorts, waiting lists and gaps.
-- Locks: activities and organisations are rewritten or indexed while nobody reads them: hundreds of rows, less than a second. placements and
-- tasks for a moment. Size: postcode_centroids holds some 1.7 million rows of 60 bytes when the whole country is imported.
-- Way back: drop what is new; nothing that was there is changed but two checks that grew.
create extension if not exists pg_trgm;--> statement-breakpoint
CREATE TABLE "activity_cohorts" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"name" text NOT NULL,
	"starts_on" date NOT NULL,
	"weeks" smallint NOT NULL,
	"capacity" integer NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	"is_closed" boolean DEFAULT false NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "activity_cohorts_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "activity_cohorts_of_key" UNIQUE("scheme_id","id","activity_id"),
	CONSTRAINT "activity_cohorts_name_length" CHECK (length(name) between 1 and 100),
	CONSTRAINT "activity_cohorts_weeks_check" CHECK (weeks between 1 and 104),
	CONSTRAINT "activity_cohorts_places_check" CHECK (taken between 0 and capacity)
);
--> statement-breakpoint
ALTER TABLE "activity_cohorts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "activity_edits" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"patch" jsonb NOT NULL,
	"proposed_at" timestamp with time zone NOT NULL,
	"proposed_by_id" uuid NOT NULL,
	"decision" text,
	"decided_at" timestamp with time zone,
	"decided_by_id" uuid,
	"why" text,
	CONSTRAINT "activity_edits_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "activity_edits_decision_check" CHECK ("activity_edits"."decision" in ('approved', 'refused')),
	CONSTRAINT "activity_edits_decided_check" CHECK (num_nulls(decision, decided_at, decided_by_id) in (0, 3))
);
--> statement-breakpoint
ALTER TABLE "activity_edits" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "activity_photos" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"bytes" "bytea" NOT NULL,
	"alternative_text" text NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"added_by_id" uuid NOT NULL,
	CONSTRAINT "activity_photos_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "activity_photos_key" UNIQUE("scheme_id","activity_id"),
	CONSTRAINT "activity_photos_text_length" CHECK (length(alternative_text) between 1 and 300)
);
--> statement-breakpoint
ALTER TABLE "activity_photos" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "activity_sessions" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"held_on" date NOT NULL,
	"status" text DEFAULT 'as-planned' NOT NULL,
	"moved_to_on" date,
	"starts_at" text,
	"ends_at" text,
	"why" text,
	"taken" integer DEFAULT 0 NOT NULL,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by_id" uuid,
	CONSTRAINT "activity_sessions_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "activity_sessions_key" UNIQUE("scheme_id","activity_id","held_on"),
	CONSTRAINT "activity_sessions_status_check" CHECK ("activity_sessions"."status" in ('as-planned', 'cancelled', 'moved')),
	CONSTRAINT "activity_sessions_taken_check" CHECK (taken >= 0),
	CONSTRAINT "activity_sessions_moved_check" CHECK ((status = 'moved') = (moved_to_on is not null)),
	CONSTRAINT "activity_sessions_why_check" CHECK (status = 'as-planned' or length(why) between 1 and 300)
);
--> statement-breakpoint
ALTER TABLE "activity_sessions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "activity_suggestions" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"activity_id" uuid,
	"words" text NOT NULL,
	"contact" text,
	"said_at" timestamp with time zone NOT NULL,
	"said_by_id" uuid,
	"settled_at" timestamp with time zone,
	"settled_by_id" uuid,
	"outcome" text,
	CONSTRAINT "activity_suggestions_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "activity_suggestions_words_length" CHECK (length(words) between 1 and 1000 and length(contact) <= 200),
	CONSTRAINT "activity_suggestions_settled_check" CHECK (num_nulls(settled_at, settled_by_id, outcome) in (0, 3))
);
--> statement-breakpoint
ALTER TABLE "activity_suggestions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "activity_walk_ins" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"held_on" date NOT NULL,
	"count" integer NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by_id" uuid,
	CONSTRAINT "activity_walk_ins_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "activity_walk_ins_key" UNIQUE("scheme_id","activity_id","held_on"),
	CONSTRAINT "activity_walk_ins_count_check" CHECK (count between 0 and 10000)
);
--> statement-breakpoint
ALTER TABLE "activity_walk_ins" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "postcode_centroids" (
	"postcode" text PRIMARY KEY NOT NULL,
	"latitude" double precision NOT NULL,
	"longitude" double precision NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calendar_feeds" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	CONSTRAINT "calendar_feeds_pk" PRIMARY KEY("scheme_id","id")
);
--> statement-breakpoint
ALTER TABLE "calendar_feeds" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "gaps" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"need" text NOT NULL,
	"area" text,
	"why" text NOT NULL,
	"note" text,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_on" date NOT NULL,
	"recorded_by_id" uuid NOT NULL,
	CONSTRAINT "gaps_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "gaps_why_check" CHECK ("gaps"."why" in ('nothing-exists', 'no-room', 'too-far', 'wrong-time', 'not-accessible', 'cost', 'language', 'not-safe')),
	CONSTRAINT "gaps_note_length" CHECK (length(note) between 1 and 500)
);
--> statement-breakpoint
ALTER TABLE "gaps" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "waiting_entries" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"status" text NOT NULL,
	"is_urgent" boolean DEFAULT false NOT NULL,
	"hopes" text,
	"access_needs" text[] NOT NULL,
	"joined_at" timestamp with time zone NOT NULL,
	"joined_by_id" uuid NOT NULL,
	"answer_by" date,
	"passed_offers" smallint DEFAULT 0 NOT NULL,
	"wanted_on" date NOT NULL,
	"asked_on" date,
	"placement_id" uuid,
	"ended_at" timestamp with time zone,
	"left_because" text,
	CONSTRAINT "waiting_entries_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "waiting_entries_status_check" CHECK ("waiting_entries"."status" in ('waiting', 'offered', 'placed', 'left')),
	CONSTRAINT "waiting_entries_left_check" CHECK ("waiting_entries"."left_because" in ('found-something-else', 'does-not-want-it-now', 'waited-too-long', 'unwell', 'moved-away', 'another-reason', 'two-offers-passed', 'activity-ended', 'referral-ended')),
	CONSTRAINT "waiting_entries_left_has_why" CHECK ((status = 'left') = (left_because is not null)),
	CONSTRAINT "waiting_entries_offered_check" CHECK ((status = 'offered') = (answer_by is not null)),
	CONSTRAINT "waiting_entries_placed_check" CHECK ((status = 'placed') = (placement_id is not null)),
	CONSTRAINT "waiting_entries_ended_check" CHECK ((status in ('placed', 'left')) = (ended_at is not null))
);
--> statement-breakpoint
ALTER TABLE "waiting_entries" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_kind_check";--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "who_not_for" text;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "minimum_age" smallint;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "maximum_age" smallint;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "cost_pence" integer;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "cost_note" text;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "languages" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "getting_there" text;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "first_time" text;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "phone" text;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "email" text;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "website" text;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "address" text;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "areas" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "entry" text DEFAULT 'referral-needed' NOT NULL;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "schedule" jsonb DEFAULT '[]'::jsonb NOT NULL;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "held" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "latitude" double precision;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "longitude" double precision;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "places_mode" text DEFAULT 'counted' NOT NULL;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "capacity_level" text DEFAULT 'activity' NOT NULL;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "places_said_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "places_said_by_id" uuid;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "waiting_order" text DEFAULT 'first-come' NOT NULL;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "reopens_on" date;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "confirmed_on" date;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "review_rung" smallint DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "review_rung_on" date;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "hidden_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "updated_at" timestamp with time zone DEFAULT now() NOT NULL;--> statement-breakpoint
ALTER TABLE "activities" ADD COLUMN "search_text" text GENERATED ALWAYS AS (lower(name || ' ' || coalesce(who_for, '') || ' ' || description || ' ' || when_held)) STORED NOT NULL;--> statement-breakpoint
ALTER TABLE "placements" ADD COLUMN "cohort_id" uuid;--> statement-breakpoint
ALTER TABLE "placements" ADD COLUMN "session_on" date;--> statement-breakpoint
ALTER TABLE "placements" ADD COLUMN "comes_with" text;--> statement-breakpoint
ALTER TABLE "placements" ADD COLUMN "home_by" text;--> statement-breakpoint
ALTER TABLE "placements" ADD COLUMN "answer_by" date;--> statement-breakpoint
ALTER TABLE "activity_cohorts" ADD CONSTRAINT "activity_cohorts_activity_fk" FOREIGN KEY ("scheme_id","activity_id") REFERENCES "public"."activities"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_edits" ADD CONSTRAINT "activity_edits_activity_fk" FOREIGN KEY ("scheme_id","activity_id") REFERENCES "public"."activities"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_edits" ADD CONSTRAINT "activity_edits_by_fk" FOREIGN KEY ("scheme_id","proposed_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_edits" ADD CONSTRAINT "activity_edits_decided_by_fk" FOREIGN KEY ("scheme_id","decided_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_photos" ADD CONSTRAINT "activity_photos_activity_fk" FOREIGN KEY ("scheme_id","activity_id") REFERENCES "public"."activities"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_photos" ADD CONSTRAINT "activity_photos_by_fk" FOREIGN KEY ("scheme_id","added_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_sessions" ADD CONSTRAINT "activity_sessions_activity_fk" FOREIGN KEY ("scheme_id","activity_id") REFERENCES "public"."activities"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_sessions" ADD CONSTRAINT "activity_sessions_by_fk" FOREIGN KEY ("scheme_id","changed_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_suggestions" ADD CONSTRAINT "activity_suggestions_of_fk" FOREIGN KEY ("scheme_id","activity_id") REFERENCES "public"."activities"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_suggestions" ADD CONSTRAINT "activity_suggestions_by_fk" FOREIGN KEY ("scheme_id","said_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_suggestions" ADD CONSTRAINT "activity_suggestions_settled_fk" FOREIGN KEY ("scheme_id","settled_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_walk_ins" ADD CONSTRAINT "activity_walk_ins_activity_fk" FOREIGN KEY ("scheme_id","activity_id") REFERENCES "public"."activities"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "activity_walk_ins" ADD CONSTRAINT "activity_walk_ins_by_fk" FOREIGN KEY ("scheme_id","recorded_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calendar_feeds" ADD CONSTRAINT "calendar_feeds_member_fk" FOREIGN KEY ("scheme_id","membership_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gaps" ADD CONSTRAINT "gaps_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gaps" ADD CONSTRAINT "gaps_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "gaps" ADD CONSTRAINT "gaps_by_fk" FOREIGN KEY ("scheme_id","recorded_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_entries" ADD CONSTRAINT "waiting_entries_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_entries" ADD CONSTRAINT "waiting_entries_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_entries" ADD CONSTRAINT "waiting_entries_activity_fk" FOREIGN KEY ("scheme_id","activity_id") REFERENCES "public"."activities"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_entries" ADD CONSTRAINT "waiting_entries_by_fk" FOREIGN KEY ("scheme_id","joined_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "waiting_entries" ADD CONSTRAINT "waiting_entries_placement_fk" FOREIGN KEY ("scheme_id","placement_id") REFERENCES "public"."placements"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activity_cohorts_of_activity" ON "activity_cohorts" USING btree ("scheme_id","activity_id","starts_on","id");--> statement-breakpoint
CREATE UNIQUE INDEX "activity_edits_open_key" ON "activity_edits" USING btree ("scheme_id","activity_id") WHERE decision is null;--> statement-breakpoint
CREATE INDEX "activity_edits_waiting" ON "activity_edits" USING btree ("scheme_id","id") WHERE decision is null;--> statement-breakpoint
CREATE INDEX "activity_suggestions_open" ON "activity_suggestions" USING btree ("scheme_id","id") WHERE settled_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "calendar_feeds_live_key" ON "calendar_feeds" USING btree ("scheme_id","membership_id") WHERE revoked_at is null;--> statement-breakpoint
CREATE INDEX "gaps_of_referral" ON "gaps" USING btree ("scheme_id","referral_id","id");--> statement-breakpoint
CREATE INDEX "gaps_by_day" ON "gaps" USING btree ("scheme_id","recorded_on");--> statement-breakpoint
CREATE UNIQUE INDEX "waiting_entries_open_key" ON "waiting_entries" USING btree ("scheme_id","person_id","activity_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "waiting_entries_in_line" ON "waiting_entries" USING btree ("scheme_id","activity_id","id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "waiting_entries_of_referral" ON "waiting_entries" USING btree ("scheme_id","referral_id","id");--> statement-breakpoint
CREATE INDEX "waiting_entries_ended" ON "waiting_entries" USING btree ("scheme_id","activity_id","ended_at") WHERE ended_at is not null;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_said_by_fk" FOREIGN KEY ("scheme_id","places_said_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_cohort_fk" FOREIGN KEY ("scheme_id","cohort_id","activity_id") REFERENCES "public"."activity_cohorts"("scheme_id","id","activity_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activities_search" ON "activities" USING gin (search_text gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "activities_near" ON "activities" USING btree ("scheme_id","latitude") WHERE latitude is not null;--> statement-breakpoint
CREATE INDEX "activities_to_confirm" ON "activities" USING btree ("scheme_id","confirmed_on");--> statement-breakpoint
CREATE INDEX "organisations_search" ON "organisations" USING gin (lower(name) gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "placements_to_answer" ON "placements" USING btree ("scheme_id","answer_by") WHERE status = 'offered';--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_entry_check" CHECK ("activities"."entry" in ('referral-needed', 'open-door'));--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_places_mode_check" CHECK ("activities"."places_mode" in ('counted', 'talk-first'));--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_capacity_level_check" CHECK ("activities"."capacity_level" in ('activity', 'session', 'cohort'));--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_waiting_order_check" CHECK ("activities"."waiting_order" in ('first-come', 'urgent-first'));--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_held_check" CHECK (held <@ array['mon-morning', 'mon-afternoon', 'mon-evening', 'tue-morning', 'tue-afternoon', 'tue-evening', 'wed-morning', 'wed-afternoon', 'wed-evening', 'thu-morning', 'thu-afternoon', 'thu-evening', 'fri-morning', 'fri-afternoon', 'fri-evening', 'sat-morning', 'sat-afternoon', 'sat-evening', 'sun-morning', 'sun-afternoon', 'sun-evening']::text[]);--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_ages_check" CHECK (minimum_age between 0 and 120 and maximum_age between 0 and 120);--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_cost_check" CHECK (cost_pence between 0 and 1000000);--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_where_check" CHECK (num_nulls(latitude, longitude) in (0, 2));--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_comes_with_check" CHECK ("placements"."comes_with" in ('nobody', 'advisor', 'mentor', 'family-or-friend', 'somebody-of-the-group'));--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_home_by_length" CHECK (length(home_by) between 1 and 300);--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_place_of_one" CHECK (num_nonnulls(cohort_id, session_on) < 2);--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_kind_check" CHECK ("tasks"."kind" in ('confirm-identity', 'confirm-registration', 'compare-details', 'offer-declined', 'answer-group-question', 'ask-to-share', 'answer-objection', 'hold-ended', 'follow-up-measures', 'lone-worker-not-back', 'lone-worker-in-trouble', 'tell-person-of-change', 'no-reply', 'tell-group-of-death', 'death-taken-back', 'answer-concern', 'ring-back', 'draft-expires', 'read-addition', 'ring-practice', 'message-not-delivered', 'answered-by-text', 'reach-another-way', 'unused-with-work', 'hand-over-work', 'ask-consent-to-refer', 'sign-agreement', 'renew-agreement', 'read-opening-review', 'review-looking', 'ask-to-destroy', 'review-opened-record', 'check-moved-referral', 'confirm-listing', 'check-listing', 'decide-edit', 'read-suggestion', 'offer-lapsed', 'two-offers-failed', 'answer-waiting-offer', 'still-wanted', 'missed-two', 'ring-group', 'tell-of-session', 'meeting-decision'));--> statement-breakpoint
CREATE POLICY "activity_cohorts_scheme" ON "activity_cohorts" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "activity_cohorts_owner" ON "activity_cohorts" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "activity_edits_scheme" ON "activity_edits" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "activity_edits_owner" ON "activity_edits" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "activity_photos_scheme" ON "activity_photos" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "activity_photos_owner" ON "activity_photos" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "activity_sessions_scheme" ON "activity_sessions" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "activity_sessions_owner" ON "activity_sessions" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "activity_suggestions_scheme" ON "activity_suggestions" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "activity_suggestions_owner" ON "activity_suggestions" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "activity_walk_ins_scheme" ON "activity_walk_ins" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "activity_walk_ins_owner" ON "activity_walk_ins" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "calendar_feeds_scheme" ON "calendar_feeds" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "calendar_feeds_owner" ON "calendar_feeds" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "gaps_scheme" ON "gaps" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "gaps_owner" ON "gaps" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "waiting_entries_scheme" ON "waiting_entries" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "waiting_entries_owner" ON "waiting_entries" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
grant select, insert, update, delete on activity_photos to rother_app;--> statement-breakpoint
grant select, insert, update on activity_cohorts, activity_edits, activity_sessions, activity_suggestions, activity_walk_ins, calendar_feeds, gaps, waiting_entries to rother_app;--> statement-breakpoint
grant select on postcode_centroids to rother_app;--> statement-breakpoint
grant select, insert, update on postcode_centroids to rother_worker;--> statement-breakpoint
ALTER TABLE "activity_cohorts" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "activity_edits" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "activity_photos" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "activity_sessions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "activity_suggestions" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "activity_walk_ins" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "calendar_feeds" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "gaps" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "waiting_entries" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Row-level security keeps operators that may leak away from an index, and similarity is one: so the words are looked up here, for the
-- scheme that the connection carries and no other. Each word must stand there, or something near it; the index looks for the first, and
-- `%> all (words)` would look for none by it.
create function activities_like(words text[]) returns setof uuid
  language sql stable security definer
  set search_path = pg_catalog, public
  set pg_trgm.word_similarity_threshold = 0.5
  as $$
    select id from activities
    where scheme_id = nullif(current_setting('app.scheme_id', true), '')::uuid
      and search_text %> words[1]
      and (words[2] is null or search_text %> words[2])
      and (words[3] is null or search_text %> words[3])
      and (words[4] is null or search_text %> words[4])
      and (words[5] is null or search_text %> words[5])
      and (words[6] is null or search_text %> words[6])
      and (words[7] is null or search_text %> words[7])
      and (words[8] is null or search_text %> words[8])
  $$;--> statement-breakpoint
create function organisations_like(words text[]) returns setof uuid
  language sql stable security definer
  set search_path = pg_catalog, public
  set pg_trgm.word_similarity_threshold = 0.5
  as $$
    select id from organisations
    where scheme_id = nullif(current_setting('app.scheme_id', true), '')::uuid
      and lower(name) %> all (words)
  $$;--> statement-breakpoint
revoke execute on function activities_like(text[]), organisations_like(text[]) from public;--> statement-breakpoint
grant execute on function activities_like(text[]), organisations_like(text[]) to rother_app;
