-- Why: what turned out to be somebody else's is taken out and corrected; who may be told what; notes in confidence; the need-to-know card.
-- Locks: access exclusive on changed tables for a moment (new columns are empty or have constant defaults; a changed CHECK reads its table once). Size: new tables are empty. Way back: drop what is new, restore the CHECKs and the view.
CREATE TABLE "corrections" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"action" text NOT NULL,
	"person_id" uuid NOT NULL,
	"referral_id" uuid,
	"to_person_id" uuid,
	"to_referral_id" uuid,
	"moved_as_id" uuid,
	"reason" text NOT NULL,
	"original" jsonb NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid NOT NULL,
	CONSTRAINT "corrections_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "corrections_key" UNIQUE("scheme_id","subject_kind","subject_id"),
	CONSTRAINT "corrections_subject_kind_check" CHECK ("corrections"."subject_kind" in ('referral', 'contact', 'measurement', 'plan-version', 'placement', 'message', 'consent')),
	CONSTRAINT "corrections_action_check" CHECK ("corrections"."action" in ('enter-in-error', 'move')),
	CONSTRAINT "corrections_moved_check" CHECK ((action = 'move') = (to_person_id is not null)),
	CONSTRAINT "corrections_reason_length" CHECK (length(reason) <= 1000)
);
--> statement-breakpoint
ALTER TABLE "corrections" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "calls_from_others" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"related_person_id" uuid,
	"caller_name" text NOT NULL,
	"about" text NOT NULL,
	"what_was_said" text NOT NULL,
	"in_confidence" boolean NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"by_id" uuid NOT NULL,
	CONSTRAINT "calls_from_others_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "calls_from_others_lengths" CHECK (length(caller_name) <= 100 and length(about) <= 1000 and length(what_was_said) <= 1000)
);
--> statement-breakpoint
ALTER TABLE "calls_from_others" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "placement_cards" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"placement_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"lines" jsonb NOT NULL,
	"version" integer NOT NULL,
	"written_at" timestamp with time zone NOT NULL,
	"written_by_id" uuid NOT NULL,
	CONSTRAINT "placement_cards_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "placement_cards_key" UNIQUE("scheme_id","placement_id")
);
--> statement-breakpoint
ALTER TABLE "placement_cards" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "messages" DROP CONSTRAINT "messages_kind_check";--> statement-breakpoint
ALTER TABLE "related_people" DROP CONSTRAINT "related_people_kind_check";--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "note_source" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "note_mark" text;--> statement-breakpoint
ALTER TABLE "contacts" ADD COLUMN "corrected_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "measurements" ADD COLUMN "corrected_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "corrected_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "consents" ADD COLUMN "corrected_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "related_people" ADD COLUMN "may_be_told" text DEFAULT 'nothing' NOT NULL;--> statement-breakpoint
ALTER TABLE "related_people" ADD COLUMN "agreed_on" date;--> statement-breakpoint
ALTER TABLE "related_people" ADD COLUMN "agreed_how" text;--> statement-breakpoint
ALTER TABLE "related_people" ADD COLUMN "caller_word" text;--> statement-breakpoint
ALTER TABLE "related_people" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "placements" ADD COLUMN "corrected_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "plan_versions" ADD COLUMN "corrected_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_to_person_fk" FOREIGN KEY ("scheme_id","to_person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_to_referral_fk" FOREIGN KEY ("scheme_id","to_referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "corrections" ADD CONSTRAINT "corrections_by_fk" FOREIGN KEY ("scheme_id","by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls_from_others" ADD CONSTRAINT "calls_from_others_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls_from_others" ADD CONSTRAINT "calls_from_others_related_fk" FOREIGN KEY ("scheme_id","related_person_id") REFERENCES "public"."related_people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls_from_others" ADD CONSTRAINT "calls_from_others_organisation_fk" FOREIGN KEY ("scheme_id","organisation_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls_from_others" ADD CONSTRAINT "calls_from_others_by_fk" FOREIGN KEY ("scheme_id","by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_cards" ADD CONSTRAINT "placement_cards_placement_fk" FOREIGN KEY ("scheme_id","placement_id") REFERENCES "public"."placements"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_cards" ADD CONSTRAINT "placement_cards_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "placement_cards" ADD CONSTRAINT "placement_cards_written_by_fk" FOREIGN KEY ("scheme_id","written_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "corrections_of" ON "corrections" USING btree ("scheme_id","person_id","id");--> statement-breakpoint
CREATE INDEX "corrections_to" ON "corrections" USING btree ("scheme_id","to_person_id","id");--> statement-breakpoint
CREATE INDEX "calls_from_others_of" ON "calls_from_others" USING btree ("scheme_id","person_id","organisation_id","id");--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_note_source_check" CHECK ("contacts"."note_source" in ('person', 'someone-else', 'seen'));--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_note_mark_check" CHECK ("contacts"."note_mark" in ('in-confidence', 'could-harm'));--> statement-breakpoint
ALTER TABLE "contacts" ADD CONSTRAINT "contacts_note_facts_check" CHECK (note is not null or (note_source is null and note_mark is null));--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_kind_check" CHECK ("messages"."kind" in ('referral-received', 'check-identity', 'referral-returned', 'referral-declined', 'first-contact-made', 'person-said-no', 'plan-agreed', 'objection-answered', 'referral-closed', 'referral-withdrawn', 'person-died', 'death-taken-back', 'word-to-practice', 'correction'));--> statement-breakpoint
ALTER TABLE "related_people" ADD CONSTRAINT "related_people_may_be_told_check" CHECK ("related_people"."may_be_told" in ('nothing', 'practical', 'all'));--> statement-breakpoint
ALTER TABLE "related_people" ADD CONSTRAINT "related_people_agreed_how_check" CHECK ("related_people"."agreed_how" in ('in-person', 'by-phone', 'by-video', 'on-paper'));--> statement-breakpoint
ALTER TABLE "related_people" ADD CONSTRAINT "related_people_agreed_check" CHECK (num_nonnulls(agreed_on, agreed_how) = case may_be_told when 'nothing' then 0 else 2 end);--> statement-breakpoint
ALTER TABLE "related_people" ADD CONSTRAINT "related_people_word_length" CHECK (length(caller_word) between 3 and 50);--> statement-breakpoint
ALTER TABLE "related_people" ADD CONSTRAINT "related_people_kind_check" CHECK ("related_people"."kind" in ('carer', 'cared-for', 'emergency-contact', 'next-of-kin', 'neighbour', 'other', 'attorney', 'neighbour-with-key'));--> statement-breakpoint
CREATE POLICY "corrections_scheme" ON "corrections" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "corrections_owner" ON "corrections" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "calls_from_others_scheme" ON "calls_from_others" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "calls_from_others_owner" ON "calls_from_others" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "placement_cards_scheme" ON "placement_cards" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "placement_cards_owner" ON "placement_cards" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
do $$
declare name text;
begin
  for name in select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'public' and relrowsecurity and not relforcerowsecurity loop
    execute format('alter table %I force row level security', name);
  end loop;
end $$;
--> statement-breakpoint
-- A correction is written once. What it takes out keeps everything but the mark that it is out.
grant select, insert on corrections to rother_app;
--> statement-breakpoint
grant update (corrected_at) on consents, measurements, plan_versions to rother_app;
--> statement-breakpoint
-- Who rang is only added to; a card is written anew with its version.
grant select, insert on calls_from_others to rother_app;
--> statement-breakpoint
grant select, insert, update on placement_cards to rother_app;
--> statement-breakpoint
-- A placement that was made for the wrong person starts nothing in the funnel.
create or replace view report.funnel with (security_barrier) as
with sent as (
  select scheme_id, id, status, in_england(submitted_at) as submitted_on, in_england(accepted_at) as accepted_on,
    in_england(first_contact_at) as first_contact_on, in_england(assessed_at) as assessed_on,
    in_england(plan_agreed_at) as plan_agreed_on, in_england(ended_at) as ended_on
  from referrals
  where submitted_at is not null and status not in ('draft', 'entered-in-error') and imported_at is null
    and scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
), reached as (
  select submitted_on, step, reached_on, null::date as undone_on
  from sent
  cross join lateral (
    select min(started_on) as started_on from placements
    where placements.scheme_id = sent.scheme_id and placements.referral_id = sent.id and corrected_at is null
  ) as placed
  cross join lateral (values
    ('submitted', submitted_on),
    ('accepted', accepted_on),
    ('first-contact', first_contact_on),
    ('assessed', assessed_on),
    ('plan-agreed', plan_agreed_on),
    ('placement-started', started_on),
    ('closed', case when status = 'closed' then ended_on end),
    ('declined', case when status = 'declined' then ended_on end),
    ('withdrawn', case when status = 'withdrawn' then ended_on end)
  ) as steps (step, reached_on)
  where reached_on is not null
  union all
  select submitted_on, 'closed', in_england(closed_at), in_england(reopened_at)
  from sent join closings on closings.scheme_id = sent.scheme_id and closings.referral_id = sent.id
  where reopened_at is not null
)
select date_trunc('month', submitted_on)::date as month, step, date_trunc('month', reached_on)::date as step_month,
  date_trunc('month', undone_on)::date as undone_month, count(*)::integer as n
from reached group by 1, 2, 3, 4;
