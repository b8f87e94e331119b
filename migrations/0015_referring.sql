-- Why: what is sent is whole and was asked for by somebody; enquiries that go by themselves; organisations that close into a successor.
-- Locks: access exclusive on changed tables for a moment (new columns are null or have a constant default; a changed CHECK reads its table once). Size: new tables are empty. Way back: drop what is new, the function too, restore the CHECKs and NOT NULLs (after filling reason and home_visit_risk).
ALTER TABLE "consents" ADD COLUMN "asked_by" text;
--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_asked_by_length" CHECK (length(asked_by) between 1 and 200);
--> statement-breakpoint
ALTER TABLE "referrals" ADD COLUMN "outside_referrer" jsonb;
--> statement-breakpoint
ALTER TABLE "referrals" ALTER COLUMN "reason" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "referrals" ALTER COLUMN "home_visit_risk" DROP NOT NULL;
--> statement-breakpoint
ALTER TABLE "referrals" DROP CONSTRAINT "referrals_needs_check";
--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_sent_is_whole" CHECK (status in ('draft', 'entered-in-error') or (cardinality(needs) > 0 and home_visit_risk is not null));
--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "successor_id" uuid;
--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "closed_because" text;
--> statement-breakpoint
ALTER TABLE "organisations" ADD COLUMN "version" integer DEFAULT 1 NOT NULL;
--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_successor_fk" FOREIGN KEY ("scheme_id","successor_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_successor_check" CHECK (successor_id is null or (closed_on is not null and successor_id <> id));
--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_closed_because_length" CHECK (length(closed_because) between 1 and 500);
--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_kind_check";
--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_kind_check" CHECK ("tasks"."kind" in ('confirm-identity', 'confirm-registration', 'compare-details', 'offer-declined', 'ask-to-share', 'answer-objection', 'hold-ended', 'follow-up-measures', 'lone-worker-not-back', 'no-reply', 'tell-group-of-death', 'death-taken-back', 'answer-concern', 'ring-back', 'draft-expires', 'read-addition', 'ring-practice', 'message-not-delivered', 'answered-by-text'));
--> statement-breakpoint
-- The application deletes no person and no referral, but through this: a draft without the person's yes, in the scheme of the
-- connection, and its person when the draft made them and nothing else points to them. True when the person went, too.
create function delete_draft(draft_id uuid, at timestamptz) returns boolean
language plpgsql security definer set search_path = public, pg_temp as $$
declare
  own_scheme constant uuid := nullif(current_setting('app.scheme_id', true), '')::uuid;
  draft referrals;
begin
  select * into draft from referrals where scheme_id = own_scheme and id = draft_id and status = 'draft' for update;
  if not found or 'given' = (
    select answer from consents where scheme_id = own_scheme and person_id = draft.person_id and purpose = 'refer' and recipient_id is null
    order by id desc limit 1
  ) then
    raise exception 'Only a draft without a yes is deleted';
  end if;
  delete from referrals where scheme_id = own_scheme and id = draft_id;
  begin
    if exists (select from people where scheme_id = own_scheme and id = draft.person_id and created_at = draft.created_at)
      and not exists (select from referrals where scheme_id = own_scheme and person_id = draft.person_id) then
      delete from care_relationships where scheme_id = own_scheme and person_id = draft.person_id;
      delete from person_registrations where scheme_id = own_scheme and person_id = draft.person_id;
      delete from people where scheme_id = own_scheme and id = draft.person_id;
      return true;
    end if;
  exception when foreign_key_violation then
    null; -- Somebody else knows them: they stay.
  end;
  update care_relationships set until_at = at where scheme_id = own_scheme and subject_id = draft_id and until_at is null;
  return false;
end $$;
--> statement-breakpoint
revoke execute on function delete_draft(uuid, timestamptz) from public;
--> statement-breakpoint
grant execute on function delete_draft(uuid, timestamptz) to rother_app;
--> statement-breakpoint
ALTER TABLE "messages" ADD COLUMN "forwarded_from_id" uuid;
--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_forwarded_from_fk" FOREIGN KEY ("scheme_id","forwarded_from_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE TABLE "enquiries" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"taken_at" timestamp with time zone NOT NULL,
	"taken_by_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"who_rang" text NOT NULL,
	"ring_back" text NOT NULL,
	"person_name" text NOT NULL,
	"about" text NOT NULL,
	CONSTRAINT "enquiries_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "enquiries_lengths" CHECK (length(who_rang) between 1 and 200 and length(ring_back) between 1 and 200 and length(person_name) between 1 and 200 and length(about) between 1 and 1000)
);
--> statement-breakpoint
ALTER TABLE "enquiries" ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
ALTER TABLE "enquiries" ADD CONSTRAINT "enquiries_taken_by_fk" FOREIGN KEY ("scheme_id","taken_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
ALTER TABLE "enquiries" ADD CONSTRAINT "enquiries_organisation_fk" FOREIGN KEY ("scheme_id","organisation_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;
--> statement-breakpoint
CREATE INDEX "enquiries_by_age" ON "enquiries" USING btree ("scheme_id","taken_at");
--> statement-breakpoint
CREATE POLICY "enquiries_scheme" ON "enquiries" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));
--> statement-breakpoint
CREATE POLICY "enquiries_owner" ON "enquiries" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);
--> statement-breakpoint
ALTER TABLE "enquiries" FORCE ROW LEVEL SECURITY;
--> statement-breakpoint
-- An enquiry is written, locked while it becomes a referral, and deleted.
grant select, insert, update, delete on enquiries to rother_app;
