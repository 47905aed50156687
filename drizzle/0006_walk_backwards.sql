DROP INDEX "calls_newest";--> statement-breakpoint
DROP INDEX "calls_newest_of_line";--> statement-breakpoint
DROP INDEX "calls_newest_of_caller";--> statement-breakpoint
DROP INDEX "calls_open";--> statement-breakpoint
DROP INDEX "calls_of_conversation";--> statement-breakpoint
CREATE INDEX "calls_newest" ON "calls" USING btree ("tenant_id","ringing_at","id");--> statement-breakpoint
CREATE INDEX "calls_newest_of_line" ON "calls" USING btree ("tenant_id","line_id","ringing_at","id");--> statement-breakpoint
CREATE INDEX "calls_newest_of_caller" ON "calls" USING btree ("tenant_id","caller_id","ringing_at","id");--> statement-breakpoint
CREATE INDEX "calls_open" ON "calls" USING btree ("tenant_id","ringing_at","id") WHERE status in ('RINGING', 'REJECTING', 'ANSWERED');--> statement-breakpoint
CREATE INDEX "calls_of_conversation" ON "calls" USING btree ("tenant_id","conversation_id","ringing_at") WHERE conversation_id is not null;