import { z } from 'zod';
import { idSchema } from './ids.ts';
import { pageQuery } from './pagination.ts';
import { queryOptional } from './query.ts';
import { optionalBody, TimestampSchema } from './shared.ts';
import { CATALOGUED_TYPES } from './webhook-catalog.ts';
import { WEBHOOK_TARGETS, WEBHOOK_TYPES } from './webhooks.ts';

/** What the dashboard of owners and admins and the server say to each other, under /api/admin: like app.ts no part of the public API. */

// ---- API keys
const description = z.string().trim().min(1, 'expected 1 to 200 characters').max(200, 'expected 1 to 200 characters');
/** Whether the address may be reached is decided when it is. */
const WebhookUrlSchema = z
  .string()
  .max(2000)
  .refine((text) => {
    const url = URL.canParse(text) ? new URL(text) : null;
    return (url?.protocol === 'https:' || url?.protocol === 'http:') && url.username === '' && url.password === '';
  }, 'expected an https URL without credentials (http only to addresses in READROOM_OUTBOUND_ALLOW)');

export const AdminKeySchema = z.strictObject({
  apiKeyId: z.uuid(),
  description: z.string(),
  /** The end of the key: `sk_live_…1a2b`. */
  hint: z.string(),
  scope: z.enum(['self', 'all']),
  isViewerEnabled: z.boolean(),
  isClinicalContextEnrichmentEnabled: z.boolean(),
  /** Asked about studies (synchronous webhooks). */
  studyWebhookUrl: z.string().nullable(),
  /** Hears of signed reports. */
  reportWebhookUrl: z.string().nullable(),
  /** Asked about images of a study that the clinic does not know. */
  patientStudyWebhookUrl: z.string().nullable(),
  /** Asked where a capture is to be uploaded. */
  secondaryCaptureWebhookUrl: z.string().nullable(),
  /** Asked what a scanner is to do. */
  modalityWorklistWebhookUrl: z.string().nullable(),
  /** Until then the webhook secret before the last rotation signs too; null where none does. */
  previousSecretExpiresAt: TimestampSchema.nullable(),
  createdAt: TimestampSchema,
  lastUsedAt: TimestampSchema.nullable(),
  revokedAt: TimestampSchema.nullable(),
});
export type AdminKey = z.infer<typeof AdminKeySchema>;
/** All of the clinic, oldest first, the revoked ones too. */
export const AdminKeyListSchema = z.strictObject({ keys: z.array(AdminKeySchema) });

export const AdminKeyCreateSchema = z.strictObject({
  description,
  scope: z.enum(['self', 'all']),
  isViewerEnabled: z.boolean().default(false),
  isClinicalContextEnrichmentEnabled: z.boolean().default(false),
  studyWebhookUrl: WebhookUrlSchema.nullish(),
  reportWebhookUrl: WebhookUrlSchema.nullish(),
  patientStudyWebhookUrl: WebhookUrlSchema.nullish(),
  secondaryCaptureWebhookUrl: WebhookUrlSchema.nullish(),
  modalityWorklistWebhookUrl: WebhookUrlSchema.nullish(),
});
export type AdminKeyCreate = z.infer<typeof AdminKeyCreateSchema>;
/** Key and secret are shown this once. */
export const AdminNewKeySchema = z.strictObject({ apiKey: AdminKeySchema, key: z.string(), secret: z.string() });
export type AdminNewKey = z.infer<typeof AdminNewKeySchema>;
/** The secret is shown this once. */
export const AdminNewSecretSchema = z.strictObject({ apiKey: AdminKeySchema, secret: z.string() });
export type AdminNewSecret = z.infer<typeof AdminNewSecretSchema>;
/** Changes what is sent; null takes a URL away. The scope never changes. */
export const AdminKeyPatchSchema = z.strictObject({
  description: description.optional(),
  isViewerEnabled: z.boolean().optional(),
  isClinicalContextEnrichmentEnabled: z.boolean().optional(),
  studyWebhookUrl: WebhookUrlSchema.nullable().optional(),
  reportWebhookUrl: WebhookUrlSchema.nullable().optional(),
  patientStudyWebhookUrl: WebhookUrlSchema.nullable().optional(),
  secondaryCaptureWebhookUrl: WebhookUrlSchema.nullable().optional(),
  modalityWorklistWebhookUrl: WebhookUrlSchema.nullable().optional(),
});
export const AdminKeyPatchBodySchema = optionalBody(AdminKeyPatchSchema);
export type AdminKeyPatch = z.infer<typeof AdminKeyPatchSchema>;
export const AdminKeyParamsSchema = z.strictObject({ apiKeyId: z.uuid() });
/** `target`: a bare `webhook.test`, which only wants a 2xx. `type`: that webhook with made-up data, whose answer is checked as it would be. */
export const TestEventSchema = z
  .strictObject({ target: z.enum(WEBHOOK_TARGETS).optional(), type: z.enum(CATALOGUED_TYPES).optional() })
  .refine(({ target, type }) => (target === undefined) !== (type === undefined), {
    path: ['target'],
    message: 'expected a target, or a type',
  });
export type TestEvent = z.infer<typeof TestEventSchema>;

// ---- the log of webhooks
export const WebhookStatusSchema = z.enum(['pending', 'delivered', 'failed']);
const eventFields = {
  eventId: idSchema('whe'),
  type: z.string(),
  mode: z.enum(['sync', 'async']),
  status: WebhookStatusSchema,
  apiKey: z.strictObject({ apiKeyId: z.uuid(), description: z.string() }),
  studyId: idSchema('stu').nullable(),
  reportId: idSchema('rep').nullable(),
  /** How many attempts there were. */
  attempts: z.number().int(),
  /** Why an answer was not used, or not in full. */
  warnings: z.array(z.string()),
  createdAt: TimestampSchema,
  deliveredAt: TimestampSchema.nullable(),
  /** Of a pending event. */
  nextAttemptAt: TimestampSchema.nullable(),
};
export const AdminWebhookEventSchema = z.strictObject(eventFields);
export type AdminWebhookEvent = z.infer<typeof AdminWebhookEventSchema>;
export const AdminWebhookAttemptSchema = z.strictObject({
  attempt: z.number().int(),
  startedAt: TimestampSchema,
  durationMs: z.number().int(),
  /** Null where no answer came. */
  statusCode: z.number().int().nullable(),
  /** Null where it went well. */
  error: z.string().nullable(),
  /** The first 2 KB of the answer. */
  response: z.string().nullable(),
});
export const AdminWebhookEventDetailSchema = z.strictObject({ ...eventFields, attemptLog: z.array(AdminWebhookAttemptSchema) });
export type AdminWebhookEventDetail = z.infer<typeof AdminWebhookEventDetailSchema>;
/** Newest first. */
export const AdminWebhookEventListSchema = z.strictObject({
  events: z.array(AdminWebhookEventSchema),
  hasMore: z.boolean(),
  cursor: z.string().optional(),
});
export const AdminWebhookEventListQuerySchema = z.strictObject({
  ...pageQuery,
  status: queryOptional(WebhookStatusSchema),
  type: queryOptional(z.enum(WEBHOOK_TYPES)),
  apiKeyId: queryOptional(z.uuid()),
});
export type AdminWebhookEventListQuery = z.infer<typeof AdminWebhookEventListQuerySchema>;
export const WebhookEventParamsSchema = z.strictObject({ eventId: idSchema('whe') });
