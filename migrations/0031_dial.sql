-- Why: how much each organisation hears of a person, why a message stays out of the online record, and who was asked to
-- destroy what they hold after a withdrawal.
-- Locks: access exclusive on new, empty tables and for a nullable column; a changed CHECK reads its table once. Size: nothing is rewritten.
-- Way back: drop the two tables and the column, restore the CHECK.
CREATE TABLE "disclosures" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"version" integer NOT NULL,
	"level" text NOT NULL,
	"not_for_online_viewing" boolean NOT NULL,
	"how" text NOT NULL,
	"decision" jsonb,
	"said_on" date NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by_id" uuid NOT NULL,
	CONSTRAINT "disclosures_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "disclosures_version_key" UNIQUE("scheme_id","person_id","organisation_id","version"),
	CONSTRAINT "disclosures_level_check" CHECK ("disclosures"."level" in ('everything', 'summary', 'only-that-it-happened')),
	CONSTRAINT "disclosures_how_check" CHECK ("disclosures"."how" in ('in-person', 'by-phone', 'by-video', 'on-paper')),
	CONSTRAINT "disclosures_version_check" CHECK (version >= 1)
);
--> statement-breakpoint
ALTER TABLE "disclosures" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "destruction_requests" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"consent_id" uuid NOT NULL,
	"organisation_id" uuid,
	"referral_id" uuid,
	"opened_at" timestamp with time zone NOT NULL,
	"answer" text,
	"note" text,
	"answered_on" date,
	"recorded_at" timestamp with time zone,
	"recorded_by_id" uuid,
	CONSTRAINT "destruction_requests_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "destruction_requests_answer_check" CHECK ("destruction_requests"."answer" in ('destroyed', 'kept-by-law', 'nothing-held', 'no-answer')),
	CONSTRAINT "destruction_requests_of_whom_check" CHECK (num_nonnulls(organisation_id, referral_id) = 1),
	CONSTRAINT "destruction_requests_answered_check" CHECK (num_nonnulls(answer, answered_on, recorded_at, recorded_by_id) in (0, 4)),
	CONSTRAINT "destruction_requests_note_length" CHECK (length(note) between 1 and 1000)
);
--> statement-breakpoint
ALTER TABLE "destruction_requests" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_kind_check";--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "not_online_because" text;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_organisation_fk" FOREIGN KEY ("scheme_id","organisation_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "disclosures" ADD CONSTRAINT "disclosures_recorded_by_fk" FOREIGN KEY ("scheme_id","recorded_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "destruction_requests" ADD CONSTRAINT "destruction_requests_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "destruction_requests" ADD CONSTRAINT "destruction_requests_consent_fk" FOREIGN KEY ("scheme_id","consent_id") REFERENCES "public"."consents"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "destruction_requests" ADD CONSTRAINT "destruction_requests_organisation_fk" FOREIGN KEY ("scheme_id","organisation_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "destruction_requests" ADD CONSTRAINT "destruction_requests_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "destruction_requests" ADD CONSTRAINT "destruction_requests_recorded_by_fk" FOREIGN KEY ("scheme_id","recorded_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "destruction_requests_open_key" ON "destruction_requests" USING btree ("scheme_id","person_id","organisation_id") WHERE recorded_at is null and organisation_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "destruction_requests_open_outside_key" ON "destruction_requests" USING btree ("scheme_id","referral_id") WHERE recorded_at is null and referral_id is not null;--> statement-breakpoint
CREATE INDEX "destruction_requests_of" ON "destruction_requests" USING btree ("scheme_id","person_id","id");--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_not_online_because_check" CHECK ("messages"."not_online_because" in ('chosen', 'unsafe-person', 'hidden-address', 'open-concern', 'sensitive-category'));--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_kind_check" CHECK ("tasks"."kind" in ('confirm-identity', 'confirm-registration', 'compare-details', 'offer-declined', 'ask-to-share', 'answer-objection', 'hold-ended', 'follow-up-measures', 'lone-worker-not-back', 'lone-worker-in-trouble', 'tell-person-of-change', 'no-reply', 'tell-group-of-death', 'death-taken-back', 'answer-concern', 'ring-back', 'draft-expires', 'read-addition', 'ring-practice', 'message-not-delivered', 'answered-by-text', 'reach-another-way', 'unused-with-work', 'ask-consent-to-refer', 'sign-agreement', 'renew-agreement', 'ask-to-destroy', 'review-opened-record'));--> statement-breakpoint
CREATE POLICY "disclosures_scheme" ON "disclosures" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "disclosures_owner" ON "disclosures" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "destruction_requests_scheme" ON "destruction_requests" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "destruction_requests_owner" ON "destruction_requests" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
-- What was said stays: a change is another version.
grant select, insert on disclosures to rother_app;
--> statement-breakpoint
-- A request is answered once.
grant select, insert on destruction_requests to rother_app;
--> statement-breakpoint
grant update (answer, note, answered_on, recorded_at, recorded_by_id) on destruction_requests to rother_app;
--> statement-breakpoint
do $$
declare name text;
begin
  for name in select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'public' and relrowsecurity and not relforcerowsecurity loop
    execute format('alter table %I force row level security', name);
  end loop;
end $$;
