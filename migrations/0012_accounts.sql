-- Why: accounts people can get into and out of: invitations, forgotten passwords, second factors, managers, members that nobody uses.
-- Locks: access exclusive on memberships, sessions and tasks for a moment (new columns have constant defaults; a changed CHECK reads its table once);
-- the last sign-in is written once for each membership. Size: new tables are empty. Way back: drop what is new, restore the CHECKs, revoke the grants.
CREATE TABLE "invitations" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"role" text NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"invited_by_id" uuid NOT NULL,
	"invited_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"accepted_at" timestamp with time zone,
	"membership_id" uuid,
	"revoked_at" timestamp with time zone,
	"revoked_by_id" uuid,
	CONSTRAINT "invitations_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "invitations_role_check" CHECK ("invitations"."role" in ('referrer', 'advisor', 'team-lead', 'provider', 'commissioner', 'administrator', 'safeguarding-lead', 'privacy-officer')),
	CONSTRAINT "invitations_email_check" CHECK (email = lower(email) and length(email) between 3 and 254),
	CONSTRAINT "invitations_name_length" CHECK (length(name) between 1 and 200),
	CONSTRAINT "invitations_accepted_check" CHECK ((accepted_at is null) = (membership_id is null)),
	CONSTRAINT "invitations_revoked_check" CHECK ((revoked_at is null) = (revoked_by_id is null)),
	CONSTRAINT "invitations_one_end" CHECK (accepted_at is null or revoked_at is null)
);
--> statement-breakpoint
ALTER TABLE "invitations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "password_resets" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"email" text NOT NULL,
	"requested_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "password_resets_pk" PRIMARY KEY("scheme_id","id")
);
--> statement-breakpoint
ALTER TABLE "password_resets" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"account_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"used_at" timestamp with time zone,
	CONSTRAINT "recovery_codes_pk" PRIMARY KEY("account_id","code_hash")
);
--> statement-breakpoint
CREATE TABLE "second_factors" (
	"account_id" uuid PRIMARY KEY NOT NULL,
	"sealed_secret" "bytea" NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"confirmed_at" timestamp with time zone,
	"last_step" bigint,
	"failures" integer DEFAULT 0 NOT NULL,
	"blocked_until" timestamp with time zone
);
--> statement-breakpoint
ALTER TABLE "sessions" DROP CONSTRAINT "sessions_revoked_because_check";--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_kind_check";--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "is_manager" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "last_signed_in_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "disabled_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "disabled_because" text;--> statement-breakpoint
ALTER TABLE "memberships" ADD COLUMN "warned_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_organisation_fk" FOREIGN KEY ("scheme_id","organisation_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_fk" FOREIGN KEY ("scheme_id","invited_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_membership_fk" FOREIGN KEY ("scheme_id","membership_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_revoked_by_fk" FOREIGN KEY ("scheme_id","revoked_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "password_resets" ADD CONSTRAINT "password_resets_account_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_account_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "second_factors" ADD CONSTRAINT "second_factors_account_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_open_key" ON "invitations" USING btree ("scheme_id","email","organisation_id","role") WHERE accepted_at is null and revoked_at is null;--> statement-breakpoint
CREATE INDEX "invitations_of_organisation" ON "invitations" USING btree ("scheme_id","organisation_id","id");--> statement-breakpoint
CREATE INDEX "password_resets_of_account" ON "password_resets" USING btree ("account_id");--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_disabled_because_check" CHECK ("memberships"."disabled_because" in ('by-manager', 'unused'));--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_disabled_check" CHECK ((disabled_at is null) = (disabled_because is null));--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_revoked_because_check" CHECK ("sessions"."revoked_because" in ('signed-out', 'signed-out-everywhere', 'account-disabled', 'refresh-token-reused', 'password-changed', 'second-factor-changed', 'membership-ended'));--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_kind_check" CHECK ("tasks"."kind" in ('confirm-identity', 'confirm-registration', 'compare-details', 'offer-declined', 'ask-to-share', 'answer-objection', 'hold-ended', 'follow-up-measures', 'lone-worker-not-back', 'no-reply', 'tell-group-of-death', 'death-taken-back', 'answer-concern', 'ring-practice', 'message-not-delivered', 'answered-by-text', 'unused-with-work'));--> statement-breakpoint
CREATE POLICY "jobs_auth" ON "jobs" AS PERMISSIVE FOR INSERT TO "rother_auth" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "scheme_settings_auth" ON "scheme_settings" AS PERMISSIVE FOR SELECT TO "rother_auth" USING (true);--> statement-breakpoint
CREATE POLICY "invitations_scheme" ON "invitations" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "invitations_owner" ON "invitations" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "invitations_auth" ON "invitations" AS PERMISSIVE FOR ALL TO "rother_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "password_resets_scheme" ON "password_resets" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "password_resets_owner" ON "password_resets" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "password_resets_auth" ON "password_resets" AS PERMISSIVE FOR ALL TO "rother_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
alter table invitations force row level security;--> statement-breakpoint
alter table password_resets force row level security;--> statement-breakpoint
-- Invitations are made and taken back inside a scheme; who follows the link has no session, and is served by the sign-in role.
grant select, insert, update on invitations to rother_app;--> statement-breakpoint
grant select, update on invitations to rother_auth;--> statement-breakpoint
-- The mail is written by a job of the scheme, which reads the request and no account.
grant select on password_resets to rother_app;--> statement-breakpoint
grant select, insert, update, delete on password_resets, second_factors, recovery_codes to rother_auth;--> statement-breakpoint
grant insert on jobs to rother_auth;--> statement-breakpoint
grant select on scheme_settings to rother_auth;--> statement-breakpoint
grant update (is_manager, disabled_at, disabled_because, warned_at) on memberships to rother_app;--> statement-breakpoint
update memberships set last_signed_in_at = latest.at
from (select account_id, max(created_at) as at from sessions group by account_id) as latest
where latest.account_id = memberships.account_id;
