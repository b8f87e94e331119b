-- Why: files beside records; records that are closed to named staff; what organisations signed before they are told names.
-- Locks: access exclusive on new, empty tables; a changed CHECK reads its table once. Size: nothing is rewritten. Way back: drop what is new, restore the CHECKs.
CREATE TABLE "sharing_agreements" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"role" text NOT NULL,
	"assurance" text NOT NULL,
	"signed_by" text NOT NULL,
	"from_on" date NOT NULL,
	"to_on" date NOT NULL,
	"file_id" uuid,
	"added_at" timestamp with time zone NOT NULL,
	"added_by_id" uuid NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by_id" uuid,
	"ended_because" text,
	CONSTRAINT "sharing_agreements_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "sharing_agreements_role_check" CHECK ("sharing_agreements"."role" in ('controller', 'processor', 'joint-controller')),
	CONSTRAINT "sharing_agreements_assurance_check" CHECK ("sharing_agreements"."assurance" in ('dspt', 'small-group-checklist')),
	CONSTRAINT "sharing_agreements_days_check" CHECK (to_on >= from_on),
	CONSTRAINT "sharing_agreements_lengths" CHECK (length(signed_by) between 1 and 200 and length(ended_because) <= 500),
	CONSTRAINT "sharing_agreements_ended_check" CHECK (num_nonnulls(ended_at, ended_by_id, ended_because) in (0, 3))
);
--> statement-breakpoint
ALTER TABLE "sharing_agreements" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "file_contents" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"bytes" "bytea" NOT NULL,
	CONSTRAINT "file_contents_pk" PRIMARY KEY("scheme_id","id")
);
--> statement-breakpoint
ALTER TABLE "file_contents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "files" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"person_id" uuid,
	"title" text NOT NULL,
	"type" text NOT NULL,
	"size" integer NOT NULL,
	"sha256" "bytea" NOT NULL,
	"sent_sha256" "bytea" NOT NULL,
	"added_at" timestamp with time zone NOT NULL,
	"added_by_id" uuid NOT NULL,
	"removed_at" timestamp with time zone,
	"removed_by_id" uuid,
	"removed_because" text,
	CONSTRAINT "files_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "files_subject_kind_check" CHECK ("files"."subject_kind" in ('person', 'consent', 'referral', 'contact', 'plan-agreement', 'organisation', 'sharing-agreement')),
	CONSTRAINT "files_type_check" CHECK ("files"."type" in ('image/jpeg', 'image/png', 'application/pdf')),
	CONSTRAINT "files_title_length" CHECK (length(title) between 1 and 200),
	CONSTRAINT "files_removed_check" CHECK (num_nonnulls(removed_at, removed_by_id, removed_because) in (0, 3)),
	CONSTRAINT "files_removed_because_length" CHECK (length(removed_because) between 1 and 500)
);
--> statement-breakpoint
ALTER TABLE "files" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "record_closing_members" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"closing_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	CONSTRAINT "record_closing_members_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "record_closing_members_key" UNIQUE("scheme_id","closing_id","membership_id")
);
--> statement-breakpoint
ALTER TABLE "record_closing_members" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "record_closings" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"reason" text NOT NULL,
	"version" integer NOT NULL,
	"closed_at" timestamp with time zone NOT NULL,
	"closed_by_id" uuid NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_by_id" uuid,
	CONSTRAINT "record_closings_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "record_closings_kind_check" CHECK ("record_closings"."kind" in ('only-named', 'not-named')),
	CONSTRAINT "record_closings_reason_length" CHECK (length(reason) between 1 and 1000),
	CONSTRAINT "record_closings_ended_check" CHECK (num_nonnulls(ended_at, ended_by_id) in (0, 2))
);
--> statement-breakpoint
ALTER TABLE "record_closings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "record_openings" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"opened_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone NOT NULL,
	"reviewed_at" timestamp with time zone,
	"reviewed_by_id" uuid,
	"outcome" text,
	"note" text,
	CONSTRAINT "record_openings_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "record_openings_outcome_check" CHECK ("record_openings"."outcome" in ('justified', 'not-justified', 'looked-into-further')),
	CONSTRAINT "record_openings_lengths" CHECK (length(reason) between 1 and 1000 and length(note) <= 2000),
	CONSTRAINT "record_openings_reviewed_check" CHECK (num_nonnulls(reviewed_at, reviewed_by_id, outcome, note) in (0, 4))
);
--> statement-breakpoint
ALTER TABLE "record_openings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_kind_check";--> statement-breakpoint
ALTER TABLE "sharing_agreements" ADD CONSTRAINT "sharing_agreements_organisation_fk" FOREIGN KEY ("scheme_id","organisation_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sharing_agreements" ADD CONSTRAINT "sharing_agreements_file_fk" FOREIGN KEY ("scheme_id","file_id") REFERENCES "public"."files"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sharing_agreements" ADD CONSTRAINT "sharing_agreements_added_by_fk" FOREIGN KEY ("scheme_id","added_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sharing_agreements" ADD CONSTRAINT "sharing_agreements_ended_by_fk" FOREIGN KEY ("scheme_id","ended_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "file_contents" ADD CONSTRAINT "file_contents_file_fk" FOREIGN KEY ("scheme_id","id") REFERENCES "public"."files"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_added_by_fk" FOREIGN KEY ("scheme_id","added_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_removed_by_fk" FOREIGN KEY ("scheme_id","removed_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_closing_members" ADD CONSTRAINT "record_closing_members_closing_fk" FOREIGN KEY ("scheme_id","closing_id") REFERENCES "public"."record_closings"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_closing_members" ADD CONSTRAINT "record_closing_members_membership_fk" FOREIGN KEY ("scheme_id","membership_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_closings" ADD CONSTRAINT "record_closings_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_closings" ADD CONSTRAINT "record_closings_closed_by_fk" FOREIGN KEY ("scheme_id","closed_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_closings" ADD CONSTRAINT "record_closings_ended_by_fk" FOREIGN KEY ("scheme_id","ended_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_openings" ADD CONSTRAINT "record_openings_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_openings" ADD CONSTRAINT "record_openings_membership_fk" FOREIGN KEY ("scheme_id","membership_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "record_openings" ADD CONSTRAINT "record_openings_reviewed_by_fk" FOREIGN KEY ("scheme_id","reviewed_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "sharing_agreements_of" ON "sharing_agreements" USING btree ("scheme_id","organisation_id","to_on") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "sharing_agreements_by_end" ON "sharing_agreements" USING btree ("scheme_id","to_on") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "files_same_key" ON "files" USING btree ("scheme_id","subject_kind","subject_id","sent_sha256") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "files_of_subject" ON "files" USING btree ("scheme_id","subject_kind","subject_id","id");--> statement-breakpoint
CREATE INDEX "files_of_person" ON "files" USING btree ("scheme_id","person_id") WHERE person_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "record_closings_open_key" ON "record_closings" USING btree ("scheme_id","person_id") WHERE ended_at is null;--> statement-breakpoint
CREATE INDEX "record_openings_of" ON "record_openings" USING btree ("scheme_id","person_id","membership_id","until_at");--> statement-breakpoint
CREATE INDEX "record_openings_to_review" ON "record_openings" USING btree ("scheme_id","id") WHERE reviewed_at is null;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_kind_check" CHECK ("tasks"."kind" in ('confirm-identity', 'confirm-registration', 'compare-details', 'offer-declined', 'ask-to-share', 'answer-objection', 'hold-ended', 'follow-up-measures', 'lone-worker-not-back', 'no-reply', 'tell-group-of-death', 'death-taken-back', 'answer-concern', 'ring-practice', 'sign-agreement', 'renew-agreement', 'review-opened-record'));--> statement-breakpoint
CREATE POLICY "sharing_agreements_scheme" ON "sharing_agreements" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "sharing_agreements_owner" ON "sharing_agreements" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "file_contents_scheme" ON "file_contents" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "file_contents_owner" ON "file_contents" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "files_scheme" ON "files" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "files_owner" ON "files" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "record_closing_members_scheme" ON "record_closing_members" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "record_closing_members_owner" ON "record_closing_members" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "record_closings_scheme" ON "record_closings" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "record_closings_owner" ON "record_closings" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "record_openings_scheme" ON "record_openings" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "record_openings_owner" ON "record_openings" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
-- A file is added and may be removed; its bytes go, its row stays.
grant select, insert on files to rother_app;
--> statement-breakpoint
grant update (removed_at, removed_by_id, removed_because) on files to rother_app;
--> statement-breakpoint
grant select, insert, delete on file_contents to rother_app;
--> statement-breakpoint
-- A closing ends and is not changed; an opening is reviewed once.
grant select, insert on record_closings, record_closing_members, record_openings to rother_app;
--> statement-breakpoint
grant update (ended_at, ended_by_id) on record_closings to rother_app;
--> statement-breakpoint
grant update (reviewed_at, reviewed_by_id, outcome, note) on record_openings to rother_app;
--> statement-breakpoint
-- An agreement is written once; that it was ended before its time is all that is ever added.
grant select, insert on sharing_agreements to rother_app;
--> statement-breakpoint
grant update (ended_at, ended_by_id, ended_because) on sharing_agreements to rother_app;
--> statement-breakpoint
do $$
declare name text;
begin
  for name in select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'public' and relrowsecurity and not relforcerowsecurity loop
    execute format('alter table %I force row level security', name);
  end loop;
end $$;
