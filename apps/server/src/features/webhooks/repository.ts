import { randomUUID } from 'node:crypto';
import { and, asc, desc, eq, inArray, isNotNull, isNull, lt, lte, ne, or, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { apiKeys, reports, webhookAttempts, webhookEvents } from '../../platform/db/schema.ts';

export type EventRow = typeof webhookEvents.$inferSelect;
export type AttemptRow = typeof webhookAttempts.$inferSelect;

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
  event: { clinicId: string; apiKeyId: string; type: string; studyId: string; reportId: string },
): Promise<string> {
  const id = randomUUID();
  await tx.insert(webhookEvents).values({ id, nextAttemptAt: sql`now()`, ...event });
  return id;
}

/** The database's clock, so that workers on machines whose clocks differ agree. */
function after(ms: number) {
  return sql`now() + ${ms} * interval '1 millisecond'`;
}

const isPending = (eventId: string) => and(eq(webhookEvents.id, eventId), eq(webhookEvents.status, 'pending'));

/** Takes an event that is due, for one worker: nobody else gets it before the lease ends. Null where it is done or not due. Its `attempts` are those of the present schedule. */
export async function claimEvent(tx: Tx, eventId: string, leaseMs: number): Promise<EventRow | null> {
  const [event] = await tx
    .update(webhookEvents)
    .set({ nextAttemptAt: after(leaseMs) })
    .where(and(isPending(eventId), or(isNull(webhookEvents.nextAttemptAt), lte(webhookEvents.nextAttemptAt, sql`now()`))))
    .returning();
  return event ?? null;
}

/** When a pending event is to be looked at again; null where it is done. */
export async function findDue(tx: Tx, eventId: string): Promise<Date | null> {
  const [event] = await tx.select({ due: webhookEvents.nextAttemptAt }).from(webhookEvents).where(isPending(eventId));
  return event?.due ?? null;
}

/** @param attempts of the present schedule. @returns when the next one is due. */
export async function postponeEvent(tx: Tx, eventId: string, attempts: number, waitMs: number): Promise<Date> {
  const [event] = await tx
    .update(webhookEvents)
    .set({ attempts, nextAttemptAt: after(waitMs) })
    .where(isPending(eventId))
    .returning({ due: webhookEvents.nextAttemptAt });
  if (!event?.due) throw new Error('the event was settled by another worker: the lease is too short');
  return event.due;
}

/** The event is done, one way or the other. `warnings` say what the attempts do not. */
export async function closeEvent(
  tx: Tx,
  eventId: string,
  status: 'delivered' | 'failed',
  attempts: number,
  warnings: string[] = [],
): Promise<void> {
  const deliveredAt = status === 'delivered' ? sql`now()` : null;
  await tx.update(webhookEvents).set({ status, attempts, nextAttemptAt: null, deliveredAt, warnings }).where(isPending(eventId));
}

/** Every attempt at an event, those before a resend too. */
export function countAttempts(tx: Tx, eventId: string): Promise<number> {
  return tx.$count(webhookAttempts, eq(webhookAttempts.eventId, eventId));
}

export async function insertAttempt(tx: Tx, attempt: Omit<AttemptRow, 'id'>): Promise<void> {
  await tx.insert(webhookAttempts).values({ id: randomUUID(), ...attempt });
}

/** The addresses and sealed secrets of a key; null where it was revoked. */
export async function findKey(tx: Tx, apiKeyId: string) {
  const [key] = await tx
    .select({
      studyWebhookUrl: apiKeys.studyWebhookUrl,
      reportWebhookUrl: apiKeys.reportWebhookUrl,
      patientStudyWebhookUrl: apiKeys.patientStudyWebhookUrl,
      secondaryCaptureWebhookUrl: apiKeys.secondaryCaptureWebhookUrl,
      modalityWorklistWebhookUrl: apiKeys.modalityWorklistWebhookUrl,
      secretSealed: apiKeys.webhookSecretSealed,
      previousSecretSealed: apiKeys.previousWebhookSecretSealed,
      previousSecretExpiresAt: apiKeys.previousWebhookSecretExpiresAt,
    })
    .from(apiKeys)
    .where(and(eq(apiKeys.id, apiKeyId), isNull(apiKeys.revokedAt)));
  return key ?? null;
}

