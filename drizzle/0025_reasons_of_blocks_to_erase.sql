DROP INDEX "calls_erased_in_part";--> statement-breakpoint
CREATE INDEX "calls_erased_in_part" ON "calls" USING btree ("tenant_id","id") WHERE caller_at_provider = '' and (rejection @? '$.followUp.via' or notice @? '$.via'
  or rejection @? '$.followUp.textWhenGone' or notice @? '$.textWhenGone' or decision @? '$.causes[*].because ? (@ starts with "the caller is blocked")');