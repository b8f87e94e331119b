-- Why: what a scheme says to people in its own words; the versions of the privacy notice and who was given which; settings changed as a draft, from a day; what was confirmed before going live; how a group showed that it keeps names safe; a practice scheme that takes invented people only.
-- Locks: share row exclusive on people for a moment (a trigger) and access exclusive on sharing_agreements (a column without a default). Size: new tables are empty; no row is read. Way back: drop the trigger, its function, the column and the new tables.
CREATE TABLE "scheme_texts" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"key" text NOT NULL,
	"version" integer NOT NULL,
	"subject" text,
	"body" text,
	"changed_at" timestamp with time zone NOT NULL,
	"changed_by_id" uuid NOT NULL,
	CONSTRAINT "scheme_texts_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "scheme_texts_version_key" UNIQUE("scheme_id","key","version"),
	CONSTRAINT "scheme_texts_words_check" CHECK (num_nonnulls(subject, body) in (0, 2)),
	CONSTRAINT "scheme_texts_lengths" CHECK (length(key) <= 60 and length(subject) <= 100 and length(body) <= 5000)
);
--> statement-breakpoint
ALTER TABLE "scheme_texts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "privacy_notices" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"version" integer NOT NULL,
	"text" text NOT NULL,
	"holds_from" date NOT NULL,
	"published_at" timestamp with time zone NOT NULL,
	"published_by_id" uuid NOT NULL,
	CONSTRAINT "privacy_notices_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "privacy_notices_version_key" UNIQUE("scheme_id","version"),
	CONSTRAINT "privacy_notices_length" CHECK (length(text) between 1 and 20000)
);
--> statement-breakpoint
ALTER TABLE "privacy_notices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "privacy_notices_given" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"notice_id" uuid NOT NULL,
	"given_on" date NOT NULL,
	"how" text NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by_id" uuid NOT NULL,
	CONSTRAINT "privacy_notices_given_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "privacy_notices_given_how_check" CHECK ("privacy_notices_given"."how" in ('in-person', 'by-post', 'read-aloud', 'with-referral'))
);
--> statement-breakpoint
ALTER TABLE "privacy_notices_given" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "scheme_confirmations" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"what" text NOT NULL,
	"confirmed_at" timestamp with time zone NOT NULL,
	"confirmed_by_id" uuid NOT NULL,
	CONSTRAINT "scheme_confirmations_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "scheme_confirmations_key" UNIQUE("scheme_id","what"),
	CONSTRAINT "scheme_confirmations_what_check" CHECK ("scheme_confirmations"."what" in ('needs', 'reasons', 'targets', 'criteria', 'letter-texts'))
);
--> statement-breakpoint
ALTER TABLE "scheme_confirmations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "settings_drafts" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"status" text DEFAULT 'draft' NOT NULL,
	"changes" jsonb NOT NULL,
	"holds_from" date,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid NOT NULL,
	"scheduled_at" timestamp with time zone,
	"scheduled_by_id" uuid,
	"settled_at" timestamp with time zone,
	CONSTRAINT "settings_drafts_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "settings_drafts_status_check" CHECK ("settings_drafts"."status" in ('draft', 'scheduled', 'in-force', 'discarded')),
	CONSTRAINT "settings_drafts_scheduled_check" CHECK (num_nonnulls(holds_from, scheduled_at, scheduled_by_id) in (0, 3) and (status not in ('scheduled', 'in-force') or holds_from is not null)),
	CONSTRAINT "settings_drafts_settled_check" CHECK ((status in ('in-force', 'discarded')) = (settled_at is not null))
);
--> statement-breakpoint
ALTER TABLE "settings_drafts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "scheme_texts" ADD CONSTRAINT "scheme_texts_changed_by_fk" FOREIGN KEY ("scheme_id","changed_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "privacy_notices" ADD CONSTRAINT "privacy_notices_published_by_fk" FOREIGN KEY ("scheme_id","published_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "privacy_notices_given" ADD CONSTRAINT "privacy_notices_given_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "privacy_notices_given" ADD CONSTRAINT "privacy_notices_given_notice_fk" FOREIGN KEY ("scheme_id","notice_id") REFERENCES "public"."privacy_notices"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "privacy_notices_given" ADD CONSTRAINT "privacy_notices_given_recorded_by_fk" FOREIGN KEY ("scheme_id","recorded_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "scheme_confirmations" ADD CONSTRAINT "scheme_confirmations_confirmed_by_fk" FOREIGN KEY ("scheme_id","confirmed_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settings_drafts" ADD CONSTRAINT "settings_drafts_created_by_fk" FOREIGN KEY ("scheme_id","created_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "settings_drafts" ADD CONSTRAINT "settings_drafts_scheduled_by_fk" FOREIGN KEY ("scheme_id","scheduled_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "privacy_notices_given_to" ON "privacy_notices_given" USING btree ("scheme_id","person_id","id");--> statement-breakpoint
CREATE INDEX "privacy_notices_given_of" ON "privacy_notices_given" USING btree ("scheme_id","notice_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "settings_drafts_waiting_key" ON "settings_drafts" USING btree ("scheme_id") WHERE status = 'scheduled';--> statement-breakpoint
CREATE POLICY "scheme_texts_scheme" ON "scheme_texts" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "scheme_texts_owner" ON "scheme_texts" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "privacy_notices_scheme" ON "privacy_notices" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "privacy_notices_owner" ON "privacy_notices" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "privacy_notices_given_scheme" ON "privacy_notices_given" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "privacy_notices_given_owner" ON "privacy_notices_given" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "scheme_confirmations_scheme" ON "scheme_confirmations" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "scheme_confirmations_owner" ON "scheme_confirmations" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "settings_drafts_scheme" ON "settings_drafts" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "settings_drafts_owner" ON "settings_drafts" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE "sharing_agreements" ADD COLUMN "assured_by" jsonb;
--> statement-breakpoint
-- A version of a text, and of the privacy notice, is written once; so is what somebody was given.
grant select, insert on scheme_texts, privacy_notices, privacy_notices_given to rother_app;
--> statement-breakpoint
-- To confirm again is to confirm now.
grant select, insert on scheme_confirmations to rother_app;
--> statement-breakpoint
grant update (confirmed_at, confirmed_by_id) on scheme_confirmations to rother_app;
--> statement-breakpoint
-- What a draft changes stays as it was written; only where it is moves on.
grant select, insert on settings_drafts to rother_app;
--> statement-breakpoint
grant update (status, holds_from, version, scheduled_at, scheduled_by_id, settled_at) on settings_drafts to rother_app;
--> statement-breakpoint
-- The last net under a scheme for training: a number that could be somebody's is not written down there, by whatever door.
create function refuse_real_number() returns trigger language plpgsql as $$
begin
  if exists (select from schemes where id = new.scheme_id and is_practice) then
    raise exception 'a practice scheme takes invented numbers only' using errcode = 'check_violation', constraint = 'people_invented_number_check';
  end if;
  return new;
end $$;
--> statement-breakpoint
revoke all on function refuse_real_number() from public;
--> statement-breakpoint
create trigger people_invented_number before insert or update of nhs_number, claimed_nhs_number on people for each row
  when (new.nhs_number not like '999%' or new.claimed_nhs_number not like '999%') execute function refuse_real_number();
--> statement-breakpoint
do $$
declare name text;
begin
  for name in select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'public' and relrowsecurity and not relforcerowsecurity loop
    execute format('alter table %I force row level security', name);
  end loop;
end $$;
