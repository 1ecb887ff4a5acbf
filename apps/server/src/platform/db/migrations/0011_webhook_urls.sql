ALTER TABLE "api_keys" ADD COLUMN "patient_study_webhook_url" text;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "secondary_capture_webhook_url" text;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "modality_worklist_webhook_url" text;--> statement-breakpoint
ALTER TABLE "dicom_studies" ADD COLUMN "arrived_unordered_at" timestamp (3) with time zone;