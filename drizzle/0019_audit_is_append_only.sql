-- The rows of the audit log are never changed. They are deleted only with all others of a tenant that is erased.
CREATE FUNCTION "audit_log_is_append_only"() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
	erasing boolean := false;
BEGIN
	IF tg_op = 'DELETE' THEN
		EXECUTE format('select exists (select 1 from %I.tenants where id = $1 and erasing_since is not null)', tg_table_schema)
			INTO erasing USING old.tenant_id;
	END IF;
	IF erasing THEN
		RETURN old;
	END IF;
	RAISE EXCEPTION 'the audit log is append-only: % is not permitted', tg_op USING ERRCODE = 'insufficient_privilege';
END $$;
--> statement-breakpoint
CREATE TRIGGER "audit_log_is_append_only" BEFORE UPDATE OR DELETE ON "audit_log" FOR EACH ROW EXECUTE FUNCTION "audit_log_is_append_only"();
--> statement-breakpoint
CREATE TRIGGER "audit_log_is_not_truncated" BEFORE TRUNCATE ON "audit_log" FOR EACH STATEMENT EXECUTE FUNCTION "audit_log_is_append_only"();
