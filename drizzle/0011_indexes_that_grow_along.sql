DROP INDEX "calls_newest_of_line";--> statement-breakpoint
DROP INDEX "calls_open";--> statement-breakpoint
DROP INDEX "effects_of_line_lately";--> statement-breakpoint
ALTER TABLE "effects" ADD COLUMN "by_policy" boolean;--> statement-breakpoint
CREATE INDEX "calls_of_line_by_status" ON "calls" USING btree ("tenant_id","line_id","status","ringing_at","id");--> statement-breakpoint
CREATE INDEX "journal_of_kind" ON "journal" USING btree ("tenant_id","line_id","kind","epoch","xid","id");--> statement-breakpoint
CREATE INDEX "effects_of_line_lately" ON "effects" USING btree ("tenant_id","line_id","kind","created_at") WHERE kind = 'text' or by_policy is not false;
