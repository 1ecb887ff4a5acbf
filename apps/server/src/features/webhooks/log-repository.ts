import type { AdminWebhookEventListQuery } from '@readroom/contract';
import { and, asc, desc, eq, getTableColumns, lt, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { apiKeys, webhookAttempts, webhookEvents } from '../../platform/db/schema.ts';
import type { AttemptRow, EventRow } from './repository.ts';

/** An event with the name of its key. */
export type LoggedEvent = EventRow & { keyDescription: string };

/** The attempts of an event's row are those of its present schedule; a person is told of all. */
const ALL_ATTEMPTS = sql<number>`(SELECT count(*)::int FROM ${webhookAttempts} WHERE ${webhookAttempts.eventId} = ${webhookEvents.id})`;

function joined(tx: Tx) {
  return tx
    .select({ ...getTableColumns(webhookEvents), attempts: ALL_ATTEMPTS, keyDescription: apiKeys.description })
    .from(webhookEvents)
    .innerJoin(apiKeys, eq(apiKeys.id, webhookEvents.apiKeyId));
}

/** `limit + 1` events of a clinic, newest first, so that the caller sees whether more follow. */
export async function selectLog(tx: Tx, clinicId: string, query: AdminWebhookEventListQuery): Promise<LoggedEvent[]> {
  const { cursor, status, type, apiKeyId } = query;
  return joined(tx)
    .where(
      and(
        eq(webhookEvents.clinicId, clinicId),
        cursor === undefined ? undefined : lt(webhookEvents.seq, cursor),
        status && eq(webhookEvents.status, status),
        type && eq(webhookEvents.type, type),
        apiKeyId === undefined ? undefined : eq(webhookEvents.apiKeyId, apiKeyId),
      ),
    )
    .orderBy(desc(webhookEvents.seq))
    .limit(query.limit + 1);
}

export async function findLogged(
  tx: Tx,
  clinicId: string,
  eventId: string,
): Promise<{ event: LoggedEvent; attempts: AttemptRow[] } | null> {
  const [event] = await joined(tx).where(and(eq(webhookEvents.id, eventId), eq(webhookEvents.clinicId, clinicId)));
  if (!event) return null;
  const attempts = await tx
    .select()
    .from(webhookAttempts)
    .where(eq(webhookAttempts.eventId, eventId))
    .orderBy(asc(webhookAttempts.attempt), asc(webhookAttempts.startedAt));
  return { event, attempts };
}

/** The same row locked until the transaction ends. */
export async function lockEvent(tx: Tx, clinicId: string, eventId: string): Promise<EventRow | null> {
  const [event] = await tx
    .select()
    .from(webhookEvents)
    .where(and(eq(webhookEvents.id, eventId), eq(webhookEvents.clinicId, clinicId)))
    .for('update');
  return event ?? null;
}

/** The event is due at once, with its whole schedule before it, whatever became of it before. */
export async function makeDue(tx: Tx, eventId: string): Promise<void> {
  await tx
    .update(webhookEvents)
    .set({ status: 'pending', nextAttemptAt: sql`now()`, attempts: 0, warnings: null, deliveredAt: null })
    .where(eq(webhookEvents.id, eventId));
}
