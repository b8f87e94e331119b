-- Why: the tables of the spine, with their keys, checks and policies. Locks: none, all is new. Size: empty. Way back: drop them.
CREATE TABLE "audit_seals" (
	"scheme_id" uuid NOT NULL,
	"seal" integer NOT NULL,
	"sealed_at" timestamp with time zone NOT NULL,
	"row_count" integer NOT NULL,
	"rows_hash" "bytea" NOT NULL,
	"signature" "bytea" NOT NULL,
	CONSTRAINT "audit_seals_pk" PRIMARY KEY("scheme_id","seal")
);
--> statement-breakpoint
ALTER TABLE "audit_seals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "audit_tail" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"membership_id" uuid,
	"action" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid,
	"person_id" uuid,
	"detail" jsonb,
	CONSTRAINT "audit_tail_pk" PRIMARY KEY("scheme_id","id")
);
--> statement-breakpoint
ALTER TABLE "audit_tail" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"scheme_id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"key" text NOT NULL,
	"request_hash" "bytea" NOT NULL,
	"at" timestamp with time zone NOT NULL,
	"response_status" smallint,
	"response" jsonb,
	CONSTRAINT "idempotency_keys_pk" PRIMARY KEY("scheme_id","account_id","key"),
	CONSTRAINT "idempotency_keys_key_length" CHECK (length(key) between 1 and 255)
);
--> statement-breakpoint
ALTER TABLE "idempotency_keys" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "jobs" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"data" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"once_key" text,
	"created_at" timestamp with time zone DEFAULT now() NOT NULL,
	"run_at" timestamp with time zone DEFAULT now() NOT NULL,
	"attempt" smallint DEFAULT 0 NOT NULL,
	"locked_until" timestamp with time zone,
	"done_at" timestamp with time zone,
	"dead_at" timestamp with time zone,
	"last_fault" text,
	CONSTRAINT "jobs_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "jobs_once_key" UNIQUE("scheme_id","name","once_key")
);
--> statement-breakpoint
ALTER TABLE "jobs" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "bank_holidays" (
	"on" date PRIMARY KEY NOT NULL,
	"name" text NOT NULL
);
--> statement-breakpoint
CREATE TABLE "calendar_days" (
	"on" date PRIMARY KEY NOT NULL,
	"working_days" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "scheme_list_items" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"list" text NOT NULL,
	"code" text NOT NULL,
	"label" text NOT NULL,
	"position" smallint NOT NULL,
	"is_sensitive" boolean DEFAULT false NOT NULL,
	"retired_on" date,
	CONSTRAINT "scheme_list_items_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "scheme_list_items_code_key" UNIQUE("scheme_id","list","code"),
	CONSTRAINT "scheme_list_items_list_check" CHECK ("scheme_list_items"."list" in ('need', 'return-reason', 'decline-reason', 'withdrawal-reason', 'hold-reason', 'closure-reason', 'amendment-reason', 'activity-category', 'offer-decline-reason', 'placement-end-reason')),
	CONSTRAINT "scheme_list_items_code_check" CHECK (code ~ '^[a-z0-9-]{1,60}$')
);
--> statement-breakpoint
ALTER TABLE "scheme_list_items" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "scheme_settings" (
	"scheme_id" uuid NOT NULL,
	"settings" jsonb NOT NULL,
	"updated_at" timestamp with time zone NOT NULL,
	CONSTRAINT "scheme_settings_pk" PRIMARY KEY("scheme_id")
);
--> statement-breakpoint
ALTER TABLE "scheme_settings" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "schemes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"host" text,
	"is_practice" boolean DEFAULT false NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "schemes_host_key" UNIQUE("host"),
	CONSTRAINT "schemes_name_length" CHECK (length("schemes"."name") between 1 and 200)
);
--> statement-breakpoint
CREATE TABLE "organisations" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"name" text NOT NULL,
	"kinds" text[] NOT NULL,
	"ods_code" text,
	"postcode" text,
	"phone" text,
	"email" text,
	"closed_on" date,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "organisations_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "organisations_ods_code_key" UNIQUE("scheme_id","ods_code"),
	CONSTRAINT "organisations_kinds_check" CHECK (cardinality(kinds) > 0 and kinds <@ array['practice', 'case-management-team', 'advisor-service', 'provider', 'commissioner', 'scheme']::text[]),
	CONSTRAINT "organisations_name_length" CHECK (length(name) between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "organisations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "served_practices" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"team_id" uuid NOT NULL,
	"practice_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"until_on" date,
	CONSTRAINT "served_practices_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "served_practices_key" UNIQUE("scheme_id","team_id","practice_id","from_on")
);
--> statement-breakpoint
ALTER TABLE "served_practices" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "accounts" (
	"id" uuid PRIMARY KEY NOT NULL,
	"email" text NOT NULL,
	"name" text NOT NULL,
	"password_hash" text NOT NULL,
	"disabled_at" timestamp with time zone,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "accounts_email_key" UNIQUE("email"),
	CONSTRAINT "accounts_email_check" CHECK (email = lower(email) and length(email) between 3 and 254),
	CONSTRAINT "accounts_name_length" CHECK (length(name) between 1 and 200)
);
--> statement-breakpoint
CREATE TABLE "memberships" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"account_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"role" text NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "memberships_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "memberships_key" UNIQUE("scheme_id","account_id","organisation_id","role"),
	CONSTRAINT "memberships_role_check" CHECK ("memberships"."role" in ('referrer', 'advisor', 'team-lead', 'provider', 'commissioner', 'administrator')),
	CONSTRAINT "memberships_name_length" CHECK (length(name) between 1 and 200)
);
--> statement-breakpoint
ALTER TABLE "memberships" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "refresh_tokens" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"issued_at" timestamp with time zone NOT NULL,
	"used_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"account_id" uuid NOT NULL,
	"scheme_id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"expires_at" timestamp with time zone NOT NULL,
	"revoked_at" timestamp with time zone,
	"revoked_because" text,
	CONSTRAINT "sessions_revoked_because_check" CHECK ("sessions"."revoked_because" in ('signed-out', 'signed-out-everywhere', 'account-disabled', 'refresh-token-reused')),
	CONSTRAINT "sessions_revoked_check" CHECK ((revoked_at is null) = (revoked_because is null))
);
--> statement-breakpoint
CREATE TABLE "sign_in_failures" (
	"key_hash" "bytea" PRIMARY KEY NOT NULL,
	"failures" integer NOT NULL,
	"last_failed_at" timestamp with time zone NOT NULL,
	"blocked_until" timestamp with time zone NOT NULL,
	"last_succeeded_at" timestamp with time zone
);
--> statement-breakpoint
CREATE TABLE "tasks" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"membership_id" uuid,
	"due_on" date NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"done_at" timestamp with time zone,
	"done_by_id" uuid,
	"outcome" text,
	CONSTRAINT "tasks_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "tasks_kind_check" CHECK ("tasks"."kind" in ('confirm-identity', 'confirm-registration', 'compare-details', 'offer-declined', 'ask-to-share', 'answer-objection', 'hold-ended', 'follow-up-measures'))
);
--> statement-breakpoint
ALTER TABLE "tasks" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "messages" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"organisation_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"subject_kind" text NOT NULL,
	"subject_id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"title" text NOT NULL,
	"body" text NOT NULL,
	"snomed_code" text,
	"sent_at" timestamp with time zone NOT NULL,
	"sent_by_id" uuid,
	"read_at" timestamp with time zone,
	"read_by_id" uuid,
	"filed_at" timestamp with time zone,
	"filed_by_id" uuid,
	CONSTRAINT "messages_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "messages_kind_check" CHECK ("messages"."kind" in ('referral-received', 'check-identity', 'referral-returned', 'referral-declined', 'first-contact-made', 'person-said-no', 'plan-agreed', 'objection-answered', 'referral-closed', 'referral-withdrawn')),
	CONSTRAINT "messages_body_length" CHECK (length(body) <= 1500)
);
--> statement-breakpoint
ALTER TABLE "messages" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "care_relationships" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"scope" text NOT NULL,
	"organisation_id" uuid NOT NULL,
	"subject_id" uuid NOT NULL,
	"from_at" timestamp with time zone NOT NULL,
	"until_at" timestamp with time zone,
	CONSTRAINT "care_relationships_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "care_relationships_kind_check" CHECK ("care_relationships"."kind" in ('registration', 'referral', 'placement', 'merge')),
	CONSTRAINT "care_relationships_scope_check" CHECK ("care_relationships"."scope" in ('record', 'own-referral', 'placement'))
);
--> statement-breakpoint
ALTER TABLE "care_relationships" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "consents" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"purpose" text NOT NULL,
	"recipient_id" uuid,
	"answer" text NOT NULL,
	"how" text NOT NULL,
	"answered_on" date NOT NULL,
	"recorded_at" timestamp with time zone NOT NULL,
	"recorded_by_id" uuid NOT NULL,
	CONSTRAINT "consents_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "consents_purpose_check" CHECK ("consents"."purpose" in ('refer', 'share', 'contact', 'link-hospital-data')),
	CONSTRAINT "consents_answer_check" CHECK ("consents"."answer" in ('given', 'refused', 'withdrawn')),
	CONSTRAINT "consents_how_check" CHECK ("consents"."how" in ('in-person', 'by-phone', 'by-video', 'on-paper'))
);
--> statement-breakpoint
ALTER TABLE "consents" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "people" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"nhs_number" text,
	"no_nhs_number_because" text,
	"claimed_nhs_number" text,
	"given_name" text NOT NULL,
	"family_name" text NOT NULL,
	"preferred_name" text,
	"surname_key" text NOT NULL,
	"name_key" text NOT NULL,
	"born_on" date NOT NULL,
	"address_lines" text[],
	"postcode" text,
	"phones" jsonb DEFAULT '[]'::jsonb NOT NULL,
	"email" text,
	"safe_contact" jsonb,
	"facts" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"merged_into" uuid,
	"version" integer DEFAULT 1 NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	CONSTRAINT "people_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "people_nhs_number_check" CHECK (nhs_number ~ '^[0-9]{10}$'),
	CONSTRAINT "people_number_or_reason" CHECK (nhs_number is not null or no_nhs_number_because is not null or claimed_nhs_number is not null),
	CONSTRAINT "people_no_nhs_number_because_check" CHECK ("people"."no_nhs_number_because" in ('not-registered', 'number-not-to-hand', 'from-another-country', 'person-would-not-say'))
);
--> statement-breakpoint
ALTER TABLE "people" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "person_merges" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"survivor_id" uuid NOT NULL,
	"duplicate_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"merged_at" timestamp with time zone NOT NULL,
	"merged_by_id" uuid NOT NULL,
	"undone_at" timestamp with time zone,
	"undone_by_id" uuid,
	CONSTRAINT "person_merges_pk" PRIMARY KEY("scheme_id","id")
);
--> statement-breakpoint
ALTER TABLE "person_merges" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "person_registrations" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"practice_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"until_on" date,
	CONSTRAINT "person_registrations_pk" PRIMARY KEY("scheme_id","id")
);
--> statement-breakpoint
ALTER TABLE "person_registrations" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "related_people" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"kind" text NOT NULL,
	"name" text NOT NULL,
	"relationship" text,
	"phone" text,
	"lives_with" boolean,
	"related_person_id" uuid,
	"created_at" timestamp with time zone NOT NULL,
	"ended_at" timestamp with time zone,
	CONSTRAINT "related_people_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "related_people_kind_check" CHECK ("related_people"."kind" in ('carer', 'cared-for', 'emergency-contact', 'next-of-kin', 'neighbour', 'other'))
);
--> statement-breakpoint
ALTER TABLE "related_people" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "advisor_alignments" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"membership_id" uuid NOT NULL,
	"practice_id" uuid NOT NULL,
	"from_on" date NOT NULL,
	"until_on" date,
	CONSTRAINT "advisor_alignments_pk" PRIMARY KEY("scheme_id","id")
);
--> statement-breakpoint
ALTER TABLE "advisor_alignments" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "referral_events" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"step" text NOT NULL,
	"from_status" text,
	"to_status" text NOT NULL,
	"by_id" uuid,
	"at" timestamp with time zone NOT NULL,
	"reason" text,
	"note" text,
	"changes" jsonb,
	CONSTRAINT "referral_events_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "referral_events_step_check" CHECK ("referral_events"."step" in ('submit', 'return', 'resubmit', 'accept', 'decline', 'withdraw', 'close', 'reopen', 'enter-in-error', 'hold', 'resume', 'allocate', 'amend'))
);
--> statement-breakpoint
ALTER TABLE "referral_events" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "referral_holds" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"referral_id" uuid NOT NULL,
	"reason" text NOT NULL,
	"from_on" date NOT NULL,
	"until_on" date NOT NULL,
	"ended_on" date,
	CONSTRAINT "referral_holds_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "referral_holds_order" CHECK (until_on > from_on)
);
--> statement-breakpoint
ALTER TABLE "referral_holds" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE TABLE "referrals" (
	"scheme_id" uuid NOT NULL,
	"id" uuid NOT NULL,
	"person_id" uuid NOT NULL,
	"reference" text NOT NULL,
	"status" text NOT NULL,
	"practice_id" uuid NOT NULL,
	"referrer_organisation_id" uuid NOT NULL,
	"advisor_service_id" uuid NOT NULL,
	"created_by_id" uuid NOT NULL,
	"created_at" timestamp with time zone NOT NULL,
	"source" text NOT NULL,
	"on_behalf_of" text,
	"needs" text[] NOT NULL,
	"reason" text NOT NULL,
	"what_matters" text,
	"urgency" text NOT NULL,
	"home_visit_risk" text NOT NULL,
	"home_visit_risk_note" text,
	"given_details" jsonb,
	"submitted_at" timestamp with time zone,
	"accepted_at" timestamp with time zone,
	"allocated_at" timestamp with time zone,
	"first_contact_at" timestamp with time zone,
	"assessed_at" timestamp with time zone,
	"plan_agreed_at" timestamp with time zone,
	"review_due_on" date,
	"ready_to_close_at" timestamp with time zone,
	"ended_at" timestamp with time zone,
	"end_reason" text,
	"hold_until" date,
	"hold_days_left" smallint,
	"owner_organisation_id" uuid NOT NULL,
	"owner_id" uuid,
	"next_step" text,
	"due_on" date,
	"version" integer DEFAULT 1 NOT NULL,
	CONSTRAINT "referrals_pk" PRIMARY KEY("scheme_id","id"),
	CONSTRAINT "referrals_reference_key" UNIQUE("scheme_id","reference"),
	CONSTRAINT "referrals_status_check" CHECK ("referrals"."status" in ('draft', 'submitted', 'returned', 'accepted', 'declined', 'withdrawn', 'closed', 'entered-in-error')),
	CONSTRAINT "referrals_source_check" CHECK ("referrals"."source" in ('practice', 'case-management-team', 'hospital', 'other-professional', 'self-or-family')),
	CONSTRAINT "referrals_urgency_check" CHECK ("referrals"."urgency" in ('routine', 'soon', 'urgent')),
	CONSTRAINT "referrals_home_visit_risk_check" CHECK ("referrals"."home_visit_risk" in ('known', 'none-known', 'not-asked')),
	CONSTRAINT "referrals_next_step_check" CHECK ("referrals"."next_step" in ('triage', 'answer-question', 'allocate', 'make-contact', 'assess', 'agree-plan', 'review', 'close', 'resume')),
	CONSTRAINT "referrals_open_is_owed" CHECK ((status in ('submitted', 'returned', 'accepted')) = (next_step is not null and due_on is not null)),
	CONSTRAINT "referrals_hold_check" CHECK ((hold_until is null) = (hold_days_left is null)),
	CONSTRAINT "referrals_needs_check" CHECK (cardinality(needs) > 0)
);
--> statement-breakpoint
ALTER TABLE "referrals" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
ALTER TABLE "scheme_settings" ADD CONSTRAINT "scheme_settings_scheme_id_schemes_id_fk" FOREIGN KEY ("scheme_id") REFERENCES "public"."schemes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "organisations" ADD CONSTRAINT "organisations_scheme_fk" FOREIGN KEY ("scheme_id") REFERENCES "public"."schemes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "served_practices" ADD CONSTRAINT "served_practices_team_fk" FOREIGN KEY ("scheme_id","team_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "served_practices" ADD CONSTRAINT "served_practices_practice_fk" FOREIGN KEY ("scheme_id","practice_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_account_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "memberships" ADD CONSTRAINT "memberships_organisation_fk" FOREIGN KEY ("scheme_id","organisation_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "refresh_tokens" ADD CONSTRAINT "refresh_tokens_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_account_fk" FOREIGN KEY ("account_id") REFERENCES "public"."accounts"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "sessions" ADD CONSTRAINT "sessions_scheme_fk" FOREIGN KEY ("scheme_id") REFERENCES "public"."schemes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_organisation_fk" FOREIGN KEY ("scheme_id","organisation_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "tasks" ADD CONSTRAINT "tasks_membership_fk" FOREIGN KEY ("scheme_id","membership_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_organisation_fk" FOREIGN KEY ("scheme_id","organisation_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_sent_by_fk" FOREIGN KEY ("scheme_id","sent_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_relationships" ADD CONSTRAINT "care_relationships_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "care_relationships" ADD CONSTRAINT "care_relationships_organisation_fk" FOREIGN KEY ("scheme_id","organisation_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_recipient_fk" FOREIGN KEY ("scheme_id","recipient_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "consents" ADD CONSTRAINT "consents_recorded_by_fk" FOREIGN KEY ("scheme_id","recorded_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_scheme_fk" FOREIGN KEY ("scheme_id") REFERENCES "public"."schemes"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "people" ADD CONSTRAINT "people_merged_into_fk" FOREIGN KEY ("scheme_id","merged_into") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_survivor_fk" FOREIGN KEY ("scheme_id","survivor_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_merges" ADD CONSTRAINT "person_merges_duplicate_fk" FOREIGN KEY ("scheme_id","duplicate_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_registrations" ADD CONSTRAINT "person_registrations_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "person_registrations" ADD CONSTRAINT "person_registrations_practice_fk" FOREIGN KEY ("scheme_id","practice_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "related_people" ADD CONSTRAINT "related_people_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "related_people" ADD CONSTRAINT "related_people_related_fk" FOREIGN KEY ("scheme_id","related_person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "advisor_alignments" ADD CONSTRAINT "advisor_alignments_membership_fk" FOREIGN KEY ("scheme_id","membership_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "advisor_alignments" ADD CONSTRAINT "advisor_alignments_practice_fk" FOREIGN KEY ("scheme_id","practice_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_events" ADD CONSTRAINT "referral_events_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_events" ADD CONSTRAINT "referral_events_by_fk" FOREIGN KEY ("scheme_id","by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referral_holds" ADD CONSTRAINT "referral_holds_referral_fk" FOREIGN KEY ("scheme_id","referral_id") REFERENCES "public"."referrals"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_person_fk" FOREIGN KEY ("scheme_id","person_id") REFERENCES "public"."people"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_practice_fk" FOREIGN KEY ("scheme_id","practice_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_referrer_fk" FOREIGN KEY ("scheme_id","referrer_organisation_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_service_fk" FOREIGN KEY ("scheme_id","advisor_service_id") REFERENCES "public"."organisations"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_created_by_fk" FOREIGN KEY ("scheme_id","created_by_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "referrals" ADD CONSTRAINT "referrals_owner_fk" FOREIGN KEY ("scheme_id","owner_id") REFERENCES "public"."memberships"("scheme_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "idempotency_keys_at" ON "idempotency_keys" USING btree ("scheme_id","at");--> statement-breakpoint
CREATE INDEX "jobs_waiting" ON "jobs" USING btree ("run_at") WHERE done_at is null and dead_at is null;--> statement-breakpoint
CREATE INDEX "organisations_by_name" ON "organisations" USING btree ("scheme_id","name","id");--> statement-breakpoint
CREATE INDEX "memberships_by_organisation" ON "memberships" USING btree ("scheme_id","organisation_id");--> statement-breakpoint
CREATE INDEX "memberships_by_name" ON "memberships" USING btree ("scheme_id","name","id");--> statement-breakpoint
CREATE INDEX "memberships_by_account" ON "memberships" USING btree ("account_id");--> statement-breakpoint
CREATE INDEX "refresh_tokens_by_session" ON "refresh_tokens" USING btree ("session_id");--> statement-breakpoint
CREATE INDEX "sessions_by_account" ON "sessions" USING btree ("account_id","created_at");--> statement-breakpoint
CREATE INDEX "sign_in_failures_by_time" ON "sign_in_failures" USING btree ("last_failed_at");--> statement-breakpoint
CREATE UNIQUE INDEX "tasks_open_key" ON "tasks" USING btree ("scheme_id","kind","subject_id") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "tasks_open_by_due" ON "tasks" USING btree ("scheme_id","organisation_id","due_on","id") WHERE done_at is null;--> statement-breakpoint
CREATE INDEX "messages_inbox" ON "messages" USING btree ("scheme_id","organisation_id","id");--> statement-breakpoint
CREATE INDEX "messages_about" ON "messages" USING btree ("scheme_id","subject_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "care_relationships_open_key" ON "care_relationships" USING btree ("scheme_id","person_id","organisation_id","subject_id") WHERE until_at is null;--> statement-breakpoint
CREATE INDEX "consents_latest" ON "consents" USING btree ("scheme_id","person_id","purpose","recipient_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "people_nhs_number_key" ON "people" USING btree ("scheme_id","nhs_number") WHERE merged_into is null and nhs_number is not null;--> statement-breakpoint
CREATE INDEX "people_by_surname" ON "people" USING btree ("scheme_id","surname_key" text_pattern_ops,"born_on");--> statement-breakpoint
CREATE INDEX "people_by_name" ON "people" USING btree ("scheme_id","name_key","born_on");--> statement-breakpoint
CREATE UNIQUE INDEX "person_merges_open_key" ON "person_merges" USING btree ("scheme_id","duplicate_id") WHERE undone_at is null;--> statement-breakpoint
CREATE INDEX "person_merges_of" ON "person_merges" USING btree ("scheme_id","survivor_id");--> statement-breakpoint
CREATE UNIQUE INDEX "person_registrations_current_key" ON "person_registrations" USING btree ("scheme_id","person_id") WHERE until_on is null;--> statement-breakpoint
CREATE INDEX "related_people_of" ON "related_people" USING btree ("scheme_id","person_id");--> statement-breakpoint
CREATE UNIQUE INDEX "advisor_alignments_open_key" ON "advisor_alignments" USING btree ("scheme_id","practice_id","membership_id") WHERE until_on is null;--> statement-breakpoint
CREATE INDEX "referral_events_of" ON "referral_events" USING btree ("scheme_id","referral_id","id");--> statement-breakpoint
CREATE INDEX "referral_holds_of" ON "referral_holds" USING btree ("scheme_id","referral_id");--> statement-breakpoint
CREATE INDEX "referrals_of_person" ON "referrals" USING btree ("scheme_id","person_id","id");--> statement-breakpoint
CREATE INDEX "referrals_caseload" ON "referrals" USING btree ("scheme_id","owner_id","due_on","id") WHERE status in ('submitted', 'returned', 'accepted');--> statement-breakpoint
CREATE INDEX "referrals_of_service" ON "referrals" USING btree ("scheme_id","advisor_service_id","due_on","id") WHERE status in ('submitted', 'returned', 'accepted');--> statement-breakpoint
CREATE INDEX "referrals_of_practice" ON "referrals" USING btree ("scheme_id","practice_id","due_on","id") WHERE status in ('submitted', 'returned', 'accepted');--> statement-breakpoint
CREATE INDEX "referrals_of_referrer" ON "referrals" USING btree ("scheme_id","referrer_organisation_id","due_on","id") WHERE status in ('submitted', 'returned', 'accepted');--> statement-breakpoint
CREATE INDEX "referrals_of_referrer_all" ON "referrals" USING btree ("scheme_id","referrer_organisation_id","id");--> statement-breakpoint
CREATE INDEX "referrals_of_practice_all" ON "referrals" USING btree ("scheme_id","practice_id","id");--> statement-breakpoint
CREATE INDEX "referrals_on_hold" ON "referrals" USING btree ("scheme_id","hold_until") WHERE hold_until is not null;--> statement-breakpoint
CREATE INDEX "referrals_by_submission" ON "referrals" USING btree ("scheme_id","submitted_at");--> statement-breakpoint
CREATE POLICY "audit_seals_scheme" ON "audit_seals" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "audit_seals_owner" ON "audit_seals" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_seals_sealer" ON "audit_seals" AS PERMISSIVE FOR ALL TO "rother_sealer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_tail_scheme" ON "audit_tail" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "audit_tail_owner" ON "audit_tail" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_tail_auth" ON "audit_tail" AS PERMISSIVE FOR INSERT TO "rother_auth" WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "audit_tail_sealer" ON "audit_tail" AS PERMISSIVE FOR ALL TO "rother_sealer" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "idempotency_keys_scheme" ON "idempotency_keys" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "idempotency_keys_owner" ON "idempotency_keys" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "jobs_scheme" ON "jobs" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "jobs_owner" ON "jobs" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "jobs_worker" ON "jobs" AS PERMISSIVE FOR ALL TO "rother_worker" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "scheme_list_items_scheme" ON "scheme_list_items" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "scheme_list_items_owner" ON "scheme_list_items" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "scheme_settings_scheme" ON "scheme_settings" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "scheme_settings_owner" ON "scheme_settings" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "organisations_scheme" ON "organisations" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "organisations_owner" ON "organisations" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "organisations_auth" ON "organisations" AS PERMISSIVE FOR SELECT TO "rother_auth" USING (true);--> statement-breakpoint
CREATE POLICY "served_practices_scheme" ON "served_practices" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "served_practices_owner" ON "served_practices" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "memberships_scheme" ON "memberships" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "memberships_owner" ON "memberships" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "memberships_auth" ON "memberships" AS PERMISSIVE FOR ALL TO "rother_auth" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "tasks_scheme" ON "tasks" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "tasks_owner" ON "tasks" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "messages_scheme" ON "messages" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "messages_owner" ON "messages" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "care_relationships_scheme" ON "care_relationships" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "care_relationships_owner" ON "care_relationships" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "consents_scheme" ON "consents" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "consents_owner" ON "consents" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "people_scheme" ON "people" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "people_owner" ON "people" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "person_merges_scheme" ON "person_merges" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "person_merges_owner" ON "person_merges" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "person_registrations_scheme" ON "person_registrations" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "person_registrations_owner" ON "person_registrations" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "related_people_scheme" ON "related_people" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "related_people_owner" ON "related_people" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "advisor_alignments_scheme" ON "advisor_alignments" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "advisor_alignments_owner" ON "advisor_alignments" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "referral_events_scheme" ON "referral_events" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "referral_events_owner" ON "referral_events" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "referral_holds_scheme" ON "referral_holds" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "referral_holds_owner" ON "referral_holds" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);--> statement-breakpoint
CREATE POLICY "referrals_scheme" ON "referrals" AS PERMISSIVE FOR ALL TO "rother_app" USING (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid)) WITH CHECK (scheme_id = (select nullif(current_setting('app.scheme_id', true), '')::uuid));--> statement-breakpoint
CREATE POLICY "referrals_owner" ON "referrals" AS PERMISSIVE FOR ALL TO "rother_owner" USING (true) WITH CHECK (true);