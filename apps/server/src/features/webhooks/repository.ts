import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, isNotNull, isNull } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { apiKeys, reports, webhookAttempts, webhookEvents } from '../../platform/db/schema.ts';

export type EventRow = typeof webhookEvents.$inferSelect;
export type AttemptRow = typeof webhookAttempts.$inferSelect;

export interface Receiver {
  apiKeyId: string;
  url: string | null;
  secretSealed: Uint8Array;
  isRevoked: boolean;
}

/** Keys that hear of a report: the one that created the study; for a study that a person created, every key of the whole clinic. Only those with a URL. */
export async function reportReceivers(tx: Tx, clinicId: string, createdByApiKeyId: string | null): Promise<string[]> {
  const whose = createdByApiKeyId ? eq(apiKeys.id, createdByApiKeyId) : eq(apiKeys.scope, 'all');
  const rows = await tx
    .select({ id: apiKeys.id })
    .from(apiKeys)
    .where(and(eq(apiKeys.clinicId, clinicId), isNull(apiKeys.revokedAt), isNotNull(apiKeys.reportWebhookUrl), whose));
  return rows.map((row) => row.id);
}

export async function insertEvent(
  tx: Tx,
  event: { clinicId: string; apiKeyId: string; type: string; studyId: string; reportId: string; nextAttemptAt: Date },
): Promise<string> {
  const id = randomUUID();
  await tx.insert(webhookEvents).values({ id, ...event });
  return id;
}

/** The event, taken for one delivery at a time; null where another worker has it or it is done. */
export async function takeEvent(tx: Tx, eventId: string): Promise<EventRow | null> {
  const [event] = await tx
    .select()
    .from(webhookEvents)
    .where(and(eq(webhookEvents.id, eventId), eq(webhookEvents.status, 'pending')))
    .for('update', { skipLocked: true });
  return event ?? null;
}

export async function updateEvent(tx: Tx, eventId: string, values: Partial<EventRow>): Promise<void> {
  await tx.update(webhookEvents).set(values).where(eq(webhookEvents.id, eventId));
}

export async function insertAttempt(tx: Tx, attempt: Omit<AttemptRow, 'id'>): Promise<void> {
  await tx.insert(webhookAttempts).values({ id: randomUUID(), ...attempt });
}

export async function findReceiver(tx: Tx, apiKeyId: string): Promise<Receiver | null> {
  const [key] = await tx.select().from(apiKeys).where(eq(apiKeys.id, apiKeyId));
  return key
    ? { apiKeyId: key.id, url: key.reportWebhookUrl, secretSealed: key.webhookSecretSealed, isRevoked: key.revokedAt !== null }
    : null;
}

/** 410 Gone: the receiver wants no more. */
export async function clearReportUrl(tx: Tx, apiKeyId: string): Promise<void> {
  await tx.update(apiKeys).set({ reportWebhookUrl: null }).where(eq(apiKeys.id, apiKeyId));
}

export async function findReport(tx: Tx, reportId: string) {
  const [report] = await tx
    .select({ isCritical: reports.isCritical, plainText: reports.plainText })
    .from(reports)
    .where(eq(reports.id, reportId));
  return report ?? null;
}

/** The newest events with their attempts. */
export async function listEvents(tx: Tx, limit: number): Promise<{ event: EventRow; attempts: AttemptRow[] }[]> {
  const events = await tx.select().from(webhookEvents).orderBy(desc(webhookEvents.seq)).limit(limit);
  const listed = [];
  for (const event of events) {
    const attempts = await tx
      .select()
      .from(webhookAttempts)
      .where(eq(webhookAttempts.eventId, event.id))
      .orderBy(asc(webhookAttempts.attempt));
    listed.push({ event, attempts });
  }
  return listed;
}
