ALTER TABLE "idempotency_keys" RENAME COLUMN "response" TO "answer";
--> statement-breakpoint
ALTER TABLE "idempotency_keys" ALTER COLUMN "answer" SET DATA TYPE bytea USING decode("answer" ->> 'sealed', 'base64');
