import { publicId } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { listEvents } from './repository.ts';

export interface WebhookListing {
  eventId: string;
  clinicId: string;
  type: string;
  reportId: string | null;
  status: 'pending' | 'delivered' | 'failed';
  createdAt: string;
  nextAttemptAt: string | null;
  warnings: string[];
  attempts: {
    attempt: number;
    startedAt: string;
    durationMs: number;
    statusCode: number | null;
    error: string | null;
    response: string | null;
  }[];
}

/** The newest events of all clinics with every attempt: for the operator on the machine. */
export async function listWebhooks(deps: Pick<Deps, 'db'>, limit: number): Promise<WebhookListing[]> {
  const listed = await deps.db.asSystem((tx) => listEvents(tx, limit));
  return listed.map(({ event, attempts }) => ({
    eventId: publicId('whe', event.id),
    clinicId: event.clinicId,
    type: event.type,
    reportId: event.reportId && publicId('rep', event.reportId),
    status: event.status,
    createdAt: event.createdAt.toISOString(),
    nextAttemptAt: event.nextAttemptAt?.toISOString() ?? null,
    warnings: event.warnings ?? [],
    attempts: attempts.map(({ attempt, startedAt, durationMs, statusCode, error, response }) => ({
      attempt,
      startedAt: startedAt.toISOString(),
      durationMs,
      statusCode,
      error,
      response,
    })),
  }));
}
