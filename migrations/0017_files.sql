-- Why: files beside records; records that are closed to named staff; what organisations signed before they are told names.
-- Locks: access exclusive on new, empty tables; a changed CHECK reads its table once. Size: nothing is rewritten. Way back: drop what is new, restore the CHECKs.
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
ALTER TABLE "file_contents" ADD CONSTRAINT "file_contents_file_fk" FOREIGN KEY ("scheme_id","id") REFERENCES "public"."files"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_added_by_fk" FOREIGN KEY ("scheme_id","added_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "files" ADD CONSTRAINT "files_removed_by_fk" FOREIGN KEY ("scheme_id","removed_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "files_same_key" ON "files" USING btree ("scheme_id","subject_kind","subject_id","sent_sha256") WHERE removed_at is null;--> statement-breakpoint
CREATE INDEX "files_of_subject" ON "files" USING btree ("scheme_id","subject_kind","subject_id","id");--> statement-breakpoint
CREATE INDEX "files_of_person" ON "files" USING btree ("scheme_id","person_id") WHERE person_id is not null;--> statement-breakpoint
CREATE POLICY "file_contents_scheme" ON "file_contents" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "file_contents_owner" ON "file_contents" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "files_scheme" ON "files" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "files_owner" ON "files" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
-- A file is added and may be removed; its bytes go, its row stays.
grant select, insert on files to rother_app;
--> statement-breakpoint
grant update (removed_at, removed_by_id, removed_because) on files to rother_app;
--> statement-breakpoint
grant select, insert, delete on file_contents to rother_app;
--> statement-breakpoint
do $$
declare name text;
begin
  for name in select relname from pg_class join pg_namespace on pg_namespace.oid = relnamespace
    where nspname = 'public' and relrowsecurity and not relforcerowsecurity loop
    execute format('alter table %I force row level security', name);
  end loop;
end $$;
