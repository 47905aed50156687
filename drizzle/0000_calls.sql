CREATE TABLE "api_keys" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"hash" text NOT NULL,
	"name" text NOT NULL,
	"line_ids" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"revoked_at" timestamp (3) with time zone,
	CONSTRAINT "api_keys_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "call_aliases" (
	"tenant_id" text NOT NULL,
	"line_id" text NOT NULL,
	"provider_call_id" text NOT NULL,
	"call_id" text NOT NULL,
	CONSTRAINT "call_aliases_tenant_id_line_id_provider_call_id_pk" PRIMARY KEY("tenant_id","line_id","provider_call_id")
);
--> statement-breakpoint
CREATE TABLE "caller_addresses" (
	"tenant_id" text NOT NULL,
	"address" text NOT NULL,
	"caller_id" text NOT NULL,
	CONSTRAINT "caller_addresses_tenant_id_address_pk" PRIMARY KEY("tenant_id","address")
);
--> statement-breakpoint
CREATE TABLE "callers" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"phone" text,
	"display_name" text,
	"first_seen_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "callers_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "calls" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"line_id" text NOT NULL,
	"provider_call_id" text NOT NULL,
	"caller_id" text NOT NULL,
	"caller_at_provider" text NOT NULL,
	"direction" text NOT NULL,
	"media" text NOT NULL,
	"status" text NOT NULL,
	"end_reason" text,
	"inferred" boolean NOT NULL,
	"provider_forbids_reject" boolean NOT NULL,
	"refined" boolean NOT NULL,
	"revision" integer NOT NULL,
	"ringing_at" timestamp (3) with time zone NOT NULL,
	"ring_deadline_at" timestamp (3) with time zone,
	"answered_at" timestamp (3) with time zone,
	"ended_at" timestamp (3) with time zone,
	"rejection" jsonb,
	CONSTRAINT "calls_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "effect_attempts" (
	"tenant_id" text NOT NULL,
	"effect_id" text NOT NULL,
	"number" integer NOT NULL,
	"started_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"finished_at" timestamp (3) with time zone,
	"outcome" text,
	"problem" jsonb,
	CONSTRAINT "effect_attempts_tenant_id_effect_id_number_pk" PRIMARY KEY("tenant_id","effect_id","number")
);
--> statement-breakpoint
CREATE TABLE "effects" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"call_id" text NOT NULL,
	"line_id" text NOT NULL,
	"kind" text NOT NULL,
	"state" text NOT NULL,
	"attempts" integer NOT NULL,
	"owner" text,
	"lease_until" timestamp (3) with time zone,
	"not_before" timestamp (3) with time zone,
	"deadline_at" timestamp (3) with time zone NOT NULL,
	"request" jsonb NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"settled_at" timestamp (3) with time zone,
	CONSTRAINT "effects_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "idempotency_keys" (
	"tenant_id" text NOT NULL,
	"key" text NOT NULL,
	"call_id" text NOT NULL,
	"request_hash" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "idempotency_keys_tenant_id_key_pk" PRIMARY KEY("tenant_id","key")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"tenant_id" text NOT NULL,
	"line_id" text NOT NULL,
	"dedupe_key" text NOT NULL,
	"what" text NOT NULL,
	"call_id" text,
	"received_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "inbox_tenant_id_line_id_dedupe_key_pk" PRIMARY KEY("tenant_id","line_id","dedupe_key")
);
--> statement-breakpoint
CREATE TABLE "journal" (
	"epoch" integer NOT NULL,
	"xid" "xid8" DEFAULT pg_current_xact_id() NOT NULL,
	"id" bigint GENERATED ALWAYS AS IDENTITY (sequence name "journal_id_seq" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1),
	"tenant_id" text NOT NULL,
	"line_id" text NOT NULL,
	"call_id" text NOT NULL,
	"revision" integer NOT NULL,
	"kind" text NOT NULL,
	"occurred_at" timestamp (3) with time zone NOT NULL,
	"recorded_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"actor" jsonb NOT NULL,
	"cause" text,
	"call" jsonb NOT NULL,
	CONSTRAINT "journal_epoch_xid_id_pk" PRIMARY KEY("epoch","xid","id")
);
--> statement-breakpoint
CREATE TABLE "lines" (
	"tenant_id" text NOT NULL,
	"id" text NOT NULL,
	"provider" text NOT NULL,
	"name" text NOT NULL,
	"time_zone" text NOT NULL,
	"ring_limit_ms" integer NOT NULL,
	"base_url" text NOT NULL,
	"account" text NOT NULL,
	"hook_token_hash" text,
	"revision" integer DEFAULT 1 NOT NULL,
	"registered_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "lines_tenant_id_id_pk" PRIMARY KEY("tenant_id","id")
);
--> statement-breakpoint
CREATE TABLE "stream_meta" (
	"id" smallint PRIMARY KEY NOT NULL,
	"epoch" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tenants" (
	"id" text PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD CONSTRAINT "api_keys_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "call_aliases" ADD CONSTRAINT "call_aliases_tenant_id_call_id_calls_tenant_id_id_fk" FOREIGN KEY ("tenant_id","call_id") REFERENCES "public"."calls"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "caller_addresses" ADD CONSTRAINT "caller_addresses_tenant_id_caller_id_callers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","caller_id") REFERENCES "public"."callers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_tenant_id_line_id_lines_tenant_id_id_fk" FOREIGN KEY ("tenant_id","line_id") REFERENCES "public"."lines"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "calls" ADD CONSTRAINT "calls_tenant_id_caller_id_callers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","caller_id") REFERENCES "public"."callers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "effect_attempts" ADD CONSTRAINT "effect_attempts_tenant_id_effect_id_effects_tenant_id_id_fk" FOREIGN KEY ("tenant_id","effect_id") REFERENCES "public"."effects"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "effects" ADD CONSTRAINT "effects_tenant_id_call_id_calls_tenant_id_id_fk" FOREIGN KEY ("tenant_id","call_id") REFERENCES "public"."calls"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "journal" ADD CONSTRAINT "journal_tenant_id_call_id_calls_tenant_id_id_fk" FOREIGN KEY ("tenant_id","call_id") REFERENCES "public"."calls"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "lines" ADD CONSTRAINT "lines_tenant_id_tenants_id_fk" FOREIGN KEY ("tenant_id") REFERENCES "public"."tenants"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "api_keys_id" ON "api_keys" USING btree ("id");--> statement-breakpoint
CREATE INDEX "call_aliases_of_any_line" ON "call_aliases" USING btree ("tenant_id","provider_call_id");--> statement-breakpoint
CREATE INDEX "caller_addresses_of_caller" ON "caller_addresses" USING btree ("tenant_id","caller_id");--> statement-breakpoint
CREATE INDEX "calls_newest" ON "calls" USING btree ("tenant_id","ringing_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "calls_newest_of_line" ON "calls" USING btree ("tenant_id","line_id","ringing_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "calls_newest_of_caller" ON "calls" USING btree ("tenant_id","caller_id","ringing_at" DESC NULLS LAST,"id" DESC NULLS LAST);--> statement-breakpoint
CREATE INDEX "calls_open" ON "calls" USING btree ("tenant_id","ringing_at" DESC NULLS LAST,"id" DESC NULLS LAST) WHERE status in ('RINGING', 'REJECTING', 'ANSWERED');--> statement-breakpoint
CREATE INDEX "calls_ringing_out" ON "calls" USING btree ("ring_deadline_at") WHERE status in ('RINGING', 'REJECTING');--> statement-breakpoint
CREATE INDEX "effects_pending" ON "effects" USING btree ("not_before") WHERE state = 'PENDING';--> statement-breakpoint
CREATE INDEX "effects_in_flight" ON "effects" USING btree ("lease_until") WHERE state = 'IN_FLIGHT';--> statement-breakpoint
CREATE INDEX "effects_of_call" ON "effects" USING btree ("tenant_id","call_id");--> statement-breakpoint
CREATE INDEX "idempotency_keys_by_age" ON "idempotency_keys" USING btree ("created_at");--> statement-breakpoint
CREATE INDEX "inbox_by_age" ON "inbox" USING btree ("received_at");--> statement-breakpoint
CREATE UNIQUE INDEX "journal_of_call" ON "journal" USING btree ("tenant_id","call_id","revision");--> statement-breakpoint
CREATE INDEX "journal_of_tenant" ON "journal" USING btree ("tenant_id","epoch","xid","id");--> statement-breakpoint
CREATE INDEX "journal_of_line" ON "journal" USING btree ("tenant_id","line_id","epoch","xid","id");--> statement-breakpoint
CREATE UNIQUE INDEX "lines_hook_token" ON "lines" USING btree ("hook_token_hash");--> statement-breakpoint
CREATE INDEX "lines_by_name" ON "lines" USING btree ("tenant_id","name","id");