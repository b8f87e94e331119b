-- Why: a meeting adds a name to its agenda, or leaves one out this time.
-- Locks: none but of the new table. Size: a row for each name that is added or left out, a few a month for each practice.
-- Way back: drop the table; the agenda is then what the rule says.
CREATE TABLE "meeting_names" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"meeting_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"is_added" boolean NOT NULL,
	"by_id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "meeting_names_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "meeting_names_key" UNIQUE("scheme_id","meeting_id","referral_id")
);
--> statement-breakpoint
ALTER TABLE "meeting_names" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "meeting_names" ADD CONSTRAINT "meeting_names_meeting_fk" FOREIGN KEY ("scheme_id","meeting_id") REFERENCES "public"."meetings"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_names" ADD CONSTRAINT "meeting_names_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "meeting_names" ADD CONSTRAINT "meeting_names_by_fk" FOREIGN KEY ("scheme_id","by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "meeting_names_of" ON "meeting_names" USING btree ("scheme_id","referral_id");--> statement-breakpoint
CREATE POLICY "meeting_names_scheme" ON "meeting_names" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "meeting_names_owner" ON "meeting_names" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
grant select, insert on meeting_names to rother_app;--> statement-breakpoint
grant update (is_added, by_id, at) on meeting_names to rother_app;--> statement-breakpoint
ALTER TABLE "meeting_names" FORCE ROW LEVEL SECURITY;
