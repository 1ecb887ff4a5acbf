import { publicId } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import type { Jobs } from '../../platform/queue/index.ts';
import { recordAudit, systemActor } from '../audit/index.ts';
import { ensurePdf } from '../report-pdf/index.ts';
import { presignedPdfUrl } from '../reports/index.ts';
import { attemptDelivery, type Outcome, reportDelivered, TIMEOUT_MS } from './attempt.ts';
import { findReceiver } from './receiver.ts';
import {
  claimEvent,
  closeEvent,
  countAttempts,
  disableReportUrl,
  type EventRow,
  findDue,
  findKey,
  findReport,
  insertAttempt,
  postponeEvent,
} from './repository.ts';
import { RETRY_PAUSES_MS, withJitter } from './schedule.ts';

type Delivery = Jobs['webhook.deliver'];

/** In tests both are short. */
interface Timing {
  /** Before the 2nd, 3rd, ... attempt. */
  pausesMs: readonly number[];
  /** An event that is being sent belongs to its worker for this long; one whose worker died is sent again after it. */
  leaseMs: number;
}

export const LEASE_MS = TIMEOUT_MS + 5_000;
const TIMING: Timing = { pausesMs: RETRY_PAUSES_MS, leaseMs: LEASE_MS };

/** Works on the outbox. */
export async function startDelivering(deps: Deps, timing: Partial<Timing> = {}): Promise<void> {
  await deps.queue.work('webhook.deliver', (job) => deliver(deps, job, { ...TIMING, ...timing }));
}

/**
 * One attempt in three steps, so that no transaction waits for a receiver: claim the event for the length of a lease, send, write down what came of it. A crash before
 * the last step leaves the event pending: after the lease it is sent again under the same webhook-id (at least once).
 */
async function deliver(deps: Deps, job: Delivery, timing: Timing): Promise<void> {
  const { clinicId, eventId } = job;
  const claimed = await deps.db.inClinic(clinicId, (tx) => claim(deps, tx, job, timing.leaseMs));
  if (!claimed) return;
  const { event, report, receiver } = claimed;
  const unprepared = await preparePdf(deps, clinicId, report.id);
  const startedAt = deps.clock.now();
  const began = performance.now();
  const outcome =
    unprepared ?? (await attemptDelivery(deps, reportDelivered(event.id, report, presignedPdfUrl(deps, report.id)), receiver));
  const durationMs = Math.round(performance.now() - began);
  await deps.db.inClinic(clinicId, async (tx) => {
    const attempt = (await countAttempts(tx, eventId)) + 1;
    const { statusCode, error, response } = outcome;
    await insertAttempt(tx, { clinicId, eventId, attempt, startedAt, durationMs, statusCode, error, response });
    await settle(deps, tx, event, receiver.url, outcome, timing.pausesMs);
    await note(tx, event, outcome.delivered ? 'webhook.delivered' : 'webhook.attempt_failed', { attempt, status: statusCode });
  });
}

/** Whoever hears of the report can fetch its PDF at once. Where it cannot be made that is an attempt, so that it is on record and comes to an end. Null where it is there. */
async function preparePdf(deps: Deps, clinicId: string, reportId: string): Promise<Outcome | null> {
  try {
    await ensurePdf(deps, clinicId, reportId);
    return null;
  } catch (err) {
    deps.log.error({ err, reportId }, 'the PDF of a report that is to be delivered could not be made');
    const error = 'The PDF of the report could not be made, so the receiver was not asked.';
    return { delivered: false, gone: false, retryAfterMs: null, statusCode: null, error, response: null };
  }
}

async function claim(deps: Deps, tx: Tx, job: Delivery, leaseMs: number) {
  const event = await claimEvent(tx, job.eventId, leaseMs);
  if (!event) {
    // Not yet due: another worker has it, or had it and died. Looked at again when its time has come, unless it is done.
    const due = await findDue(tx, job.eventId);
    if (due) await deps.queue.add(tx, 'webhook.deliver', job, { startAfter: due });
    return null;
  }
  const report = event.reportId === null ? null : await findReport(tx, event.reportId);
  const receiver = await findReceiver(deps, tx, event.apiKeyId, 'report');
  if (!report || !receiver) {
    await closeEvent(tx, event.id, 'failed', event.attempts, [await whyUndeliverable(tx, event.apiKeyId)]);
    await note(tx, event, 'webhook.given_up', { attempt: event.attempts });
    return null;
  }
  return { event, report, receiver };
}

async function whyUndeliverable(tx: Tx, apiKeyId: string): Promise<string> {
  const key = await findKey(tx, apiKeyId);
  if (!key) return 'The key was revoked.';
  return key.reportWebhookUrl === null ? 'The key has no report webhook URL any more.' : 'The report is not there any more.';
}

async function settle(deps: Deps, tx: Tx, event: EventRow, url: string, outcome: Outcome, pausesMs: readonly number[]): Promise<void> {
  const attempt = event.attempts + 1;
  const pause = pausesMs[attempt - 1];
  if (outcome.delivered) {
    await closeEvent(tx, event.id, 'delivered', attempt);
  } else if (outcome.gone) {
    const isTakenOff = await disableReportUrl(tx, event.apiKeyId, url);
    const what = isTakenOff ? 'the report webhook URL was taken off the key.' : 'it wants no more of these.';
    await closeEvent(tx, event.id, 'failed', attempt, [`The receiver answered 410: ${what}`]);
    if (isTakenOff) await noteTakenOff(tx, event);
  } else if (pause === undefined) {
    await closeEvent(tx, event.id, 'failed', attempt);
  } else {
    const wait = Math.max(outcome.retryAfterMs ?? 0, withJitter(pause, Math.random()));
    const startAfter = await postponeEvent(tx, event.id, attempt, wait);
    const { id: eventId, clinicId, apiKeyId } = event;
    await deps.queue.add(tx, 'webhook.deliver', { clinicId, apiKeyId, eventId }, { startAfter });
  }
}

async function note(tx: Tx, event: EventRow, action: string, detail: Record<string, number | null>): Promise<void> {
  await recordAudit(tx, {
    clinicId: event.clinicId,
    actor: systemActor('webhooks'),
    action,
    subject: publicId('whe', event.id),
    studyId: event.studyId,
    detail,
  });
}

/** The key was changed, by nobody's hand. */
async function noteTakenOff(tx: Tx, { id, clinicId, apiKeyId }: EventRow): Promise<void> {
  await recordAudit(tx, {
    clinicId,
    actor: systemActor('webhooks'),
    action: 'key.updated',
    subject: apiKeyId,
    detail: { fields: 'reportWebhookUrl', status: 410, event: publicId('whe', id) },
  });
}
