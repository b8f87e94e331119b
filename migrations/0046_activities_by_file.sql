-- Why: the directory comes in from a file and can be taken back: a row keeps what it changed as it was, and a listing that it added and
-- nobody uses is deleted, which nothing else does. A listing that anything points to stays, by its foreign keys.
-- Locks: imports and import_rows for a moment. Size: one nullable column, filled by rows of this kind alone.
-- Way back: delete the imports of this kind, put the check back, drop the column, revoke the grant.
ALTER TABLE "imports" DROP CONSTRAINT "imports_kind_check";--> statement-breakpoint
ALTER TABLE "import_rows" ADD COLUMN "before" jsonb;--> statement-breakpoint
ALTER TABLE "imports" ADD CONSTRAINT "imports_kind_check" CHECK ("imports"."kind" in ('organisations', 'accounts', 'activities', 'caseload'));--> statement-breakpoint
grant delete on activities to rother_app;
