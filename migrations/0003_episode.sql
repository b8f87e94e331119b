-- Why: what happens in an episode: contacts, plans, measures, activities, placements, closing. Locks: share row exclusive on the tables pointed to, for a moment. Size: empty. Way back: drop them.
CREATE TABLE "activities" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"name" text NOT NULL,
	"category" text NOT NULL,
	"description" text NOT NULL,
	"who_for" text,
	"location_kind" text NOT NULL,
	"postcode" text,
	"when_held" text NOT NULL,
	"access" text[] NOT NULL,
	"capacity" integer NOT NULL,
	"taken" integer DEFAULT 0 NOT NULL,
	"status" text DEFAULT 'open' NOT NULL,
	"closed_because" text,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "activities_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "activities_provider_key" UNIQUE("scheme_id","id","provider_id"),
	CONSTRAINT "activities_location_kind_check" CHECK ("activities"."location_kind" in ('venue', 'home', 'online', 'telephone')),
	CONSTRAINT "activities_status_check" CHECK ("activities"."status" in ('open', 'closed')),
	CONSTRAINT "activities_name_length" CHECK (length(name) between 1 and 200),
	CONSTRAINT "activities_access_check" CHECK (access <@ array['step-free', 'wheelchair-space', 'accessible-toilet', 'blue-badge-parking', 'transport-offered', 'hearing-loop', 'bsl-interpreter', 'large-print', 'easy-read', 'quiet-space', 'seats-throughout', 'assistance-dogs', 'carer-welcome']::text[]),
	CONSTRAINT "activities_venue_check" CHECK (location_kind <> 'venue' or postcode is not null),
	CONSTRAINT "activities_closed_check" CHECK ((status = 'closed') = (closed_because is not null)),
	CONSTRAINT "activities_places_check" CHECK (taken between 0 and capacity)
);
--> statement-breakpoint
ALTER TABLE "activities" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "closings" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"summary" text NOT NULL,
	"left_to_do" jsonb NOT NULL,
	"closed_at" timestamp with time zone NOT NULL,
	"closed_by_id" uuid NOT NULL,
	"reopened_at" timestamp with time zone,
	CONSTRAINT "closings_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "closings_order" CHECK (reopened_at >= closed_at)
);
--> statement-breakpoint
ALTER TABLE "closings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "goal_results" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"closing_id" uuid NOT NULL,
	"goal_id" uuid NOT NULL,
	"words" text NOT NULL,
	"result" text NOT NULL,
	"note" text,
	CONSTRAINT "goal_results_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "goal_results_key" UNIQUE("scheme_id","closing_id","goal_id"),
	CONSTRAINT "goal_results_result_check" CHECK ("goal_results"."result" in ('achieved', 'partly', 'not-achieved', 'no-longer-wanted'))
);
--> statement-breakpoint
ALTER TABLE "goal_results" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "contacts" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"way" text NOT NULL,
	"purpose" text NOT NULL,
	"worker_id" uuid NOT NULL,
	"day" date NOT NULL,
	"planned_start" timestamp with time zone,
	"planned_end" timestamp with time zone,
	"happened" boolean,
	"not_happened_because" text,
	"attendance" text,
	"happened_on" date,
	"person_said_no" boolean DEFAULT false NOT NULL,
	"next_review_on" date,
	"note" text,
	"took_part" text,
	"recorded_at" timestamp with time zone,
	"recorded_by_id" uuid,
	"checked_in_at" timestamp with time zone,
	"checked_in_by_id" uuid,
	"checked_out_at" timestamp with time zone,
	"checked_out_by_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "contacts_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "contacts_way_check" CHECK ("contacts"."way" in ('home-visit', 'community-visit', 'practice-visit', 'telephone', 'video', 'text', 'email', 'letter', 'meeting')),
	CONSTRAINT "contacts_purpose_check" CHECK ("contacts"."purpose" in ('first-contact', 'assessment', 'review', 'support')),
	CONSTRAINT "contacts_not_happened_because_check" CHECK ("contacts"."not_happened_because" in ('person-cancelled', 'service-cancelled', 'referral-ended', 'not-reached', 'message-left', 'no-reply-at-door', 'not-safe')),
	CONSTRAINT "contacts_attendance_check" CHECK ("contacts"."attendance" in ('attended', 'did-not-attend', 'could-not-take-part')),
	CONSTRAINT "contacts_planned_or_known" CHECK (planned_start is not null or happened is not null),
	CONSTRAINT "contacts_planned_end_check" CHECK (planned_end is null or (planned_start is not null and planned_end > planned_start)),
	CONSTRAINT "contacts_home_visit_end" CHECK (way <> 'home-visit' or planned_start is null or planned_end is not null),
	CONSTRAINT "contacts_outcome_check" CHECK (case when happened is null then num_nonnulls(not_happened_because, attendance, happened_on, next_review_on, recorded_at) = 0
        when happened then not_happened_because is null and num_nulls(happened_on, recorded_at) = 0
        else attendance is null and num_nulls(not_happened_because, recorded_at) = 0 end),
	CONSTRAINT "contacts_said_no_check" CHECK (not person_said_no or (attendance is not distinct from 'attended' and note is not null)),
	CONSTRAINT "contacts_next_review_check" CHECK (next_review_on is null or next_review_on > happened_on),
	CONSTRAINT "contacts_check_in_check" CHECK (checked_in_at is null or (way = 'home-visit' and planned_end is not null)),
	CONSTRAINT "contacts_check_out_check" CHECK (checked_out_at is null or (checked_in_at is not null and checked_out_at >= checked_in_at)),
	CONSTRAINT "contacts_note_length" CHECK (length(note) <= 4000 and length(took_part) <= 500)
);
--> statement-breakpoint
ALTER TABLE "contacts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "measurement_scores" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"measurement_id" uuid NOT NULL,
	"score_id" text NOT NULL,
	"value" smallint NOT NULL,
	"band" text,
	CONSTRAINT "measurement_scores_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "measurement_scores_key" UNIQUE("scheme_id","measurement_id","score_id")
);
--> statement-breakpoint
ALTER TABLE "measurement_scores" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "measurements" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"instrument" text NOT NULL,
	"instrument_version" smallint NOT NULL,
	"status" text NOT NULL,
	"mode" text NOT NULL,
	"respondent" text NOT NULL,
	"language" text NOT NULL,
	"asked_on" date NOT NULL,
	"asked_by_id" uuid NOT NULL,
	"asked_by_owner" boolean NOT NULL,
	"answers" jsonb NOT NULL,
	"not_finished_because" text,
	"recorded_at" timestamp with time zone NOT NULL,
	"finished_at" timestamp with time zone,
	"scoring_version" smallint,
	"entered_in_error_at" timestamp with time zone,
	"entered_in_error_by_id" uuid,
	"entered_in_error_note" text,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "measurements_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "measurements_instrument_check" CHECK ("measurements"."instrument" in ('ons4', 'ucla-3', 'lsns-6')),
	CONSTRAINT "measurements_status_check" CHECK ("measurements"."status" in ('unfinished', 'finished', 'entered-in-error')),
	CONSTRAINT "measurements_mode_check" CHECK ("measurements"."mode" in ('face-to-face', 'telephone', 'self-completed', 'read-aloud', 'post')),
	CONSTRAINT "measurements_respondent_check" CHECK ("measurements"."respondent" in ('person', 'proxy')),
	CONSTRAINT "measurements_not_finished_check" CHECK ("measurements"."not_finished_because" in ('too-tired', 'declined', 'stopped')),
	CONSTRAINT "measurements_finished_check" CHECK (status <> 'finished' or finished_at is not null),
	CONSTRAINT "measurements_unfinished_check" CHECK (status <> 'unfinished' or finished_at is null),
	CONSTRAINT "measurements_scored_check" CHECK ((finished_at is null) = (scoring_version is null)),
	CONSTRAINT "measurements_error_check" CHECK ((status = 'entered-in-error') = (entered_in_error_at is not null))
);
--> statement-breakpoint
ALTER TABLE "measurements" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "placement_attendances" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"placement_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"happened_on" date NOT NULL,
	"attended" text NOT NULL,
	"note" text,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by_id" uuid NOT NULL,
	CONSTRAINT "placement_attendances_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "placement_attendances_attended_check" CHECK ("placement_attendances"."attended" in ('yes', 'no'))
);
--> statement-breakpoint
ALTER TABLE "placement_attendances" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "placement_events" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"placement_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"step" text NOT NULL,
	"to_status" text NOT NULL,
	"by_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"happened_on" date NOT NULL,
	"reason" text,
	"note" text,
	CONSTRAINT "placement_events_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "placement_events_step_check" CHECK ("placement_events"."step" in ('offer', 'accept', 'decline', 'lapse', 'cancel', 'start', 'complete', 'end')),
	CONSTRAINT "placement_events_status_check" CHECK ("placement_events"."to_status" in ('offered', 'accepted', 'declined', 'lapsed', 'cancelled', 'started', 'completed', 'ended'))
);
--> statement-breakpoint
ALTER TABLE "placement_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "placements" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"status" text NOT NULL,
	"hopes" text,
	"access_needs" text[] NOT NULL,
	"starts_on" date,
	"offered_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"started_on" date,
	"ended_on" date,
	"end_reason" text,
	CONSTRAINT "placements_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "placements_status_check" CHECK ("placements"."status" in ('offered', 'accepted', 'declined', 'lapsed', 'cancelled', 'started', 'completed', 'ended')),
	CONSTRAINT "placements_access_needs_check" CHECK (access_needs <@ array['step-free', 'wheelchair-space', 'accessible-toilet', 'blue-badge-parking', 'transport-offered', 'hearing-loop', 'bsl-interpreter', 'large-print', 'easy-read', 'quiet-space', 'seats-throughout', 'assistance-dogs', 'carer-welcome']::text[]),
	CONSTRAINT "placements_live_has_no_end" CHECK ((status in ('offered', 'accepted', 'started')) = (ended_on is null)),
	CONSTRAINT "placements_started_check" CHECK (status not in ('started', 'completed') or started_on is not null),
	CONSTRAINT "placements_order" CHECK (ended_on >= started_on)
);
--> statement-breakpoint
ALTER TABLE "placements" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "plan_agreements" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"how" text NOT NULL,
	"agreed_on" date NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by_id" uuid NOT NULL,
	CONSTRAINT "plan_agreements_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "plan_agreements_key" UNIQUE("scheme_id","referral_id","version"),
	CONSTRAINT "plan_agreements_how_check" CHECK ("plan_agreements"."how" in ('in-person', 'by-phone-read-aloud', 'on-paper'))
);
--> statement-breakpoint
ALTER TABLE "plan_agreements" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "plan_goals" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"words" text NOT NULL,
	"need" text,
	"first_version" integer NOT NULL,
	"removed_in_version" integer,
	CONSTRAINT "plan_goals_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "plan_goals_versions_check" CHECK (removed_in_version is null or removed_in_version > first_version)
);
--> statement-breakpoint
ALTER TABLE "plan_goals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "plan_objections" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"goal_id" uuid,
	"action_id" uuid,
	"reason" text NOT NULL,
	"raised_at" timestamp with time zone NOT NULL,
	"raised_by_id" uuid NOT NULL,
	"raised_by_organisation_id" uuid NOT NULL,
	"due_on" date NOT NULL,
	"answer" text,
	"answer_note" text,
	"answered_at" timestamp with time zone,
	"answered_by_id" uuid,
	CONSTRAINT "plan_objections_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "plan_objections_answer_check" CHECK ("plan_objections"."answer" in ('changed', 'talked', 'person-wants-it')),
	CONSTRAINT "plan_objections_line_check" CHECK (num_nonnulls(goal_id, action_id) = 1),
	CONSTRAINT "plan_objections_answered_check" CHECK (num_nonnulls(answer, answer_note, answered_at, answered_by_id) in (0, 4))
);
--> statement-breakpoint
ALTER TABLE "plan_objections" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "plan_versions" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"content" jsonb NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	"written_by_id" uuid NOT NULL,
	CONSTRAINT "plan_versions_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "plan_versions_key" UNIQUE("scheme_id","referral_id","version"),
	CONSTRAINT "plan_versions_version_check" CHECK (version > 0)
);
--> statement-breakpoint
ALTER TABLE "plan_versions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "activities" ADD CONSTRAINT "activities_provider_fk" FOREIGN KEY ("scheme_id","provider_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closings" ADD CONSTRAINT "closings_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closings" ADD CONSTRAINT "closings_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "closings" ADD CONSTRAINT "closings_closed_by_fk" FOREIGN KEY ("scheme_id","closed_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goal_results" ADD CONSTRAINT "goal_results_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goal_results" ADD CONSTRAINT "goal_results_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goal_results" ADD CONSTRAINT "goal_results_goal_fk" FOREIGN KEY ("scheme_id","goal_id") REFERENCES "public"."plan_goals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "goal_results" ADD CONSTRAINT "goal_results_closing_fk" FOREIGN KEY ("scheme_id","closing_id") REFERENCES "public"."closings"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_worker_fk" FOREIGN KEY ("scheme_id","worker_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_recorded_by_fk" FOREIGN KEY ("scheme_id","recorded_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_checked_in_by_fk" FOREIGN KEY ("scheme_id","checked_in_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_checked_out_by_fk" FOREIGN KEY ("scheme_id","checked_out_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_created_by_fk" FOREIGN KEY ("scheme_id","created_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measurement_scores" ADD CONSTRAINT "measurement_scores_measurement_fk" FOREIGN KEY ("scheme_id","measurement_id") REFERENCES "public"."measurements"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measurements" ADD CONSTRAINT "measurements_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measurements" ADD CONSTRAINT "measurements_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measurements" ADD CONSTRAINT "measurements_asked_by_fk" FOREIGN KEY ("scheme_id","asked_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measurements" ADD CONSTRAINT "measurements_entered_in_error_by_fk" FOREIGN KEY ("scheme_id","entered_in_error_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_attendances" ADD CONSTRAINT "placement_attendances_placement_fk" FOREIGN KEY ("scheme_id","placement_id") REFERENCES "public"."placements"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_attendances" ADD CONSTRAINT "placement_attendances_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_attendances" ADD CONSTRAINT "placement_attendances_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_attendances" ADD CONSTRAINT "placement_attendances_recorded_by_fk" FOREIGN KEY ("scheme_id","recorded_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_events" ADD CONSTRAINT "placement_events_placement_fk" FOREIGN KEY ("scheme_id","placement_id") REFERENCES "public"."placements"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_events" ADD CONSTRAINT "placement_events_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_events" ADD CONSTRAINT "placement_events_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_events" ADD CONSTRAINT "placement_events_by_fk" FOREIGN KEY ("scheme_id","by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placements" ADD CONSTRAINT "placements_activity_fk" FOREIGN KEY ("scheme_id","activity_id","provider_id") REFERENCES "public"."activities"("scheme_id","id","provider_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_agreements" ADD CONSTRAINT "plan_agreements_version_fk" FOREIGN KEY ("scheme_id","referral_id","version") REFERENCES "public"."plan_versions"("scheme_id","referral_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_agreements" ADD CONSTRAINT "plan_agreements_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_agreements" ADD CONSTRAINT "plan_agreements_recorded_by_fk" FOREIGN KEY ("scheme_id","recorded_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_goals" ADD CONSTRAINT "plan_goals_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_goals" ADD CONSTRAINT "plan_goals_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_objections" ADD CONSTRAINT "plan_objections_version_fk" FOREIGN KEY ("scheme_id","referral_id","version") REFERENCES "public"."plan_versions"("scheme_id","referral_id","version") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_objections" ADD CONSTRAINT "plan_objections_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_objections" ADD CONSTRAINT "plan_objections_raised_by_fk" FOREIGN KEY ("scheme_id","raised_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_objections" ADD CONSTRAINT "plan_objections_organisation_fk" FOREIGN KEY ("scheme_id","raised_by_organisation_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_objections" ADD CONSTRAINT "plan_objections_answered_by_fk" FOREIGN KEY ("scheme_id","answered_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_versions" ADD CONSTRAINT "plan_versions_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_versions" ADD CONSTRAINT "plan_versions_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "plan_versions" ADD CONSTRAINT "plan_versions_written_by_fk" FOREIGN KEY ("scheme_id","written_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "activities_by_name" ON "activities" USING btree ("scheme_id","name","id");--> statement-breakpoint
CREATE INDEX "activities_of_provider" ON "activities" USING btree ("scheme_id","provider_id","name","id");--> statement-breakpoint
CREATE UNIQUE INDEX "closings_current_key" ON "closings" USING btree ("scheme_id","referral_id") WHERE reopened_at is null;--> statement-breakpoint
CREATE INDEX "contacts_of_referral" ON "contacts" USING btree ("scheme_id","referral_id","day","id");--> statement-breakpoint
CREATE INDEX "contacts_of_worker" ON "contacts" USING btree ("scheme_id","worker_id","day","planned_start","id") WHERE planned_start is not null;--> statement-breakpoint
CREATE INDEX "measurements_of_referral" ON "measurements" USING btree ("scheme_id","referral_id","asked_on","id");--> statement-breakpoint
CREATE INDEX "measurements_of_person" ON "measurements" USING btree ("scheme_id","person_id","id");--> statement-breakpoint
CREATE INDEX "placement_attendances_of" ON "placement_attendances" USING btree ("scheme_id","placement_id","happened_on","id");--> statement-breakpoint
CREATE INDEX "placement_events_of" ON "placement_events" USING btree ("scheme_id","placement_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "placements_live_key" ON "placements" USING btree ("scheme_id","person_id","activity_id") WHERE status in ('offered', 'accepted', 'started');--> statement-breakpoint
CREATE INDEX "placements_of_referral" ON "placements" USING btree ("scheme_id","referral_id","id");--> statement-breakpoint
CREATE INDEX "placements_of_provider" ON "placements" USING btree ("scheme_id","provider_id","id");--> statement-breakpoint
CREATE INDEX "placements_of_activity" ON "placements" USING btree ("scheme_id","activity_id","id");--> statement-breakpoint
CREATE INDEX "plan_goals_of" ON "plan_goals" USING btree ("scheme_id","referral_id","id");--> statement-breakpoint
CREATE INDEX "plan_objections_of" ON "plan_objections" USING btree ("scheme_id","referral_id","id");--> statement-breakpoint
CREATE POLICY "activities_scheme" ON "activities" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "activities_owner" ON "activities" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "closings_scheme" ON "closings" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "closings_owner" ON "closings" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "goal_results_scheme" ON "goal_results" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "goal_results_owner" ON "goal_results" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "contacts_scheme" ON "contacts" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "contacts_owner" ON "contacts" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "measurement_scores_scheme" ON "measurement_scores" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "measurement_scores_owner" ON "measurement_scores" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "measurements_scheme" ON "measurements" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "measurements_owner" ON "measurements" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "placement_attendances_scheme" ON "placement_attendances" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "placement_attendances_owner" ON "placement_attendances" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "placement_events_scheme" ON "placement_events" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "placement_events_owner" ON "placement_events" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "placements_scheme" ON "placements" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "placements_owner" ON "placements" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "plan_agreements_scheme" ON "plan_agreements" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "plan_agreements_owner" ON "plan_agreements" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "plan_goals_scheme" ON "plan_goals" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "plan_goals_owner" ON "plan_goals" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "plan_objections_scheme" ON "plan_objections" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "plan_objections_owner" ON "plan_objections" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "plan_versions_scheme" ON "plan_versions" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "plan_versions_owner" ON "plan_versions" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);