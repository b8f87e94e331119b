-- Why: a worker's own next step and note beside a line of the caseload, which the spreadsheet had and nobody else reads.
-- Locks: a new table, nothing waits. Size: a row for each line that somebody wrote beside. Way back: drop the table.
CREATE TABLE "caseload_notes" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"next" text,
	"next_on" date,
	"note" text,
	"written_at" timestamp with time zone NOT NULL,
	CONSTRAINT "caseload_notes_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "caseload_notes_key" UNIQUE("scheme_id","referral_id","membership_id"),
	CONSTRAINT "caseload_notes_lengths" CHECK (length(next) <= 200 and length(note) <= 500)
);
--> statement-breakpoint
ALTER TABLE "caseload_notes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "caseload_notes" ADD CONSTRAINT "caseload_notes_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "caseload_notes" ADD CONSTRAINT "caseload_notes_member_fk" FOREIGN KEY ("scheme_id","membership_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE POLICY "caseload_notes_scheme" ON "caseload_notes" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "caseload_notes_owner" ON "caseload_notes" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
ALTER TABLE "caseload_notes" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
grant select, insert, update, delete on caseload_notes to rother_app;
