CREATE TABLE "recording_bridges" (
	"tenant_id" text NOT NULL,
	"name" text NOT NULL,
	"state" text NOT NULL,
	"reported_at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "recording_bridges_tenant_id_name_pk" PRIMARY KEY("tenant_id","name")
);
--> statement-breakpoint
ALTER TABLE "callers" ADD COLUMN "version" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "callers" ADD COLUMN "tier" text;--> statement-breakpoint
ALTER TABLE "callers" ADD COLUMN "blocked_until" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "callers" ADD COLUMN "last_conversation_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "callers" ADD COLUMN "last_texted_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "decision" jsonb;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "notice" jsonb;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "rejected_by_policy" text;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "copy_variant" text;--> statement-breakpoint
ALTER TABLE "lines" ADD COLUMN "perimeter" jsonb DEFAULT '{}'::jsonb NOT NULL;--> statement-breakpoint
CREATE INDEX "calls_rejected_by_policy" ON "calls" USING btree ("tenant_id","ringing_at") WHERE rejected_by_policy is not null;--> statement-breakpoint
CREATE INDEX "effects_of_line_lately" ON "effects" USING btree ("tenant_id","line_id","kind","created_at");