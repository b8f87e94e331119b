-- The practice hears when a closed referral is taken up again; the closings of a referral are found by an index.
-- Locks: messages and closings for as long as the CHECK is tried and the index is built, seconds on a full table. Size: an
-- index entry for each closing. Way back: drop the index, put the CHECK back once no such message is left.
ALTER TABLE "messages" DROP CONSTRAINT "messages_kind_check";--> statement-breakpoint
CREATE INDEX "closings_of" ON "closings" USING btree ("scheme_id","referral_id","closed_at");--> statement-breakpoint
ALTER TABLE "messages" ADD CONSTRAINT "messages_kind_check" CHECK ("messages"."kind" in ('referral-received', 'check-identity', 'referral-returned', 'referral-declined', 'first-contact-made', 'person-said-no', 'plan-agreed', 'objection-answered', 'referral-closed', 'referral-reopened', 'referral-withdrawn', 'person-died', 'death-taken-back', 'word-to-practice'));
