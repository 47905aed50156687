-- Every table that this migration changes is locked at once, before any is held: see 0005.
LOCK TABLE "call_aliases", "calls", "effects", "journal" IN ACCESS EXCLUSIVE MODE;--> statement-breakpoint
DROP INDEX "call_aliases_of_any_line";--> statement-breakpoint
DROP INDEX "calls_newest_of_line";--> statement-breakpoint
DROP INDEX "calls_open";--> statement-breakpoint
DROP INDEX "effects_of_line_lately";--> statement-breakpoint
ALTER TABLE "call_aliases" DROP CONSTRAINT "call_aliases_tenant_id_line_id_provider_call_id_pk";--> statement-breakpoint
ALTER TABLE "call_aliases" ADD CONSTRAINT "call_aliases_tenant_id_provider_call_id_line_id_pk" PRIMARY KEY("tenant_id","provider_call_id","line_id");--> statement-breakpoint
ALTER TABLE "effects" ADD COLUMN "by_policy" boolean;--> statement-breakpoint
CREATE INDEX "calls_of_line_by_status" ON "calls" USING btree ("tenant_id","line_id","status","ringing_at","id");--> statement-breakpoint
CREATE INDEX "journal_of_kind" ON "journal" USING btree ("tenant_id","line_id","kind","epoch","xid","id");--> statement-breakpoint
CREATE INDEX "effects_of_line_lately" ON "effects" USING btree ("tenant_id","line_id","kind","created_at") WHERE kind = 'text' or by_policy is not false;