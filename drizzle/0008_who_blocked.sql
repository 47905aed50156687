-- Every table that this and the next migration change is locked at once, before any is held: see 0005.
LOCK TABLE "calls", "callers", "conversations", "listeners" IN ACCESS EXCLUSIVE MODE;--> statement-breakpoint
CREATE TABLE "bridge_polls" (
	"tenant_id" text NOT NULL,
	"name" text NOT NULL,
	"url" text NOT NULL,
	"asked_at" timestamp (3) with time zone NOT NULL,
	"answered_at" timestamp (3) with time zone,
	CONSTRAINT "bridge_polls_tenant_id_name_url_pk" PRIMARY KEY("tenant_id","name","url")
);
--> statement-breakpoint
ALTER TABLE "callers" ADD COLUMN "tagged_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "callers" ADD COLUMN "block" jsonb;--> statement-breakpoint
ALTER TABLE "callers" ADD COLUMN "unblocked_at" timestamp (3) with time zone;--> statement-breakpoint
CREATE INDEX "bridge_polls_asked" ON "bridge_polls" USING btree ("asked_at");--> statement-breakpoint
CREATE INDEX "conversations_with_line" ON "conversations" USING btree ("tenant_id","caller_id","line_id","at");