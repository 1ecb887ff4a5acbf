CREATE EXTENSION IF NOT EXISTS pg_trgm;
--> statement-breakpoint
CREATE INDEX "studies_description" ON "studies" USING gin (study_description gin_trgm_ops);
--> statement-breakpoint
-- The studies of the transaction's clinic whose description is like the pattern; null where they are more than are worth a list. As the owner of the table: under row-level security no index serves
-- ILIKE, which is not leakproof. So it compares the clinic itself, and only by the index: a scan of the table is what the caller does better.
CREATE FUNCTION studies_described(pattern text) RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
  SET search_path = public, pg_temp SET plan_cache_mode = force_custom_plan SET enable_seqscan = off SET enable_indexscan = off SET enable_indexonlyscan = off AS $$
DECLARE
  most CONSTANT int := 20000;
  found bigint[];
BEGIN
  SELECT array_agg(seq) INTO found FROM (
    SELECT seq FROM studies
    WHERE clinic_id = NULLIF(current_setting('readroom.clinic_id', true), '')::uuid AND study_description ILIKE pattern
    LIMIT most + 1
  ) AS described;
  RETURN CASE WHEN cardinality(found) > most THEN NULL ELSE coalesce(found, '{}') END;
END
$$;
--> statement-breakpoint
REVOKE ALL ON FUNCTION studies_described(text) FROM PUBLIC;
--> statement-breakpoint
GRANT EXECUTE ON FUNCTION studies_described(text) TO readroom_app;
