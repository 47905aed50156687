ALTER TABLE "stream_meta" ADD COLUMN "server_started_at" timestamp with time zone;--> statement-breakpoint
ALTER TABLE "stream_meta" ADD COLUMN "written_by" text;--> statement-breakpoint
ALTER TABLE "lines" ADD COLUMN "hook_proof" text;--> statement-breakpoint
ALTER TABLE "lines" ADD COLUMN "previous_hook_token_hash" text;--> statement-breakpoint
ALTER TABLE "lines" ADD COLUMN "previous_hook_until" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "lines_previous_hook_token" ON "lines" USING btree ("previous_hook_token_hash") WHERE previous_hook_token_hash is not null;