-- Why: a group asks the advisor before it says yes, and while somebody comes; the question is a task for the advisor.
-- Locks: a new table; tasks while its CHECK is tried, seconds on a full table. Size: some questions a week.
-- Way back: drop the table and the kind of task; what groups asked and were answered is lost.
CREATE TABLE "placement_questions" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"placement_id" uuid NOT NULL,
	"words" text NOT NULL,
	"asked_by_id" uuid NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"answer" text,
	"answered_by_id" uuid,
	"answered_at" timestamp with time zone,
	CONSTRAINT "placement_questions_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "placement_questions_answered" CHECK (num_nulls(answer, answered_by_id, answered_at) in (0, 3))
);
--> statement-breakpoint
ALTER TABLE "placement_questions" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_kind_check";--> statement-breakpoint
ALTER TABLE "placement_questions" ADD CONSTRAINT "placement_questions_placement_fk" FOREIGN KEY ("scheme_id","placement_id") REFERENCES "public"."placements"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_questions" ADD CONSTRAINT "placement_questions_asked_by_fk" FOREIGN KEY ("scheme_id","asked_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_questions" ADD CONSTRAINT "placement_questions_answered_by_fk" FOREIGN KEY ("scheme_id","answered_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "placement_questions_of" ON "placement_questions" USING btree ("scheme_id","placement_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "placement_questions_open_key" ON "placement_questions" USING btree ("scheme_id","placement_id") WHERE answered_at is null;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_kind_check" CHECK ("tasks"."kind" in ('confirm-identity', 'confirm-registration', 'compare-details', 'offer-declined', 'answer-group-question', 'ask-to-share', 'answer-objection', 'hold-ended', 'follow-up-measures', 'lone-worker-not-back', 'lone-worker-in-trouble', 'tell-person-of-change', 'no-reply', 'tell-group-of-death', 'death-taken-back', 'answer-concern', 'ring-back', 'draft-expires', 'read-addition', 'ring-practice', 'message-not-delivered', 'answered-by-text', 'reach-another-way', 'unused-with-work', 'hand-over-work', 'ask-consent-to-refer', 'sign-agreement', 'renew-agreement', 'read-opening-review', 'review-looking', 'ask-to-destroy', 'review-opened-record', 'check-moved-referral', 'meeting-decision'));--> statement-breakpoint
CREATE POLICY "placement_questions_scheme" ON "placement_questions" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "placement_questions_owner" ON "placement_questions" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
grant select, insert on placement_questions to rother_app;--> statement-breakpoint
grant update (answer, answered_by_id, answered_at) on placement_questions to rother_app;--> statement-breakpoint
ALTER TABLE "placement_questions" FORCE ROW LEVEL SECURITY;
