DROP INDEX "studies_archive";--> statement-breakpoint
ALTER TABLE "studies" ADD COLUMN "mrn" text GENERATED ALWAYS AS (report_metadata->>'mrn') STORED;--> statement-breakpoint
CREATE INDEX "studies_external" ON "studies" USING btree ("clinic_id","seq") WHERE study_type = 'external';--> statement-breakpoint
CREATE INDEX "studies_viewer_status" ON "studies" USING btree ("clinic_id","viewer_status","seq") WHERE product = 'viewer';--> statement-breakpoint
CREATE INDEX "studies_archive" ON "studies" USING btree ("clinic_id","mrn","seq") WHERE study_type = 'external';