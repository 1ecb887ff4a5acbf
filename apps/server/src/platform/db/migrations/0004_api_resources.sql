CREATE TABLE "clinical_references" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"clinic_id" uuid NOT NULL,
	"express_customer_id" uuid,
	"name" text NOT NULL,
	"type" text NOT NULL,
	"external_reference_id" text,
	"metadata" jsonb,
	"is_active" boolean DEFAULT true NOT NULL,
	"created_by_api_key_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "ephemeral_sessions" (
	"id" uuid PRIMARY KEY NOT NULL,
	"clinic_id" uuid NOT NULL,
	"api_key_id" uuid NOT NULL,
	"product" text NOT NULL,
	"retrieval_id" text NOT NULL,
	"hanging_protocol" jsonb,
	"options" jsonb,
	"token_hash" "bytea" NOT NULL,
	"cookie_hash" "bytea",
	"expires_at" timestamp (3) with time zone NOT NULL,
	"opened_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "express_customer_users" (
	"clinic_id" uuid NOT NULL,
	"express_customer_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	CONSTRAINT "express_customer_users_express_customer_id_user_id_pk" PRIMARY KEY("express_customer_id","user_id")
);
--> statement-breakpoint
CREATE TABLE "external_reports" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"clinic_id" uuid NOT NULL,
	"study_id" uuid NOT NULL,
	"reader_name" text,
	"signed_at" text,
	"report_text" text,
	"file_key" text,
	"file_name" text,
	"file_type" text,
	"file_sha256" text,
	"snapshot_metadata" jsonb,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "invitations" (
	"id" uuid PRIMARY KEY NOT NULL,
	"seq" bigserial NOT NULL,
	"clinic_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"status" text DEFAULT 'sent' NOT NULL,
	"token_hash" "bytea" NOT NULL,
	"expires_at" timestamp (3) with time zone,
	"invited_source" text NOT NULL,
	"inviter_id" uuid,
	"invited_by_api_key_id" uuid,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL,
	"updated_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "oidc_flows" (
	"id" uuid PRIMARY KEY NOT NULL,
	"clinic_id" uuid NOT NULL,
	"state_hash" "bytea" NOT NULL,
	"nonce" text NOT NULL,
	"verifier_sealed" "bytea" NOT NULL,
	"expires_at" timestamp (3) with time zone NOT NULL,
	"used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
CREATE TABLE "recovery_codes" (
	"id" uuid PRIMARY KEY NOT NULL,
	"clinic_id" uuid NOT NULL,
	"user_id" uuid NOT NULL,
	"code_hash" "bytea" NOT NULL,
	"used_at" timestamp (3) with time zone,
	"created_at" timestamp (3) with time zone DEFAULT now() NOT NULL
);
--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "created_by_user_id" uuid;--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "previous_webhook_secret_sealed" "bytea";--> statement-breakpoint
ALTER TABLE "api_keys" ADD COLUMN "previous_webhook_secret_expires_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "oidc" jsonb;--> statement-breakpoint
ALTER TABLE "studies" ADD COLUMN "viewer_status" text DEFAULT 'incomplete' NOT NULL;--> statement-breakpoint
ALTER TABLE "studies" ADD COLUMN "prior_report_texts" jsonb;--> statement-breakpoint
ALTER TABLE "studies" ADD COLUMN "prior_study_ids" jsonb;--> statement-breakpoint
ALTER TABLE "studies" ADD COLUMN "context_enriched_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "totp_secret_sealed" "bytea";--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "totp_confirmed_at" timestamp (3) with time zone;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "totp_last_step" bigint;--> statement-breakpoint
ALTER TABLE "users" ADD COLUMN "invited_by_api_key_id" uuid;--> statement-breakpoint
ALTER TABLE "webhook_events" ADD COLUMN "warnings" jsonb;--> statement-breakpoint
ALTER TABLE "clinical_references" ADD CONSTRAINT "clinical_references_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clinical_references" ADD CONSTRAINT "clinical_references_express_customer_id_express_customers_id_fk" FOREIGN KEY ("express_customer_id") REFERENCES "public"."express_customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "clinical_references" ADD CONSTRAINT "clinical_references_created_by_api_key_id_api_keys_id_fk" FOREIGN KEY ("created_by_api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ephemeral_sessions" ADD CONSTRAINT "ephemeral_sessions_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ephemeral_sessions" ADD CONSTRAINT "ephemeral_sessions_api_key_id_api_keys_id_fk" FOREIGN KEY ("api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "express_customer_users" ADD CONSTRAINT "express_customer_users_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "express_customer_users" ADD CONSTRAINT "express_customer_users_express_customer_id_express_customers_id_fk" FOREIGN KEY ("express_customer_id") REFERENCES "public"."express_customers"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "express_customer_users" ADD CONSTRAINT "express_customer_users_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "external_reports" ADD CONSTRAINT "external_reports_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "external_reports" ADD CONSTRAINT "external_reports_study_id_studies_id_fk" FOREIGN KEY ("study_id") REFERENCES "public"."studies"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_inviter_id_users_id_fk" FOREIGN KEY ("inviter_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "invitations" ADD CONSTRAINT "invitations_invited_by_api_key_id_api_keys_id_fk" FOREIGN KEY ("invited_by_api_key_id") REFERENCES "public"."api_keys"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "oidc_flows" ADD CONSTRAINT "oidc_flows_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_clinic_id_clinics_id_fk" FOREIGN KEY ("clinic_id") REFERENCES "public"."clinics"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "recovery_codes" ADD CONSTRAINT "recovery_codes_user_id_users_id_fk" FOREIGN KEY ("user_id") REFERENCES "public"."users"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE UNIQUE INDEX "clinical_references_name" ON "clinical_references" USING btree ("clinic_id","type",coalesce(express_customer_id, '00000000-0000-0000-0000-000000000000'::uuid),"name");--> statement-breakpoint
CREATE INDEX "clinical_references_newest" ON "clinical_references" USING btree ("clinic_id","type","seq");--> statement-breakpoint
CREATE INDEX "clinical_references_external" ON "clinical_references" USING btree ("clinic_id","external_reference_id");--> statement-breakpoint
CREATE UNIQUE INDEX "ephemeral_sessions_token" ON "ephemeral_sessions" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "ephemeral_sessions_cookie" ON "ephemeral_sessions" USING btree ("cookie_hash");--> statement-breakpoint
CREATE INDEX "express_customer_users_user" ON "express_customer_users" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "external_reports_study" ON "external_reports" USING btree ("study_id");--> statement-breakpoint
CREATE INDEX "external_reports_newest" ON "external_reports" USING btree ("clinic_id","seq");--> statement-breakpoint
CREATE INDEX "invitations_newest" ON "invitations" USING btree ("clinic_id","seq");--> statement-breakpoint
CREATE INDEX "invitations_user" ON "invitations" USING btree ("user_id");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_token" ON "invitations" USING btree ("token_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "invitations_one_open" ON "invitations" USING btree ("user_id") WHERE status = 'sent';--> statement-breakpoint
CREATE UNIQUE INDEX "oidc_flows_state" ON "oidc_flows" USING btree ("state_hash");--> statement-breakpoint
CREATE UNIQUE INDEX "recovery_codes_code" ON "recovery_codes" USING btree ("user_id","code_hash");