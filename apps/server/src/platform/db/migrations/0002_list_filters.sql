CREATE INDEX "studies_severity" ON "studies" USING btree ("clinic_id","product","severity","seq");--> statement-breakpoint
CREATE INDEX "studies_customer" ON "studies" USING btree ("clinic_id","product","express_customer_id","seq");--> statement-breakpoint
CREATE INDEX "studies_cancelled" ON "studies" USING btree ("clinic_id","product","seq") WHERE cancelled_at IS NOT NULL;