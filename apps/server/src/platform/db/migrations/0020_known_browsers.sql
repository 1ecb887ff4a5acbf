CREATE TABLE "known_browsers" (
	"id" uuid PRIMARY KEY NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"user_id" uuid NOT NULL,
	"clinic_id" uuid NOT NULL,
	"last_sign_in_at" timestamp (3) with time zone NOT NULL
);
--> statement-breakpoint
ALTER TABLE "known_browsers" ADD CONSTRAINT "known_browsers_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "known_browsers" ADD CONSTRAINT "known_browsers_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "known_browsers_token" ON "known_browsers" USING btree ("token_hash","user_id");--> statement-breakpoint
CREATE INDEX "known_browsers_user" ON "known_browsers" USING btree ("user_id","last_sign_in_at");--> statement-breakpoint
ALTER TABLE "known_browsers" ENABLE ROW LEVEL SECURITY;--> statement-breakpoint
CREATE POLICY of_clinic ON "known_browsers" TO readroom_app
  USING (clinic_id = nullif(current_setting('readroom.clinic_id', true), '')::uuid)
  WITH CHECK (clinic_id = nullif(current_setting('readroom.clinic_id', true), '')::uuid);
