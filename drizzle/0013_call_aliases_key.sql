-- The next migration makes a key of it: built here, so that nothing is locked meanwhile.
CREATE UNIQUE INDEX "call_aliases_by_provider_call" ON "call_aliases" USING btree ("tenant_id","provider_call_id","line_id");
