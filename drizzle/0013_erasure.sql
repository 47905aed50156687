ALTER TABLE "tenants" ADD COLUMN "keep_personal_ms" bigint;--> statement-breakpoint
ALTER TABLE "tenants" ADD COLUMN "erased_before" timestamp (3) with time zone;