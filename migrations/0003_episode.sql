-- Why: what happens in an episode: contacts, plans, measures, activities, placements, closing. Locks: share row exclusive on the tables pointed to, for a moment. Size: empty. Way back: drop them.
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
ALTER TABLE "measurement_scores" ADD CONSTRAINT "measurement_scores_measurement_fk" FOREIGN KEY ("scheme_id","measurement_id") REFERENCES "public"."measurements"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measurements" ADD CONSTRAINT "measurements_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measurements" ADD CONSTRAINT "measurements_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measurements" ADD CONSTRAINT "measurements_asked_by_fk" FOREIGN KEY ("scheme_id","asked_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "measurements" ADD CONSTRAINT "measurements_entered_in_error_by_fk" FOREIGN KEY ("scheme_id","entered_in_error_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "measurements_of_referral" ON "measurements" USING btree ("scheme_id","referral_id","asked_on","id");--> statement-breakpoint
CREATE INDEX "measurements_of_person" ON "measurements" USING btree ("scheme_id","person_id","id");--> statement-breakpoint
CREATE POLICY "measurement_scores_scheme" ON "measurement_scores" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "measurement_scores_owner" ON "measurement_scores" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "measurements_scheme" ON "measurements" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "measurements_owner" ON "measurements" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);