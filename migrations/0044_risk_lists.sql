-- Why: a practice brings its own list of people at risk for its meeting, seen by nobody else and gone after 45 days; a decision of a
-- meeting is somebody's by name.
-- Locks: new tables; meeting_decisions for a moment. Size: some hundred rows for each practice that brings a list.
-- Way back: drop the tables and the column; the lists are in the practices' own systems.
CREATE TABLE "risk_lines" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"risk_list_id" uuid NOT NULL,
	"nhs_number" text NOT NULL,
	"tier" text NOT NULL,
	"answer" text,
	"answered_on" date,
	CONSTRAINT "risk_lines_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "risk_lines_key" UNIQUE("scheme_id","risk_list_id","nhs_number"),
	CONSTRAINT "risk_lines_answer_check" CHECK ("risk_lines"."answer" in ('offered', 'declined')),
	CONSTRAINT "risk_lines_tier_length" CHECK (length(tier) <= 60),
	CONSTRAINT "risk_lines_answered_check" CHECK (num_nonnulls(answer, answered_on) in (0, 2))
);
--> statement-breakpoint
ALTER TABLE "risk_lines" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "risk_lists" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"brought_at" timestamp with time zone NOT NULL,
	"brought_by_id" uuid NOT NULL,
	"wrong" jsonb NOT NULL,
	CONSTRAINT "risk_lists_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "risk_lists_key" UNIQUE("scheme_id","organisation_id")
);
--> statement-breakpoint
ALTER TABLE "risk_lists" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "meeting_decisions" ADD COLUMN "member_id" uuid;--> statement-breakpoint
ALTER TABLE "risk_lines" ADD CONSTRAINT "risk_lines_list_fk" FOREIGN KEY ("scheme_id","risk_list_id") REFERENCES "public"."risk_lists"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_lists" ADD CONSTRAINT "risk_lists_organisation_fk" FOREIGN KEY ("scheme_id","organisation_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "risk_lists" ADD CONSTRAINT "risk_lists_by_fk" FOREIGN KEY ("scheme_id","brought_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_decisions" ADD CONSTRAINT "meeting_decisions_member_fk" FOREIGN KEY ("scheme_id","member_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_decisions" ADD CONSTRAINT "meeting_decisions_member_check" CHECK (member_id is null or owner = 'practice');--> statement-breakpoint
CREATE POLICY "risk_lines_scheme" ON "risk_lines" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "risk_lines_owner" ON "risk_lines" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "risk_lists_scheme" ON "risk_lists" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "risk_lists_owner" ON "risk_lists" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
grant select, insert, update, delete on risk_lists, risk_lines to rother_app;--> statement-breakpoint
ALTER TABLE "risk_lists" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "risk_lines" FORCE ROW LEVEL SECURITY;
