-- Why: totals of an earlier record that came without their answers stand apart from measurements.
-- Locks: none but for a moment on people, referrals and memberships for the foreign keys. Size: nothing. Way back: drop the table.
CREATE TABLE "imported_scores" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"instrument" text NOT NULL,
	"score_id" text NOT NULL,
	"value" smallint NOT NULL,
	"asked_on" date NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by_id" uuid NOT NULL,
	"entered_in_error_at" timestamp with time zone,
	"entered_in_error_by_id" uuid,
	"entered_in_error_note" text,
	CONSTRAINT "imported_scores_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "imported_scores_key" UNIQUE("scheme_id","referral_id","instrument","score_id"),
	CONSTRAINT "imported_scores_instrument_check" CHECK ("imported_scores"."instrument" in ('ons4', 'ucla-3', 'lsns-6')),
	CONSTRAINT "imported_scores_error_check" CHECK ((entered_in_error_at is null) = (entered_in_error_by_id is null))
);
--> statement-breakpoint
ALTER TABLE "imported_scores" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "imported_scores" ADD CONSTRAINT "imported_scores_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imported_scores" ADD CONSTRAINT "imported_scores_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imported_scores" ADD CONSTRAINT "imported_scores_recorded_by_fk" FOREIGN KEY ("scheme_id","recorded_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "imported_scores" ADD CONSTRAINT "imported_scores_entered_in_error_by_fk" FOREIGN KEY ("scheme_id","entered_in_error_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "imported_scores_scheme" ON "imported_scores" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "imported_scores_owner" ON "imported_scores" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE "imported_scores" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- A total is written once, and entered in error: what it was never changes. Reports have no way to it.
grant select, insert on imported_scores to rother_app;
--> statement-breakpoint
grant update (entered_in_error_at, entered_in_error_by_id, entered_in_error_note) on imported_scores to rother_app;
