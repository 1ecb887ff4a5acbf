import { publicId, type ReportDeliveredEvent } from '@readroom/contract';
import { Webhook } from 'standardwebhooks';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { OutboundError, type OutboundResponse } from '../../platform/http-client/index.ts';
import type { StudyRow } from '../access/index.ts';
import { recordAudit, systemActor } from '../audit/index.ts';
import { ensurePdf } from '../report-pdf/index.ts';
import { presignedPdfUrl } from '../reports/index.ts';
import {
  clearReportUrl,
  type EventRow,
  findReceiver,
  findReport,
  insertAttempt,
  insertEvent,
  type Receiver,
  reportReceivers,
  takeEvent,
  updateEvent,
} from './repository.ts';
import { RETRY_PAUSES_MS, retryAfterMs, withJitter } from './schedule.ts';

const TIMEOUT_MS = 30_000;
const KEPT_ANSWER_BYTES = 2048;

/** Puts `report.delivered` into the outbox, in the signing transaction, once for each key that hears of it. */
export async function queueReportDelivered(deps: Deps, tx: Tx, study: StudyRow, reportId: string): Promise<void> {
  for (const apiKeyId of await reportReceivers(tx, study.clinicId, study.createdByApiKeyId)) {
    const event = {
      clinicId: study.clinicId,
      apiKeyId,
      type: 'report.delivered',
      studyId: study.id,
      reportId,
      nextAttemptAt: deps.clock.now(),
    };
    const eventId = await insertEvent(tx, event);
    await deps.queue.add(tx, 'webhook.deliver', { clinicId: study.clinicId, eventId });
  }
}

/** Works on the outbox. `pausesMs` is RETRY_PAUSES_MS but in tests. */
export async function startDelivering(deps: Deps, pausesMs: readonly number[] = RETRY_PAUSES_MS): Promise<void> {
  await deps.queue.work('webhook.deliver', ({ clinicId, eventId }) => deliver(deps, clinicId, eventId, pausesMs));
}

/**
 * One attempt: the row stays locked while the receiver is asked, so that no second worker asks at the same time; a crash in between leaves the event pending and the
 * queue comes back to it (at least once).
 */
async function deliver(deps: Deps, clinicId: string, eventId: string, pausesMs: readonly number[]): Promise<void> {
  await deps.db.inClinic(clinicId, async (tx) => {
    const event = await takeEvent(tx, eventId);
    if (!event?.reportId || !event.studyId) return;
    const receiver = await findReceiver(tx, event.apiKeyId);
    if (!receiver?.url || receiver.isRevoked) {
      await updateEvent(tx, event.id, { status: 'failed', nextAttemptAt: null });
      return;
    }
    await ensurePdf(deps, clinicId, event.reportId);
    const startedAt = deps.clock.now();
    const began = performance.now();
    const outcome = await attempt(deps, tx, event, receiver, receiver.url, startedAt);
    const number = event.attempts + 1;
    await insertAttempt(tx, {
      clinicId,
      eventId: event.id,
      attempt: number,
      startedAt,
      durationMs: Math.round(performance.now() - began),
      statusCode: outcome.statusCode,
      error: outcome.error,
      response: outcome.response,
    });
    await settle(deps, tx, event, number, outcome, pausesMs);
  });
}

interface Outcome {
  delivered: boolean;
  gone: boolean;
  retryAfterMs: number | null;
  statusCode: number | null;
  error: string | null;
  response: string | null;
}

async function attempt(deps: Deps, tx: Tx, event: EventRow, receiver: Receiver, url: string, now: Date): Promise<Outcome> {
  const body = JSON.stringify(await payload(deps, tx, event));
  const secret = deps.signer.unseal('webhook-secret', receiver.secretSealed);
  const id = publicId('whe', event.id);
  try {
    const answer = await deps.http.send({
      url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Readroom-Webhooks/1',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': new Webhook(secret).sign(id, now, body),
      },
      body,
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: KEPT_ANSWER_BYTES,
    });
    return judge(answer, now);
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return { delivered: false, gone: false, retryAfterMs: null, statusCode: null, error: error.message, response: null };
  }
}

/** Any 2xx is delivered, unless its body says `success: false`; a redirect is a failure. */
function judge(answer: OutboundResponse, now: Date): Outcome {
  const response = Buffer.from(answer.body).toString('utf8').replaceAll('\0', '');
  const refused = /^\s*\{\s*"success"\s*:\s*false/.test(response);
  const delivered = answer.statusCode >= 200 && answer.statusCode < 300 && !refused;
  const error = delivered ? null : refused ? 'The receiver answered success: false.' : `The receiver answered ${answer.statusCode}.`;
  const after = answer.headers['retry-after'];
  return {
    delivered,
    gone: answer.statusCode === 410,
    retryAfterMs: retryAfterMs(Array.isArray(after) ? after[0] : after, now),
    statusCode: answer.statusCode,
    error,
    response,
  };
}

async function payload(deps: Deps, tx: Tx, event: EventRow): Promise<ReportDeliveredEvent> {
  const report = await findReport(tx, event.reportId!);
  return {
    id: publicId('whe', event.id),
    type: 'report.delivered',
    data: {
      reportId: publicId('rep', event.reportId!),
      studyId: publicId('stu', event.studyId!),
      presignedUrl: presignedPdfUrl(deps, event.reportId!),
      isCritical: report?.isCritical ?? false,
      ...(report?.plainText ? { plainText: report.plainText } : {}),
    },
  };
}

async function settle(deps: Deps, tx: Tx, event: EventRow, attempts: number, outcome: Outcome, pausesMs: readonly number[]): Promise<void> {
  const now = deps.clock.now();
  const pause = pausesMs[attempts - 1];
  if (outcome.delivered) {
    await updateEvent(tx, event.id, { status: 'delivered', attempts, nextAttemptAt: null, deliveredAt: now });
  } else if (outcome.gone || pause === undefined) {
    await updateEvent(tx, event.id, { status: 'failed', attempts, nextAttemptAt: null });
    if (outcome.gone) await clearReportUrl(tx, event.apiKeyId);
  } else {
    const nextAttemptAt = new Date(now.getTime() + Math.max(outcome.retryAfterMs ?? 0, withJitter(pause, Math.random())));
    await updateEvent(tx, event.id, { attempts, nextAttemptAt });
    await deps.queue.add(tx, 'webhook.deliver', { clinicId: event.clinicId, eventId: event.id }, { startAfter: nextAttemptAt });
  }
  await recordAudit(tx, {
    clinicId: event.clinicId,
    actor: systemActor('webhooks'),
    action: outcome.delivered ? 'webhook.delivered' : 'webhook.attempt_failed',
    subject: publicId('whe', event.id),
    studyId: event.studyId,
    detail: { attempt: attempts, status: outcome.statusCode },
  });
}
