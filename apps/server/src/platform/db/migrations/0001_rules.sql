-- What the tables cannot say: who may see which row, and what may never change.
-- Statements are separated for drizzle's migrator.

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = 'readroom_app') THEN
    CREATE ROLE readroom_app NOLOGIN NOBYPASSRLS;
  END IF;
END $$;
--> statement-breakpoint
-- The login user must be able to step down to the role. A superuser may anyway.
DO $$
BEGIN
  EXECUTE format('GRANT readroom_app TO %I', current_user);
EXCEPTION WHEN invalid_grant_operation OR insufficient_privilege THEN NULL;
END $$;
--> statement-breakpoint
GRANT USAGE ON SCHEMA public TO readroom_app;
--> statement-breakpoint
GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA public TO readroom_app;
--> statement-breakpoint
GRANT USAGE ON ALL SEQUENCES IN SCHEMA public TO readroom_app;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT SELECT, INSERT, UPDATE, DELETE ON TABLES TO readroom_app;
--> statement-breakpoint
ALTER DEFAULT PRIVILEGES IN SCHEMA public GRANT USAGE ON SEQUENCES TO readroom_app;
--> statement-breakpoint
REVOKE UPDATE, DELETE ON audit_events, audit_seals FROM readroom_app;
--> statement-breakpoint
REVOKE ALL ON installation, sign_in_failures FROM readroom_app;
--> statement-breakpoint
-- Row-level security: the second wall. Every table with a clinic_id, and clinics itself.
DO $$
DECLARE name text;
BEGIN
  FOR name IN SELECT table_name FROM information_schema.columns WHERE table_schema = 'public' AND column_name = 'clinic_id' LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY of_clinic ON %I TO readroom_app USING (clinic_id = nullif(current_setting(''readroom.clinic_id'', true), '''')::uuid) WITH CHECK (clinic_id = nullif(current_setting(''readroom.clinic_id'', true), '''')::uuid)',
      name);
  END LOOP;
END $$;
--> statement-breakpoint
ALTER TABLE clinics ENABLE ROW LEVEL SECURITY;
--> statement-breakpoint
CREATE POLICY of_clinic ON clinics TO readroom_app USING (id = nullif(current_setting('readroom.clinic_id', true), '')::uuid);
--> statement-breakpoint
-- A signed report never changes. The PDF made from it is added once.
CREATE FUNCTION refuse_signed_report_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    IF OLD.status = 'completed' THEN RAISE EXCEPTION 'a signed report cannot be deleted' USING ERRCODE = 'check_violation'; END IF;
    RETURN OLD;
  END IF;
  IF OLD.status = 'completed' THEN
    IF OLD.pdf_key IS NOT NULL AND (NEW.pdf_key, NEW.pdf_sha256) IS DISTINCT FROM (OLD.pdf_key, OLD.pdf_sha256) THEN
      RAISE EXCEPTION 'the PDF of a signed report cannot be replaced' USING ERRCODE = 'check_violation';
    END IF;
    IF (to_jsonb(NEW) - 'pdf_key' - 'pdf_sha256') IS DISTINCT FROM (to_jsonb(OLD) - 'pdf_key' - 'pdf_sha256') THEN
      RAISE EXCEPTION 'a signed report cannot be changed' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER signed_report_is_immutable BEFORE UPDATE OR DELETE ON reports FOR EACH ROW EXECUTE FUNCTION refuse_signed_report_change();
--> statement-breakpoint
CREATE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  RAISE EXCEPTION 'rows of % are only ever added', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;
--> statement-breakpoint
CREATE TRIGGER audit_events_append_only BEFORE UPDATE OR DELETE ON audit_events FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_events_no_truncate BEFORE TRUNCATE ON audit_events FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE ON audit_seals FOR EACH ROW EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER audit_seals_no_truncate BEFORE TRUNCATE ON audit_seals FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- The bytes of an image never change either.
CREATE FUNCTION refuse_instance_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.sha256, NEW.storage_key, NEW.sop_instance_uid) IS DISTINCT FROM (OLD.sha256, OLD.storage_key, OLD.sop_instance_uid) THEN
    RAISE EXCEPTION 'a stored instance cannot be changed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER dicom_instance_is_immutable BEFORE UPDATE ON dicom_instances FOR EACH ROW EXECUTE FUNCTION refuse_instance_change();
