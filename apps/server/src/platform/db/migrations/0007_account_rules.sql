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
