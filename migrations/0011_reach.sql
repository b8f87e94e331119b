-- Why: one gate to a person: what it said stands with each message; who must not hear; hidden addresses; who shares a number.
-- Locks: access exclusive on people, related_people, outgoing_messages and tasks for a moment (constant defaults; changed CHECKs read once). Size: the index on contact keys reads people once.
-- Way back: drop the columns, the index and the function, restore the CHECK.
ALTER TABLE "outgoing_messages" ADD COLUMN "purpose" text;--> statement-breakpoint
ALTER TABLE "outgoing_messages" ADD COLUMN "gate" jsonb;--> statement-breakpoint
ALTER TABLE "outgoing_messages" ADD COLUMN "outcome" text;--> statement-breakpoint
ALTER TABLE "outgoing_messages" ADD CONSTRAINT "outgoing_messages_gate_check" CHECK ((recipient_kind = 'person') = (gate is not null) and (recipient_kind = 'person') = (purpose is not null));--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "address_hidden" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "contact_keys" text[] DEFAULT '{}' NOT NULL;--> statement-breakpoint
ALTER TABLE "related_people" ADD COLUMN "is_unsafe" boolean DEFAULT false NOT NULL;--> statement-breakpoint
CREATE INDEX "people_by_contact_keys" ON "people" USING gin ("contact_keys");--> statement-breakpoint
ALTER TABLE "tasks" DROP CONSTRAINT "tasks_kind_check";--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_kind_check" CHECK ("tasks"."kind" in ('confirm-identity', 'confirm-registration', 'compare-details', 'offer-declined', 'ask-to-share', 'answer-objection', 'hold-ended', 'follow-up-measures', 'lone-worker-not-back', 'no-reply', 'tell-group-of-death', 'death-taken-back', 'answer-concern', 'ring-practice', 'message-not-delivered', 'answered-by-text', 'reach-another-way'));--> statement-breakpoint
grant update (outcome) on outgoing_messages to rother_app;
--> statement-breakpoint
-- Whether somebody visits this person: owns an open referral, or has a contact planned. Under the caller's policies.
create function visits_person(scheme uuid, person uuid, member uuid) returns boolean language sql stable set search_path = public, pg_temp as $$
  with records as (select id from people where scheme_id = scheme and (id = person or merged_into = person))
  select exists (select from referrals join records on records.id = referrals.person_id
      where referrals.scheme_id = scheme and owner_id = member and ended_at is null)
    or exists (select from contacts join referrals on referrals.scheme_id = contacts.scheme_id and referrals.id = contacts.referral_id
      join records on records.id = referrals.person_id
      where contacts.scheme_id = scheme and worker_id = member and planned_start is not null and happened is null)
$$;
--> statement-breakpoint
revoke execute on function visits_person(uuid, uuid, uuid) from public;
--> statement-breakpoint
grant execute on function visits_person(uuid, uuid, uuid) to rother_app;
