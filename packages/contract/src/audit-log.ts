import { z } from 'zod';
import { idSchema } from './ids.ts';
import { pageQuery } from './pagination.ts';
import { queryArray, queryOptional, queryText } from './query.ts';
import { TimestampSchema } from './shared.ts';

/** The audit log as owners and admins read it, under /api/admin/audit: like app.ts no part of the public API. */

export const AuditActorSchema = z.strictObject({
  kind: z.enum(['user', 'key', 'link', 'system']),
  /** A user's public id, a key's UUID; null for a link and for the program itself. */
  id: z.string().nullable(),
  name: z.string(),
});
export const AuditLogEventSchema = z.strictObject({
  eventId: z.uuid(),
  at: TimestampSchema,
  actor: AuditActorSchema,
  /** Past tense, dotted: `study.opened`. */
  action: z.string(),
  /** What was acted on: a public id, a UID. */
  subject: z.string(),
  /** Of a user or a key. */
  subjectName: z.string().nullable(),
  studyId: idSchema('stu').nullable(),
  requestId: z.string().nullable(),
  /** Never PHI. */
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** It is in the hash chain; a new one is moments after it was written. */
  isSealed: z.boolean(),
});
export type AuditLogEvent = z.infer<typeof AuditLogEventSchema>;
/** Newest first. */
export const AuditLogSchema = z.strictObject({
  events: z.array(AuditLogEventSchema),
  hasMore: z.boolean(),
  cursor: z.string().optional(),
});

const instant = queryOptional(z.iso.datetime({ offset: true, error: 'expected a time such as 2026-03-05T14:05:00Z' }));
const filters = {
  /** Both included. */
  from: instant,
  to: instant,
  userId: queryOptional(idSchema('usr')),
  apiKeyId: queryOptional(z.uuid()),
  /** Any of these. */
  action: queryArray(z.string().regex(/^[a-z_]{1,50}\.[a-z_]{1,50}$/, 'expected an action such as study.opened')),
  studyId: queryOptional(idSchema('stu')),
};
export const AuditLogQuerySchema = z.strictObject({ ...pageQuery, ...filters });
export type AuditLogQuery = z.infer<typeof AuditLogQuerySchema>;
export type AuditLogFilters = Omit<AuditLogQuery, 'cursor' | 'limit'>;
export const AuditExportQuerySchema = z.strictObject({ ...filters, format: z.enum(['csv', 'jsonl']) });

/** Whom the log can be filtered by. */
export const AuditActorListQuerySchema = z.strictObject({ name: queryText(z.string().max(100)) });
export const AuditActorListSchema = z.strictObject({
  actors: z.array(z.strictObject({ kind: z.enum(['user', 'key']), id: z.string(), name: z.string(), detail: z.string() })),
});
export type AuditFilterActor = z.infer<typeof AuditActorListSchema>['actors'][number];

export const AuditVerificationSchema = z.strictObject({
  at: TimestampSchema,
  by: z.string(),
  /** How many events held. */
  verified: z.number().int(),
  faults: z.number().int(),
});
export const AuditIntegritySchema = z.strictObject({
  /** When the newest event of the chain was written; null while there is none. */
  sealedUpTo: TimestampSchema.nullable(),
  /** Events in the chain. */
  sealed: z.number().int(),
  /** Events that are not in it yet. */
  waiting: z.number().int(),
  lastVerification: AuditVerificationSchema.nullable(),
});
export type AuditIntegrity = z.infer<typeof AuditIntegritySchema>;
/** One line of the answer of POST /api/admin/audit/verify (JSON Lines); the last one is `done`. */
export const AuditVerifyProgressSchema = z.strictObject({
  verified: z.number().int(),
  total: z.number().int(),
  done: z.boolean(),
  faults: z.array(z.strictObject({ position: z.number().int(), problem: z.string() })),
});
export type AuditVerifyProgress = z.infer<typeof AuditVerifyProgressSchema>;
