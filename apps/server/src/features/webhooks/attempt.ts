import { publicId, type ReportDeliveredEvent } from '@readroom/contract';
import { Webhook } from 'standardwebhooks';
import type { Deps } from '../../deps.ts';
import { OutboundError, type OutboundResponse } from '../../platform/http-client/index.ts';
import { retryAfterMs } from './schedule.ts';

export const TIMEOUT_MS = 30_000;
/** Enough to understand the answer; of which this much is kept. */
const READ_ANSWER_BYTES = 64 * 1024;
const KEPT_ANSWER_CHARACTERS = 2048;

export interface Outcome {
  delivered: boolean;
  /** 410: the receiver wants no more of these. */
  gone: boolean;
  retryAfterMs: number | null;
  statusCode: number | null;
  /** Null where delivered. Names neither the address nor what was sent. */
  error: string | null;
  /** The beginning of the answer. */
  response: string | null;
}

/** Sends one event once, signed as Standard Webhooks asks (api-contract.md, Webhooks). What goes wrong on the way is the outcome, not an exception. */
export async function attemptDelivery(
  deps: Pick<Deps, 'http' | 'clock'>,
  event: ReportDeliveredEvent,
  receiver: { url: string; secret: string },
): Promise<Outcome> {
  const now = deps.clock.now();
  const body = JSON.stringify(event);
  try {
    const answer = await deps.http.send({
      url: receiver.url,
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Readroom-Webhooks/1',
        'webhook-id': event.id,
        'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
        'webhook-signature': new Webhook(receiver.secret).sign(event.id, now, body),
      },
      body,
      timeoutMs: TIMEOUT_MS,
      maxResponseBytes: READ_ANSWER_BYTES,
    });
    return judge(answer, deps.clock.now());
  } catch (error) {
    if (!(error instanceof OutboundError)) throw error;
    return { delivered: false, gone: false, retryAfterMs: null, statusCode: null, error: error.message, response: null };
  }
}

/** Any 2xx is delivered, unless its body says `success: false`; a redirect is a failure. */
function judge(answer: OutboundResponse, now: Date): Outcome {
  const text = Buffer.from(answer.body).toString('utf8').replaceAll('\0', '');
  const accepted = answer.statusCode >= 200 && answer.statusCode < 300;
  const refused = accepted && saysFailure(text);
  const after = answer.headers['retry-after'];
  return {
    delivered: accepted && !refused,
    gone: answer.statusCode === 410,
    retryAfterMs: retryAfterMs(Array.isArray(after) ? after[0] : after, now),
    statusCode: answer.statusCode,
    error: refused ? 'The receiver answered success: false.' : accepted ? null : `The receiver answered ${answer.statusCode}.`,
    response: text.slice(0, KEPT_ANSWER_CHARACTERS).toWellFormed(),
  };
}

function saysFailure(text: string): boolean {
  try {
    const answer: unknown = JSON.parse(text);
    return answer !== null && typeof answer === 'object' && 'success' in answer && answer.success === false;
  } catch {
    // An answer that is not JSON says nothing: its status counts.
    return false;
  }
}

/** `report.delivered` as it is sent. Ids are raw UUIDs. */
export function reportDelivered(
  eventId: string,
  report: { id: string; studyId: string; isCritical: boolean | null; plainText: string | null },
  presignedUrl: string,
): ReportDeliveredEvent {
  return {
    id: publicId('whe', eventId),
    type: 'report.delivered',
    data: {
      reportId: publicId('rep', report.id),
      studyId: publicId('stu', report.studyId),
      presignedUrl,
      isCritical: report.isCritical ?? false,
      ...(report.plainText === null ? {} : { plainText: report.plainText }),
    },
  };
}
