DROP INDEX "studies_description";--> statement-breakpoint
DROP INDEX "studies_worklist";--> statement-breakpoint
CREATE INDEX "studies_modality" ON "studies" USING btree ("clinic_id","modality","status","severity_rank","seq");--> statement-breakpoint
CREATE INDEX "studies_words" ON "studies" USING gin (search_text gin_trgm_ops);--> statement-breakpoint
CREATE INDEX "studies_worklist" ON "studies" USING btree ("clinic_id","status","severity_rank","seq") WHERE product = 'autoscribe' AND study_type = 'standard' AND cancelled_at IS NULL;--> statement-breakpoint
DROP FUNCTION studies_described(text);
--> statement-breakpoint
-- The studies of the transaction's clinic whose words are like all of the patterns, in any case; null where they are more than are worth a list. As the owner of the table: under row-level security no index
-- serves LIKE, which is not leakproof. So it compares the clinic itself, and only by the index: a scan of the table is what the caller does better.
CREATE FUNCTION studies_with_words(patterns text[]) RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off AS $$
DECLARE
  most CONSTANT int := 20000;
  conditions text := (SELECT string_agg(format('search_text LIKE %L', lower(pattern)), ' AND ') FROM unnest(patterns) AS pattern);
  found bigint[];
BEGIN
  EXECUTE format('SELECT array_agg(seq) FROM (SELECT seq FROM studies WHERE clinic_id = $1 AND %s LIMIT $2) AS found', conditions)
    INTO found USING NULLIF(current_setting('readroom.clinic_id', true), '')::uuid, most + 1;
  RETURN CASE WHEN cardinality(found) > most THEN NULL ELSE coalesce(found, '{}') END;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION studies_with_words(text[]) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION studies_with_words(text[]) TO readroom_app;
