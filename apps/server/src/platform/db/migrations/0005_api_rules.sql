-- Row-level security for every table that has come since: as in 0001.
DO $$
DECLARE name text;
BEGIN
  FOR name IN
    SELECT c.table_name FROM information_schema.columns c
    WHERE c.table_schema = 'public' AND c.column_name = 'clinic_id'
      AND NOT EXISTS (SELECT FROM pg_policies p WHERE p.schemaname = 'public' AND p.tablename = c.table_name AND p.policyname = 'of_clinic')
  LOOP
    EXECUTE format('ALTER TABLE %I ENABLE ROW LEVEL SECURITY', name);
    EXECUTE format(
      'CREATE POLICY of_clinic ON %I TO readroom_app USING (clinic_id = nullif(current_setting(''readroom.clinic_id'', true), '''')::uuid) WITH CHECK (clinic_id = nullif(current_setting(''readroom.clinic_id'', true), '''')::uuid)',
      name);
  END LOOP;
END $$;
--> statement-breakpoint
-- The text and the file of an external report are written once.
CREATE FUNCTION refuse_external_report_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (OLD.report_text IS NOT NULL AND NEW.report_text IS DISTINCT FROM OLD.report_text)
    OR (OLD.file_key IS NOT NULL AND (NEW.file_key, NEW.file_name, NEW.file_type, NEW.file_sha256) IS DISTINCT FROM (OLD.file_key, OLD.file_name, OLD.file_type, OLD.file_sha256)) THEN
    RAISE EXCEPTION 'text and file of an external report are written once' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
--> statement-breakpoint
CREATE TRIGGER external_report_is_write_once BEFORE UPDATE ON external_reports FOR EACH ROW EXECUTE FUNCTION refuse_external_report_change();
