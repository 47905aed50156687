CREATE TABLE "conversations" (
	"tenant_id" text NOT NULL,
	"caller_id" text NOT NULL,
	"at" timestamp (3) with time zone NOT NULL,
	"line_id" text NOT NULL,
	CONSTRAINT "conversations_tenant_id_caller_id_at_line_id_pk" PRIMARY KEY("tenant_id","caller_id","at","line_id")
);
--> statement-breakpoint
ALTER TABLE "conversations" ADD CONSTRAINT "conversations_tenant_id_caller_id_callers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","caller_id") REFERENCES "public"."callers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "calls_rung" ON "calls" USING btree ("tenant_id","ringing_at","caller_id","line_id","status") WHERE direction = 'INBOUND' and not caller_is_group and status not in ('RINGING', 'REJECTING');