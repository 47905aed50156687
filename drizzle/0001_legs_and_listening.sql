CREATE TABLE "listeners" (
	"tenant_id" text NOT NULL,
	"line_id" text NOT NULL,
	"owner" text NOT NULL,
	"lease_until" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "listeners_tenant_id_line_id_pk" PRIMARY KEY("tenant_id","line_id")
);
--> statement-breakpoint
CREATE TABLE "presence" (
	"tenant_id" text NOT NULL,
	"line_id" text NOT NULL,
	"agent" text NOT NULL,
	"state" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	CONSTRAINT "presence_tenant_id_line_id_agent_pk" PRIMARY KEY("tenant_id","line_id","agent")
);
--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "caller_is_group" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "conversation_id" text;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "leg" integer DEFAULT 1 NOT NULL;--> statement-breakpoint
ALTER TABLE "calls" ADD COLUMN "previous_leg_id" text;--> statement-breakpoint
CREATE INDEX "calls_of_conversation" ON "calls" USING btree ("tenant_id","conversation_id","ringing_at" DESC NULLS LAST) WHERE conversation_id is not null;--> statement-breakpoint
CREATE INDEX "calls_next_leg" ON "calls" USING btree ("tenant_id","previous_leg_id") WHERE previous_leg_id is not null;