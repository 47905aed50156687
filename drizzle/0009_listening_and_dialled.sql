ALTER TABLE "calls" ADD COLUMN "dialled" text;--> statement-breakpoint
ALTER TABLE "listeners" ADD COLUMN "heard_since" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "listeners" ADD COLUMN "problem" jsonb;