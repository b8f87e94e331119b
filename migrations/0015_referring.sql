-- Why: what is sent is whole and was asked for by somebody; enquiries that go by themselves; organisations that close into a successor.
-- Locks: access exclusive on changed tables for a moment (new columns are null or have a constant default; a changed CHECK reads its table once). Size: new tables are empty. Way back: drop what is new, restore the CHECKs and NOT NULLs (after filling reason and home_visit_risk).
ALTER TABLE "consents" ADD COLUMN "asked_by" text;
--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_asked_by_length" CHECK (length(asked_by) between 1 and 200);
--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "outside_referrer" jsonb;
--> statement-breakpoint
ALTER TABLE "referrals" ALTER COLUMN "reason" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "referrals" ALTER COLUMN "home_visit_risk" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "referrals" DROP CONSTRAINT "referrals_needs_check";
--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_sent_is_whole" CHECK (status in ('draft', 'entered-in-error') or (cardinality(needs) > 0 and home_visit_risk is not null));
--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "successor_id" uuid;
--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "closed_because" text;
--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_successor_fk" FOREIGN KEY ("scheme_id","successor_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_successor_check" CHECK (successor_id is null or (closed_on is not null and successor_id <> id));
--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_closed_because_length" CHECK (length(closed_because) between 1 and 500);
--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_kind_check";
--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_kind_check" CHECK ("tasks"."kind" in ('confirm-identity', 'confirm-registration', 'compare-details', 'offer-declined', 'ask-to-share', 'answer-objection', 'hold-ended', 'follow-up-measures', 'lone-worker-not-back', 'no-reply', 'tell-group-of-death', 'death-taken-back', 'answer-concern', 'ring-back', 'draft-expires', 'read-addition', 'ring-practice'));
--> statement-breakpoint
-- A draft without the person's yes is deleted, with the person when they are known by nothing else.
grant delete on referrals, people, person_registrations, care_relationships to rother_app;
