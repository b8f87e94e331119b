-- Why: a scheme pays groups by grants, blocks of places and spot purchases; what is promised and used follows the places, and each month a
-- group agrees a statement of it.
-- Locks: new tables alone; referrals, placements, activities, organisations and memberships for a moment, as they are pointed to.
-- Size: some dozens of agreements, a commitment for each place, a statement for each group and month.
-- Way back: drop the four tables; who paid for which place is lost, the places stay.
CREATE TABLE "funding_agreements" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"activity_id" uuid,
	"places" integer,
	"unit_price_pence" integer NOT NULL,
	"value_pence" integer NOT NULL,
	"spot_limit_pence" integer,
	"starts_on" date NOT NULL,
	"ends_on" date NOT NULL,
	"source" text NOT NULL,
	"panel_decision" text,
	"panel_decided_on" date,
	"panel_note" text,
	"places_committed" integer DEFAULT 0 NOT NULL,
	"pence_committed" integer DEFAULT 0 NOT NULL,
	"warned" text[] DEFAULT '{}' NOT NULL,
	"version" integer DEFAULT 1 NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"added_by_id" uuid NOT NULL,
	CONSTRAINT "funding_agreements_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "funding_agreements_kind_check" CHECK ("funding_agreements"."kind" in ('grant', 'block', 'spot')),
	CONSTRAINT "funding_agreements_panel_check" CHECK ("funding_agreements"."panel_decision" in ('approved', 'declined', 'deferred')),
	CONSTRAINT "funding_agreements_days_check" CHECK (ends_on >= starts_on),
	CONSTRAINT "funding_agreements_block_check" CHECK ((kind = 'block') = (places is not null)),
	CONSTRAINT "funding_agreements_spot_check" CHECK ((kind = 'spot') = (spot_limit_pence is not null)),
	CONSTRAINT "funding_agreements_pence_check" CHECK (unit_price_pence >= 0 and value_pence > 0 and spot_limit_pence >= 0 and pence_committed between 0 and value_pence),
	CONSTRAINT "funding_agreements_places_check" CHECK (places > 0 and places_committed <= places),
	CONSTRAINT "funding_agreements_committed_check" CHECK (places_committed >= 0),
	CONSTRAINT "funding_agreements_decided_check" CHECK ((panel_decision is null) = (panel_decided_on is null)),
	CONSTRAINT "funding_agreements_lengths" CHECK (length(source) between 1 and 200 and length(panel_note) <= 1000)
);
--> statement-breakpoint
ALTER TABLE "funding_agreements" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "funding_commitments" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"placement_id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"agreement_id" uuid,
	"unpaid_because" text,
	"amount_pence" integer NOT NULL,
	"status" text NOT NULL,
	"committed_at" timestamp with time zone NOT NULL,
	"started_on" date,
	"completed_on" date,
	"released_at" timestamp with time zone,
	"statement_id" uuid,
	CONSTRAINT "funding_commitments_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "funding_commitments_status_check" CHECK ("funding_commitments"."status" in ('committed', 'used', 'released')),
	CONSTRAINT "funding_commitments_unpaid_check" CHECK ("funding_commitments"."unpaid_because" in ('no-agreement', 'used-up', 'approval-needed')),
	CONSTRAINT "funding_commitments_payer_check" CHECK ((agreement_id is null) = (unpaid_because is not null)),
	CONSTRAINT "funding_commitments_amount_check" CHECK (amount_pence >= 0 and (agreement_id is not null or amount_pence = 0)),
	CONSTRAINT "funding_commitments_used_check" CHECK ((status = 'used') <= (started_on is not null)),
	CONSTRAINT "funding_commitments_released_check" CHECK ((status = 'released') = (released_at is not null)),
	CONSTRAINT "funding_commitments_stated_check" CHECK (statement_id is null or (status = 'used' and agreement_id is not null))
);
--> statement-breakpoint
ALTER TABLE "funding_commitments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "funding_statements" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"month" text NOT NULL,
	"sessions" integer NOT NULL,
	"places" integer NOT NULL,
	"amount_pence" integer NOT NULL,
	"lines" jsonb NOT NULL,
	"status" text NOT NULL,
	"sent_at" timestamp with time zone NOT NULL,
	"agreed_at" timestamp with time zone,
	"agreed_by_id" uuid,
	"query_words" text,
	"answer_words" text,
	"paid_on" date,
	"payment_reference" text,
	"paid_by_id" uuid,
	CONSTRAINT "funding_statements_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "funding_statements_key" UNIQUE("scheme_id","provider_id","month"),
	CONSTRAINT "funding_statements_status_check" CHECK ("funding_statements"."status" in ('sent', 'agreed', 'queried', 'paid')),
	CONSTRAINT "funding_statements_month_check" CHECK (month ~ '^[0-9]{4}-(0[1-9]|1[0-2])$'),
	CONSTRAINT "funding_statements_amounts" CHECK (sessions >= 0 and places >= 0 and amount_pence >= 0),
	CONSTRAINT "funding_statements_agreed_check" CHECK ((status in ('agreed', 'paid')) = (agreed_at is not null)),
	CONSTRAINT "funding_statements_paid_check" CHECK (num_nonnulls(paid_on, payment_reference, paid_by_id) = case status when 'paid' then 3 else 0 end),
	CONSTRAINT "funding_statements_queried_check" CHECK (status <> 'queried' or query_words is not null),
	CONSTRAINT "funding_statements_lengths" CHECK (length(query_words) <= 1000 and length(answer_words) <= 1000 and length(payment_reference) <= 100)
);
--> statement-breakpoint
ALTER TABLE "funding_statements" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "spot_purchases" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"activity_id" uuid NOT NULL,
	"agreement_id" uuid NOT NULL,
	"placement_id" uuid,
	"amount_pence" integer NOT NULL,
	"why" text NOT NULL,
	"status" text NOT NULL,
	"asked_at" timestamp with time zone NOT NULL,
	"asked_by_id" uuid NOT NULL,
	"decided_at" timestamp with time zone,
	"decided_by_id" uuid,
	"refused_because" text,
	CONSTRAINT "spot_purchases_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "spot_purchases_status_check" CHECK ("spot_purchases"."status" in ('asked', 'approved', 'refused')),
	CONSTRAINT "spot_purchases_amount_check" CHECK (amount_pence > 0),
	CONSTRAINT "spot_purchases_decided_check" CHECK ((status = 'asked') = (decided_at is null)),
	CONSTRAINT "spot_purchases_refused_check" CHECK ((status = 'refused') = (refused_because is not null)),
	CONSTRAINT "spot_purchases_lengths" CHECK (length(why) between 1 and 1000 and length(refused_because) <= 500)
);
--> statement-breakpoint
ALTER TABLE "spot_purchases" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "funding_agreements" ADD CONSTRAINT "funding_agreements_provider_fk" FOREIGN KEY ("scheme_id","provider_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_agreements" ADD CONSTRAINT "funding_agreements_activity_fk" FOREIGN KEY ("scheme_id","activity_id","provider_id") REFERENCES "public"."activities"("scheme_id","id","provider_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_agreements" ADD CONSTRAINT "funding_agreements_added_by_fk" FOREIGN KEY ("scheme_id","added_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_commitments" ADD CONSTRAINT "funding_commitments_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_commitments" ADD CONSTRAINT "funding_commitments_activity_fk" FOREIGN KEY ("scheme_id","activity_id","provider_id") REFERENCES "public"."activities"("scheme_id","id","provider_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_commitments" ADD CONSTRAINT "funding_commitments_agreement_fk" FOREIGN KEY ("scheme_id","agreement_id") REFERENCES "public"."funding_agreements"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_commitments" ADD CONSTRAINT "funding_commitments_statement_fk" FOREIGN KEY ("scheme_id","statement_id") REFERENCES "public"."funding_statements"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_statements" ADD CONSTRAINT "funding_statements_provider_fk" FOREIGN KEY ("scheme_id","provider_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_statements" ADD CONSTRAINT "funding_statements_agreed_by_fk" FOREIGN KEY ("scheme_id","agreed_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "funding_statements" ADD CONSTRAINT "funding_statements_paid_by_fk" FOREIGN KEY ("scheme_id","paid_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spot_purchases" ADD CONSTRAINT "spot_purchases_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spot_purchases" ADD CONSTRAINT "spot_purchases_activity_fk" FOREIGN KEY ("scheme_id","activity_id","provider_id") REFERENCES "public"."activities"("scheme_id","id","provider_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spot_purchases" ADD CONSTRAINT "spot_purchases_agreement_fk" FOREIGN KEY ("scheme_id","agreement_id") REFERENCES "public"."funding_agreements"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spot_purchases" ADD CONSTRAINT "spot_purchases_asked_by_fk" FOREIGN KEY ("scheme_id","asked_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spot_purchases" ADD CONSTRAINT "spot_purchases_decided_by_fk" FOREIGN KEY ("scheme_id","decided_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "funding_agreements_of" ON "funding_agreements" USING btree ("scheme_id","provider_id","ends_on");--> statement-breakpoint
CREATE UNIQUE INDEX "funding_commitments_live_key" ON "funding_commitments" USING btree ("scheme_id","placement_id") WHERE status <> 'released';--> statement-breakpoint
CREATE INDEX "funding_commitments_of" ON "funding_commitments" USING btree ("scheme_id","agreement_id","id");--> statement-breakpoint
CREATE INDEX "funding_commitments_to_state" ON "funding_commitments" USING btree ("scheme_id","provider_id","started_on") WHERE status = 'used' and agreement_id is not null;--> statement-breakpoint
CREATE INDEX "funding_commitments_unpaid" ON "funding_commitments" USING btree ("scheme_id","id") WHERE agreement_id is null and status <> 'released';--> statement-breakpoint
CREATE INDEX "funding_statements_by_month" ON "funding_statements" USING btree ("scheme_id","month","id");--> statement-breakpoint
CREATE INDEX "spot_purchases_by_status" ON "spot_purchases" USING btree ("scheme_id","status","id");--> statement-breakpoint
CREATE UNIQUE INDEX "spot_purchases_open_key" ON "spot_purchases" USING btree ("scheme_id","referral_id","activity_id") WHERE status <> 'refused' and placement_id is null;--> statement-breakpoint
CREATE POLICY "funding_agreements_scheme" ON "funding_agreements" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "funding_agreements_owner" ON "funding_agreements" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "funding_commitments_scheme" ON "funding_commitments" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "funding_commitments_owner" ON "funding_commitments" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "funding_statements_scheme" ON "funding_statements" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "funding_statements_owner" ON "funding_statements" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "spot_purchases_scheme" ON "spot_purchases" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "spot_purchases_owner" ON "spot_purchases" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
-- By hand: in the order of the features placements come after funding, so its tables do not know them.
ALTER TABLE "funding_commitments" ADD CONSTRAINT "funding_commitments_placement_fk" FOREIGN KEY ("scheme_id","placement_id") REFERENCES "public"."placements"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "spot_purchases" ADD CONSTRAINT "spot_purchases_placement_fk" FOREIGN KEY ("scheme_id","placement_id") REFERENCES "public"."placements"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
grant select, insert, update on funding_agreements, funding_commitments, funding_statements, spot_purchases to rother_app;--> statement-breakpoint
ALTER TABLE "funding_agreements" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "funding_commitments" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "funding_statements" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "spot_purchases" FORCE ROW LEVEL SECURITY;
