-- All that this and the next migrations change, before the first of it is held: processes at work wait for one lock, not for each other.
LOCK TABLE "calls", "callers", "lines" IN ACCESS EXCLUSIVE MODE;--> statement-breakpoint
ALTER TABLE "callers" ADD COLUMN "merged_into" text;--> statement-breakpoint
ALTER TABLE "callers" ADD CONSTRAINT "callers_tenant_id_merged_into_callers_tenant_id_id_fk" FOREIGN KEY ("tenant_id","merged_into") REFERENCES "public"."callers"("tenant_id","id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "callers_merged" ON "callers" USING btree ("tenant_id","merged_into") WHERE merged_into is not null;--> statement-breakpoint
CREATE INDEX "calls_texted" ON "calls" USING btree ("tenant_id","caller_id","ringing_at") WHERE (rejection->'followUp' is not null or notice is not null);