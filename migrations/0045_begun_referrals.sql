-- Why: what is half typed of a referral is kept for whoever types it, so that a telephone that rings costs nothing.
-- Locks: a new table, nothing waits. Size: a row for each referral that somebody began and did not send, gone after two weeks.
-- Way back: drop the table; what is half typed is lost.
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
ALTER TABLE "begun_referrals" ADD CONSTRAINT "begun_referrals_member_fk" FOREIGN KEY ("scheme_id","membership_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "begun_referrals_of" ON "begun_referrals" USING btree ("scheme_id","membership_id","id");--> statement-breakpoint
CREATE INDEX "begun_referrals_by_age" ON "begun_referrals" USING btree ("scheme_id","begun_at");--> statement-breakpoint
CREATE POLICY "begun_referrals_scheme" ON "begun_referrals" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "begun_referrals_owner" ON "begun_referrals" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
grant select, insert, update, delete on begun_referrals to rother_app;
