-- Why: accounts are brought by file, an invitation may be to a manager, and an import is written in the background.
-- Locks: access exclusive on imports and invitations for a moment (the new CHECK reads imports once; the new columns are null or have a constant default). Size: nothing is rewritten.
-- Way back: drop the function and the two columns, restore the CHECK of imports once none is of accounts.
ALTER TABLE "imports" DROP CONSTRAINT "imports_kind_check";--> statement-breakpoint
ALTER TABLE "imports" ADD COLUMN "worked_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_kind_check" CHECK ("imports"."kind" in ('organisations', 'accounts', 'caseload'));--> statement-breakpoint
ALTER TABLE "invitations" ADD COLUMN "as_manager" boolean DEFAULT false NOT NULL;
--> statement-breakpoint
-- Whether an address belongs to somebody who works in the scheme of the connection already. A scheme knows its members, and no accounts: of an address that works elsewhere it says nothing.
create function members_by_email(emails text[])
returns table (email text, membership_id uuid, organisation_id uuid, role text)
language sql stable security definer set search_path = pg_catalog, public as $$
  select accounts.email, memberships.id, memberships.organisation_id, memberships.role
  from public.accounts join public.memberships on memberships.account_id = accounts.id
  where accounts.email = any(emails) and memberships.ended_at is null
    and memberships.scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)
$$;
--> statement-breakpoint
revoke execute on function members_by_email from public;
--> statement-breakpoint
grant execute on function members_by_email to rother_app;
