import {
  type AdminWebhookEvent,
  type AdminWebhookEventDetail,
  type AdminWebhookEventListQuery,
  ApiError,
  publicId,
  rawId,
  toPage,
} from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { actorOf, recordAudit } from '../audit/index.ts';
import type { Caller } from '../users/index.ts';
import { LEASE_MS } from './delivery.ts';
import { findLogged, type LoggedEvent, lockEvent, makeDue, selectLog } from './log-repository.ts';
import { modeOf, mustBeResendable, mustHaveReportUrl } from './policy.ts';
import { type AttemptRow, findKey } from './repository.ts';

/** One page, newest first. */
export async function listLog(tx: Tx, { principal }: Caller, query: AdminWebhookEventListQuery) {
  const { items, ...page } = toPage(await selectLog(tx, principal.clinicId, query), query.limit);
  return { events: items.map(presentEvent), ...page };
}

/** With its attempts. `eventId` is a raw UUID. Throws `not_found`. */
export async function readEvent(tx: Tx, clinicId: string, eventId: string): Promise<AdminWebhookEventDetail> {
  const found = await findLogged(tx, clinicId, eventId);
  if (!found) throw new ApiError('not_found');
  return { ...presentEvent(found.event), attemptLog: found.attempts.map(presentAttempt) };
}

/** The same for a person; answers may name patients, so the look is on record. Throws `not_found`. */
export async function openEvent(tx: Tx, caller: Caller, publicEventId: string): Promise<AdminWebhookEventDetail> {
  const id = idOf(publicEventId);
  const event = await readEvent(tx, caller.principal.clinicId, id);
  await note(tx, caller, 'webhook.opened', event);
  return event;
}

/**
 * Puts an event back into the outbox, due now, under its id. Throws `not_found`, `unprocessable` for a synchronous one and where there is nowhere to send it, `conflict`
 * while it is being sent.
 */
export async function resendEvent(deps: Deps, tx: Tx, caller: Caller, publicEventId: string): Promise<AdminWebhookEventDetail> {
  const id = idOf(publicEventId);
  const { clinicId } = caller.principal;
  const event = await lockEvent(tx, clinicId, id);
  if (!event) throw new ApiError('not_found');
  mustBeResendable(event, deps.clock.now(), LEASE_MS);
  mustHaveReportUrl(await findKey(tx, event.apiKeyId));
  await makeDue(tx, id);
  await deps.queue.add(tx, 'webhook.deliver', { clinicId, apiKeyId: event.apiKeyId, eventId: id });
  const resent = await readEvent(tx, clinicId, id);
  await note(tx, caller, 'webhook.resent', resent);
  return resent;
}

function idOf(publicEventId: string): string {
  const id = rawId('whe', publicEventId);
  if (!id) throw new ApiError('not_found');
  return id;
}

async function note(tx: Tx, { principal, requestId }: Caller, action: string, event: AdminWebhookEvent): Promise<void> {
  await recordAudit(tx, {
    clinicId: principal.clinicId,
    actor: actorOf(principal),
    action,
    subject: event.eventId,
    studyId: event.studyId && rawId('stu', event.studyId),
    requestId,
  });
}

function presentEvent(event: LoggedEvent): AdminWebhookEvent {
  return {
    eventId: publicId('whe', event.id),
    type: event.type,
    mode: modeOf(event.type),
    status: event.status,
    apiKey: { apiKeyId: event.apiKeyId, description: event.keyDescription },
    studyId: event.studyId && publicId('stu', event.studyId),
    reportId: event.reportId && publicId('rep', event.reportId),
    attempts: event.attempts,
    warnings: event.warnings ?? [],
    createdAt: event.createdAt.toISOString(),
    deliveredAt: event.deliveredAt?.toISOString() ?? null,
    nextAttemptAt: event.status === 'pending' ? (event.nextAttemptAt?.toISOString() ?? null) : null,
  };
}

function presentAttempt({ attempt, startedAt, durationMs, statusCode, error, response }: AttemptRow) {
  return { attempt, startedAt: startedAt.toISOString(), durationMs, statusCode, error, response };
}