/** Whether a key can be asked about studies. */
export async function hasStudyUrl(tx: Tx, apiKeyId: string): Promise<boolean> {
  return Boolean((await findKey(tx, apiKeyId))?.studyWebhookUrl);
}

/** 410 Gone: this receiver wants no more. A URL that was set meanwhile stays. @returns whether it was taken off. */
export async function disableReportUrl(tx: Tx, apiKeyId: string, url: string): Promise<boolean> {
  const changed = await tx
    .update(apiKeys)
    .set({ reportWebhookUrl: null })
    .where(and(eq(apiKeys.id, apiKeyId), eq(apiKeys.reportWebhookUrl, url)))
    .returning({ id: apiKeys.id });
  return changed.length > 0;
}

export async function findReport(tx: Tx, reportId: string) {
  const [report] = await tx
    .select({ id: reports.id, studyId: reports.studyId, isCritical: reports.isCritical, plainText: reports.plainText })
    .from(reports)
    .where(eq(reports.id, reportId));
  return report ?? null;
}

/** A call that is over, with its attempts, as one row of the log. */
export async function insertSettled(
  tx: Tx,
  event: Pick<EventRow, 'id' | 'clinicId' | 'apiKeyId' | 'type' | 'studyId' | 'warnings'> & { status: 'delivered' | 'failed' },
  attempts: Omit<AttemptRow, 'id' | 'clinicId' | 'eventId'>[],
): Promise<void> {
  const deliveredAt = event.status === 'delivered' ? sql`now()` : null;
  await tx.insert(webhookEvents).values({ ...event, attempts: attempts.length, deliveredAt });
  for (const attempt of attempts) await insertAttempt(tx, { ...attempt, clinicId: event.clinicId, eventId: event.id });
}

/** Adds to what a person should know about an answer. */
export async function addWarnings(tx: Tx, eventId: string, warnings: string[]): Promise<void> {
  if (warnings.length === 0) return;
  await tx
    .update(webhookEvents)
    .set({ warnings: sql`coalesce(${webhookEvents.warnings}, '[]') || ${JSON.stringify(warnings)}::jsonb` })
    .where(eq(webhookEvents.id, eventId));
}

/** What a call was about turned out only afterwards. `studyId` is a raw UUID. */
export async function nameStudyOfEvent(tx: Tx, eventId: string, studyId: string | null): Promise<void> {
  await tx.update(webhookEvents).set({ studyId }).where(eq(webhookEvents.id, eventId));
}

/** Removes up to `limit` events that are done and older than so many days, oldest first, with their attempts. @returns how many. */
export async function pruneEvents(tx: Tx, days: number, limit: number): Promise<number> {
  const old = await tx
    .select({ id: webhookEvents.id })
    .from(webhookEvents)
    .where(and(lt(webhookEvents.createdAt, sql`now() - make_interval(days => ${days})`), ne(webhookEvents.status, 'pending')))
    .orderBy(asc(webhookEvents.seq))
    .limit(limit)
    .for('update', { skipLocked: true });
  const ids = old.map(({ id }) => id);
  await tx.delete(webhookAttempts).where(inArray(webhookAttempts.eventId, ids));
  await tx.delete(webhookEvents).where(inArray(webhookEvents.id, ids));
  return ids.length;
}

/** The newest events with their attempts. */
export async function listEvents(tx: Tx, limit: number): Promise<{ event: EventRow; attempts: AttemptRow[] }[]> {
  const events = await tx.select().from(webhookEvents).orderBy(desc(webhookEvents.seq)).limit(limit);
  const ids = events.map((event) => event.id);
  const attempts = await tx
    .select()
    .from(webhookAttempts)
    .where(inArray(webhookAttempts.eventId, ids))
    .orderBy(asc(webhookAttempts.attempt));
  return events.map((event) => ({ event, attempts: attempts.filter(({ eventId }) => eventId === event.id) }));
}
