-- Why: a browser holds a session as a cookie that says nothing, and fifteen minutes without a page end it (docs/decisions/0028).
-- Locks: a new table, nothing waits. Size: a row for each sign-in in a browser, gone with its session after 90 days.
-- Way back: drop the table; whoever is signed in by a browser signs in again.
CREATE TABLE "browser_sessions" (
	"token_hash" "bytea" PRIMARY KEY NOT NULL,
	"session_id" uuid NOT NULL,
	"last_seen_at" timestamp with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "browser_sessions" ADD CONSTRAINT "browser_sessions_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE cascade ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "browser_sessions_by_session" ON "browser_sessions" USING btree ("session_id");--> statement-breakpoint
grant select, insert, update, delete on browser_sessions to rother_auth;
