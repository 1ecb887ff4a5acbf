-- TRUNCATE fires no row trigger: what may not be deleted may not be truncated either.
CREATE TRIGGER reports_no_truncate BEFORE TRUNCATE ON reports FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
CREATE TRIGGER dicom_instances_no_truncate BEFORE TRUNCATE ON dicom_instances FOR EACH STATEMENT EXECUTE FUNCTION refuse_change();
--> statement-breakpoint
-- Nothing that says which bytes these are, whose, and how they are to be read.
CREATE OR REPLACE FUNCTION refuse_instance_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.sha256, NEW.storage_key, NEW.size, NEW.clinic_id, NEW.study_instance_uid, NEW.series_instance_uid, NEW.sop_instance_uid, NEW.transfer_syntax_uid)
    IS DISTINCT FROM
    (OLD.sha256, OLD.storage_key, OLD.size, OLD.clinic_id, OLD.study_instance_uid, OLD.series_instance_uid, OLD.sop_instance_uid, OLD.transfer_syntax_uid) THEN
    RAISE EXCEPTION 'a stored instance cannot be changed' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
