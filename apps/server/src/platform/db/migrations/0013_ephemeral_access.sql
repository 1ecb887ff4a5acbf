DROP INDEX "ephemeral_sessions_token";--> statement-breakpoint
DROP INDEX "ephemeral_sessions_cookie";--> statement-breakpoint
ALTER TABLE "ephemeral_sessions" ALTER COLUMN "expires_at" DROP NOT NULL;--> statement-breakpoint
ALTER TABLE "access_tokens" ADD COLUMN "ephemeral_session_id" uuid;--> statement-breakpoint
ALTER TABLE "ephemeral_sessions" ADD COLUMN "options_text" text;--> statement-breakpoint
ALTER TABLE "ephemeral_sessions" ADD COLUMN "session_id" uuid;--> statement-breakpoint
ALTER TABLE "access_tokens" ADD CONSTRAINT "access_tokens_ephemeral_session_id_ephemeral_sessions_id_fk" FOREIGN KEY ("ephemeral_session_id") REFERENCES "public"."ephemeral_sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
ALTER TABLE "ephemeral_sessions" ADD CONSTRAINT "ephemeral_sessions_session_id_sessions_id_fk" FOREIGN KEY ("session_id") REFERENCES "public"."sessions"("id") ON DELETE no action ON UPDATE no action;--> statement-breakpoint
CREATE INDEX "ephemeral_sessions_session" ON "ephemeral_sessions" USING btree ("session_id","opened_at");--> statement-breakpoint
ALTER TABLE "ephemeral_sessions" DROP COLUMN "options";--> statement-breakpoint
ALTER TABLE "ephemeral_sessions" DROP COLUMN "token_hash";--> statement-breakpoint
ALTER TABLE "ephemeral_sessions" DROP COLUMN "cookie_hash";