ALTER TABLE "call_aliases" DROP CONSTRAINT "call_aliases_tenant_id_line_id_provider_call_id_pk";--> statement-breakpoint
ALTER TABLE "call_aliases" ADD CONSTRAINT "call_aliases_tenant_id_provider_call_id_line_id_pk" PRIMARY KEY USING INDEX "call_aliases_by_provider_call";--> statement-breakpoint
DROP INDEX "call_aliases_of_any_line";
