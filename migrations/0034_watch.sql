-- Who looks is watched: which record is a member's own, as the privacy officer was told, and the tasks that come of looking,
-- of a reviewed opening, and of a member who was shut out before their work was handed over.
-- Also a version of what a member decided to hear.
-- Locks: memberships and people for moments while the keys are made; tasks while the CHECK is tried, seconds on a full table.
-- Size: a row for each member whose record is known, few. Way back: drop the table, the CHECK as 0029 has it.
CREATE TABLE "own_records" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"noted_at" timestamp with time zone NOT NULL,
	"noted_by_id" uuid NOT NULL,
	CONSTRAINT "own_records_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "own_records_key" UNIQUE("scheme_id","membership_id")
);
--> statement-breakpoint
ALTER TABLE "own_records" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_kind_check";--> statement-breakpoint
ALTER TABLE "own_records" ADD CONSTRAINT "own_records_membership_fk" FOREIGN KEY ("scheme_id","membership_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_records" ADD CONSTRAINT "own_records_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "own_records" ADD CONSTRAINT "own_records_noted_by_fk" FOREIGN KEY ("scheme_id","noted_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "own_records_of_person" ON "own_records" USING btree ("scheme_id","person_id");--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_kind_check" CHECK ("tasks"."kind" in ('confirm-identity', 'confirm-registration', 'compare-details', 'offer-declined', 'ask-to-share', 'answer-objection', 'hold-ended', 'follow-up-measures', 'lone-worker-not-back', 'lone-worker-in-trouble', 'tell-person-of-change', 'no-reply', 'tell-group-of-death', 'death-taken-back', 'answer-concern', 'ring-back', 'draft-expires', 'read-addition', 'ring-practice', 'message-not-delivered', 'answered-by-text', 'reach-another-way', 'unused-with-work', 'hand-over-work', 'ask-consent-to-refer', 'sign-agreement', 'renew-agreement', 'read-opening-review', 'review-looking', 'review-opened-record'));--> statement-breakpoint
CREATE POLICY "own_records_scheme" ON "own_records" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "own_records_owner" ON "own_records" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
-- What the officer was told may turn out wrong: it is replaced or forgotten, and the audit says so.
grant select, insert, update, delete on own_records to rother_app;
--> statement-breakpoint
alter table own_records force row level security;
--> statement-breakpoint
-- Two windows in which somebody decides what they hear do not undo each other.
alter table memberships add column notices_version integer default 1 not null;
--> statement-breakpoint
grant update (notices_version) on memberships to rother_app;
