-- Why: what is half typed of a referral is kept for whoever types it; a practice meets once a month about its people, and what it
-- decides becomes tasks.
-- Locks: new tables; tasks while its CHECK is tried, seconds on a full table. Size: a row for each referral that somebody began and
-- did not send, gone after two weeks; a row a month for each practice, and one for each decision.
-- Way back: drop the tables and the kind of task; what is half typed or decided and not written on a referral is lost.
CREATE TABLE "meeting_decisions" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"what" text NOT NULL,
	"owner" text NOT NULL,
	"due_on" date NOT NULL,
	"decided_by_id" uuid NOT NULL,
	"decided_at" timestamp with time zone NOT NULL,
	CONSTRAINT "meeting_decisions_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "meeting_decisions_key" UNIQUE("scheme_id","meeting_id","referral_id"),
	CONSTRAINT "meeting_decisions_owner_check" CHECK ("meeting_decisions"."owner" in ('practice', 'service')),
	CONSTRAINT "meeting_decisions_length" CHECK (length(what) between 1 and 300)
);
--> statement-breakpoint
ALTER TABLE "meeting_decisions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "meetings" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"month" text NOT NULL,
	"present" text,
	"closed_at" timestamp with time zone,
	"closed_by_id" uuid,
	CONSTRAINT "meetings_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "meetings_month_key" UNIQUE("scheme_id","organisation_id","month"),
	CONSTRAINT "meetings_month_check" CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
	CONSTRAINT "meetings_present_length" CHECK (length(present) <= 1000),
	CONSTRAINT "meetings_closed_check" CHECK (num_nonnulls(closed_at, closed_by_id) in (0, 2))
);
--> statement-breakpoint
ALTER TABLE "meetings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "begun_referrals" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"begun_at" timestamp with time zone NOT NULL,
	"saved_at" timestamp with time zone NOT NULL,
	"typed" jsonb NOT NULL,
	CONSTRAINT "begun_referrals_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "begun_referrals_length" CHECK (length(typed::text) <= 40000)
);
--> statement-breakpoint
ALTER TABLE "begun_referrals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_kind_check";--> statement-breakpoint
ALTER TABLE "meeting_decisions" ADD CONSTRAINT "meeting_decisions_meeting_fk" FOREIGN KEY ("scheme_id","meeting_id") REFERENCES "public"."meetings"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_decisions" ADD CONSTRAINT "meeting_decisions_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_decisions" ADD CONSTRAINT "meeting_decisions_by_fk" FOREIGN KEY ("scheme_id","decided_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_organisation_fk" FOREIGN KEY ("scheme_id","organisation_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meetings" ADD CONSTRAINT "meetings_closed_by_fk" FOREIGN KEY ("scheme_id","closed_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "begun_referrals" ADD CONSTRAINT "begun_referrals_member_fk" FOREIGN KEY ("scheme_id","membership_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "meeting_decisions_of" ON "meeting_decisions" USING btree ("scheme_id","referral_id");--> statement-breakpoint
CREATE INDEX "begun_referrals_of" ON "begun_referrals" USING btree ("scheme_id","membership_id","id");--> statement-breakpoint
CREATE INDEX "begun_referrals_by_age" ON "begun_referrals" USING btree ("scheme_id","begun_at");--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_kind_check" CHECK ("tasks"."kind" in ('confirm-identity', 'confirm-registration', 'compare-details', 'offer-declined', 'ask-to-share', 'answer-objection', 'hold-ended', 'follow-up-measures', 'lone-worker-not-back', 'lone-worker-in-trouble', 'tell-person-of-change', 'no-reply', 'tell-group-of-death', 'death-taken-back', 'answer-concern', 'ring-back', 'draft-expires', 'read-addition', 'ring-practice', 'message-not-delivered', 'answered-by-text', 'reach-another-way', 'unused-with-work', 'hand-over-work', 'ask-consent-to-refer', 'sign-agreement', 'renew-agreement', 'read-opening-review', 'review-looking', 'ask-to-destroy', 'review-opened-record', 'check-moved-referral', 'meeting-decision'));--> statement-breakpoint
CREATE POLICY "meeting_decisions_scheme" ON "meeting_decisions" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "meeting_decisions_owner" ON "meeting_decisions" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "meetings_scheme" ON "meetings" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "meetings_owner" ON "meetings" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "begun_referrals_scheme" ON "begun_referrals" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "begun_referrals_owner" ON "begun_referrals" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
grant select, insert, update, delete on begun_referrals, meeting_decisions to rother_app;--> statement-breakpoint
grant select, insert on meetings to rother_app;--> statement-breakpoint
grant update (present, closed_at, closed_by_id) on meetings to rother_app;--> statement-breakpoint
ALTER TABLE "begun_referrals" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "meetings" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "meeting_decisions" FORCE ROW LEVEL SECURITY;
