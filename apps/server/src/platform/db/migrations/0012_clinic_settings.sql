DROP INDEX "audit_events_clinic";--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "letterhead" text;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "time_zone" text DEFAULT 'UTC' NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "paper_size" text DEFAULT 'letter' NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "requires_second_factor" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "clinics" ADD COLUMN "idle_sign_out_minutes" integer DEFAULT 720 NOT NULL;--> statement-breakpoint
CREATE INDEX "audit_events_newest" ON "audit_events" USING btree ("clinic_id","at","seq");--> statement-breakpoint
CREATE INDEX "audit_events_actor" ON "audit_events" USING btree ("clinic_id","actor_id","at","seq");--> statement-breakpoint
CREATE INDEX "audit_events_action" ON "audit_events" USING btree ("clinic_id","action","at","seq");--> statement-breakpoint
CREATE INDEX "webhook_events_key" ON "webhook_events" USING btree ("api_key_id","seq");--> statement-breakpoint
CREATE INDEX "webhook_events_type" ON "webhook_events" USING btree ("clinic_id","type","seq");--> statement-breakpoint
CREATE INDEX "webhook_events_undelivered" ON "webhook_events" USING btree ("clinic_id","status","seq") WHERE status <> 'delivered';