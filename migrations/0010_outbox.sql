-- Why: messages out: one row for each mail, text, letter and call, who wants to hear what when, dead mailboxes, texts that come back.
-- Locks: access exclusive on memberships and tasks for a moment (a new column without default; a changed CHECK reads tasks once). Size: new tables are empty.
-- Way back: drop the new tables, the function and memberships.phone, restore the CHECK.
CREATE TABLE "dead_mailboxes" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"address" text NOT NULL,
	"dead_at" timestamp with time zone NOT NULL,
	"failure" text NOT NULL,
	CONSTRAINT "dead_mailboxes_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "dead_mailboxes_key" UNIQUE("scheme_id","organisation_id")
);
--> statement-breakpoint
ALTER TABLE "dead_mailboxes" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "incoming_texts" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"provider_id" text NOT NULL,
	"number" text NOT NULL,
	"body" text NOT NULL,
	"received_at" timestamp with time zone NOT NULL,
	"outgoing_id" uuid,
	"person_id" uuid,
	CONSTRAINT "incoming_texts_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "incoming_texts_key" UNIQUE("scheme_id","provider_id"),
	CONSTRAINT "incoming_texts_lengths" CHECK (length(provider_id) <= 100 and length(number) <= 20 and length(body) <= 2000)
);
--> statement-breakpoint
ALTER TABLE "incoming_texts" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "notice_preferences" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"event" text NOT NULL,
	"time" text NOT NULL,
	CONSTRAINT "notice_preferences_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "notice_preferences_key" UNIQUE("scheme_id","membership_id","event"),
	CONSTRAINT "notice_preferences_time_check" CHECK ("notice_preferences"."time" in ('now', 'daily', 'never'))
);
--> statement-breakpoint
ALTER TABLE "notice_preferences" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "outgoing_messages" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"channel" text NOT NULL,
	"recipient_kind" text NOT NULL,
	"membership_id" uuid,
	"account_id" uuid,
	"organisation_id" uuid,
	"person_id" uuid,
	"recipient_name" text,
	"address" text,
	"event" text NOT NULL,
	"subject" text NOT NULL,
	"body" text NOT NULL,
	"link" jsonb,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"status" text DEFAULT 'waiting' NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"created_by_id" uuid,
	"not_before" timestamp with time zone,
	"job_id" uuid,
	"attempts" smallint DEFAULT 0 NOT NULL,
	"sent_at" timestamp with time zone,
	"delivered_at" timestamp with time zone,
	"failed_at" timestamp with time zone,
	"failure" text,
	"printed_at" timestamp with time zone,
	"posted_on" date,
	"done_at" timestamp with time zone,
	"stopped_at" timestamp with time zone,
	CONSTRAINT "outgoing_messages_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "outgoing_messages_job_key" UNIQUE("scheme_id","job_id"),
	CONSTRAINT "outgoing_messages_channel_check" CHECK ("outgoing_messages"."channel" in ('mail', 'text', 'letter', 'call')),
	CONSTRAINT "outgoing_messages_recipient_kind_check" CHECK ("outgoing_messages"."recipient_kind" in ('member', 'account', 'organisation', 'outside', 'person')),
	CONSTRAINT "outgoing_messages_status_check" CHECK ("outgoing_messages"."status" in ('waiting', 'sent', 'delivered', 'failed', 'bounced', 'printed', 'posted', 'done', 'stopped')),
	CONSTRAINT "outgoing_messages_recipient_check" CHECK (case recipient_kind when 'member' then membership_id is not null when 'account' then account_id is not null and address is not null
        when 'organisation' then organisation_id is not null when 'person' then person_id is not null
        else recipient_name is not null and address is not null end),
	CONSTRAINT "outgoing_messages_failed_check" CHECK ((status in ('failed', 'bounced')) <= (failed_at is not null and failure is not null)),
	CONSTRAINT "outgoing_messages_lengths" CHECK (length(subject) between 1 and 200 and length(body) between 1 and 20000 and length(address) <= 1000
        and length(recipient_name) <= 200 and length(event) <= 60 and length(failure) <= 60)
);
--> statement-breakpoint
ALTER TABLE "outgoing_messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "stopped_numbers" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"number" text NOT NULL,
	"at" timestamp with time zone NOT NULL,
	CONSTRAINT "stopped_numbers_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "stopped_numbers_key" UNIQUE("scheme_id","number")
);
--> statement-breakpoint
ALTER TABLE "stopped_numbers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_kind_check";--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "phone" text;--> statement-breakpoint
ALTER TABLE "dead_mailboxes" ADD CONSTRAINT "dead_mailboxes_organisation_fk" FOREIGN KEY ("scheme_id","organisation_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "incoming_texts" ADD CONSTRAINT "incoming_texts_outgoing_fk" FOREIGN KEY ("scheme_id","outgoing_id") REFERENCES "public"."outgoing_messages"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "notice_preferences" ADD CONSTRAINT "notice_preferences_membership_fk" FOREIGN KEY ("scheme_id","membership_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outgoing_messages" ADD CONSTRAINT "outgoing_messages_membership_fk" FOREIGN KEY ("scheme_id","membership_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outgoing_messages" ADD CONSTRAINT "outgoing_messages_organisation_fk" FOREIGN KEY ("scheme_id","organisation_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "outgoing_messages" ADD CONSTRAINT "outgoing_messages_created_by_fk" FOREIGN KEY ("scheme_id","created_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "incoming_texts_of_person" ON "incoming_texts" USING btree ("scheme_id","person_id") WHERE person_id is not null;--> statement-breakpoint
CREATE INDEX "outgoing_messages_about" ON "outgoing_messages" USING btree ("scheme_id","subject_id","id");--> statement-breakpoint
CREATE INDEX "outgoing_messages_of_person" ON "outgoing_messages" USING btree ("scheme_id","person_id") WHERE person_id is not null;--> statement-breakpoint
CREATE INDEX "outgoing_messages_failed" ON "outgoing_messages" USING btree ("scheme_id","id") WHERE status in ('failed', 'bounced');--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_phone_check" CHECK (phone ~ '^\+[1-9][0-9]{6,14}$');--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_kind_check" CHECK ("tasks"."kind" in ('confirm-identity', 'confirm-registration', 'compare-details', 'offer-declined', 'ask-to-share', 'answer-objection', 'hold-ended', 'follow-up-measures', 'lone-worker-not-back', 'no-reply', 'tell-group-of-death', 'death-taken-back', 'answer-concern', 'ring-practice', 'message-not-delivered', 'answered-by-text'));--> statement-breakpoint
CREATE POLICY "dead_mailboxes_scheme" ON "dead_mailboxes" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "dead_mailboxes_owner" ON "dead_mailboxes" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "incoming_texts_scheme" ON "incoming_texts" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "incoming_texts_owner" ON "incoming_texts" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "notice_preferences_scheme" ON "notice_preferences" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "notice_preferences_owner" ON "notice_preferences" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "outgoing_messages_scheme" ON "outgoing_messages" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "outgoing_messages_owner" ON "outgoing_messages" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "stopped_numbers_scheme" ON "stopped_numbers" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "stopped_numbers_owner" ON "stopped_numbers" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
do $$
declare name text;
begin
  for name in select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'public' and relrowsecurity and not relforcerowsecurity loop
    execute format('alter table %I force row level security', name);
  end loop;
end $$;
--> statement-breakpoint
-- What left the building is written once; only what became of it changes.
grant select, insert on outgoing_messages to rother_app;
--> statement-breakpoint
grant update (status, address, job_id, attempts, sent_at, delivered_at, failed_at, failure, printed_at, posted_on, done_at, stopped_at) on outgoing_messages to rother_app;
--> statement-breakpoint
grant select, insert, update, delete on notice_preferences, dead_mailboxes to rother_app;
--> statement-breakpoint
grant select, insert, delete on stopped_numbers to rother_app;
--> statement-breakpoint
grant select, insert on incoming_texts to rother_app;
--> statement-breakpoint
grant update (phone) on memberships to rother_app;
--> statement-breakpoint
-- The application cannot read accounts, and need not: this gives the mail address of somebody who works in the scheme of the connection now.
create function mail_address_of(membership uuid) returns text language sql stable security definer set search_path = public, pg_temp as $$
  select accounts.email from memberships join accounts on accounts.id = memberships.account_id
  where memberships.scheme_id = nullif(current_setting('app.scheme_id', true), '')::uuid
    and memberships.id = membership and memberships.ended_at is null and accounts.disabled_at is null
$$;
--> statement-breakpoint
revoke execute on function mail_address_of(uuid) from public;
--> statement-breakpoint
grant execute on function mail_address_of(uuid) to rother_app;
