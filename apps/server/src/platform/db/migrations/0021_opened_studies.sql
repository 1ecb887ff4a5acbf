CREATE TABLE "opened_studies" (
	"id" uuid PRIMARY KEY NOT NULL,
	"clinic_id" uuid NOT NULL,
	"session_id" uuid NOT NULL,
	"study_id" uuid NOT NULL,
	"api_key_id" uuid,
	"reach" text NOT NULL,
	CONSTRAINT "opened_studies_link" UNIQUE NULLS NOT DISTINCT("session_id","study_id","api_key_id")
);
--> statement-breakpoint
ALTER TABLE "opened_studies" ADD CONSTRAINT "opened_studies_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opened_studies" ADD CONSTRAINT "opened_studies_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opened_studies" ADD CONSTRAINT "opened_studies_study_id_studies_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."studies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opened_studies" ADD CONSTRAINT "opened_studies_api_key_id_api_keys_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "opened_studies" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY of_clinic ON "opened_studies" TO readroom_app
  USING (clinic_id = nullif(current_setting('readroom.clinic_id', true), '')::uuid)
  WITH CHECK (clinic_id = nullif(current_setting('readroom.clinic_id', true), '')::uuid);--> statement-breakpoint
-- Sessions that live keep what they have open, by the key that started them: which other keys took part was not kept.
INSERT INTO opened_studies (id, clinic_id, session_id, study_id, api_key_id, reach)
  SELECT gen_random_uuid(), s.clinic_id, s.id, o.key::uuid, s.created_by_api_key_id, o.value
  FROM sessions s, jsonb_each_text(s.opened_studies) o
  WHERE s.revoked_at IS NULL AND s.expires_at > now();--> statement-breakpoint
ALTER TABLE "sessions" DROP COLUMN "opened_studies";
