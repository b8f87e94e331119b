-- Why: a group without an account answers by a link: its week, and each offer. Each link ends when a new one is made or it is revoked.
-- Locks: none that anybody waits for; a new table. Size: a link in a week for each activity, and one for each offer.
-- Way back: drop the table and the function; memberships of the account that nobody signs in to stay, as authors of what was done by link.
CREATE TABLE "group_links" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"activity_id" uuid NOT NULL,
	"provider_id" uuid NOT NULL,
	"placement_id" uuid,
	"week_of" date,
	"member_id" uuid NOT NULL,
	"made_at" timestamp with time zone NOT NULL,
	"made_by_id" uuid,
	"expires_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	"ended_because" text,
	"wrong_digits" smallint DEFAULT 0 NOT NULL,
	CONSTRAINT "group_links_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "group_links_purpose_check" CHECK ("group_links"."purpose" in ('week', 'offer')),
	CONSTRAINT "group_links_ended_because_check" CHECK ("group_links"."ended_because" in ('replaced', 'revoked', 'wrong-digits')),
	CONSTRAINT "group_links_ended" CHECK ((ended_at is null) = (ended_because is null)),
	CONSTRAINT "group_links_of_one" CHECK ((purpose = 'offer') = (placement_id is not null) and (purpose = 'week') = (week_of is not null))
);
--> statement-breakpoint
ALTER TABLE "group_links" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "group_links" ADD CONSTRAINT "group_links_activity_fk" FOREIGN KEY ("scheme_id","activity_id","provider_id") REFERENCES "public"."activities"("scheme_id","id","provider_id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_links" ADD CONSTRAINT "group_links_provider_fk" FOREIGN KEY ("scheme_id","provider_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_links" ADD CONSTRAINT "group_links_placement_fk" FOREIGN KEY ("scheme_id","placement_id") REFERENCES "public"."placements"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_links" ADD CONSTRAINT "group_links_member_fk" FOREIGN KEY ("scheme_id","member_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "group_links" ADD CONSTRAINT "group_links_made_by_fk" FOREIGN KEY ("scheme_id","made_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "group_links_week_key" ON "group_links" USING btree ("scheme_id","activity_id") WHERE purpose = 'week' and ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "group_links_offer_key" ON "group_links" USING btree ("scheme_id","placement_id") WHERE purpose = 'offer' and ended_at is null;--> statement-breakpoint
CREATE INDEX "group_links_of_activity" ON "group_links" USING btree ("scheme_id","activity_id","id");--> statement-breakpoint
CREATE POLICY "group_links_scheme" ON "group_links" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "group_links_owner" ON "group_links" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);;--> statement-breakpoint
grant select, insert, update on group_links to rother_app;--> statement-breakpoint
ALTER TABLE "group_links" FORCE ROW LEVEL SECURITY;--> statement-breakpoint
-- Whoever acts by a link acts for the group: in the name of a membership that was over when it began, of an account that is disabled and
-- has no password, so that nobody ever signs in by it and no list of members shows it. The scheme is the connection's.
create function link_member_of(organisation uuid) returns uuid
  language plpgsql security definer
  set search_path = pg_catalog, public
  as $$
  declare
    scheme uuid := nullif(current_setting('app.scheme_id', true), '')::uuid;
    account constant uuid := '00000000-0000-7000-8000-000000000053';
    member uuid;
  begin
    select id into member from memberships
      where scheme_id = scheme and account_id = account and organisation_id = organisation and role = 'provider';
    if found then return member; end if;
    insert into accounts (id, email, name, password_hash, disabled_at, created_at)
      values (account, 'by-link@nobody.invalid', 'By link', 'none', now(), now()) on conflict do nothing;
    insert into memberships (scheme_id, id, account_id, organisation_id, role, name, created_at, ended_at)
      values (scheme, gen_random_uuid(), account, organisation, 'provider', 'By link', now(), now())
      on conflict do nothing;
    select id into member from memberships
      where scheme_id = scheme and account_id = account and organisation_id = organisation and role = 'provider';
    return member;
  end
  $$;--> statement-breakpoint
revoke execute on function link_member_of(uuid) from public;--> statement-breakpoint
grant execute on function link_member_of(uuid) to rother_app;
