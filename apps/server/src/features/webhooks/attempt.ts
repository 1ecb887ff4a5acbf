import { publicId, type ReportDeliveredEvent } from '@readroom/contract';
import type { Deps } from '../../deps.ts';
import { OutboundError } from '../../platform/http-client/index.ts';
import { retryAfterMs } from './schedule.ts';
import { keptAnswer, type Received, type Receiver, trySend } from './send.ts';

export const TIMEOUT_MS = 30_000;
/** Enough to understand the answer. */
export const READ_ANSWER_BYTES = 64 * 1024;

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

/** Sends one event once. What goes wrong on the way is the outcome, not an exception. */
export async function attemptDelivery(
  deps: Pick<Deps, 'http' | 'clock'>,
  event: ReportDeliveredEvent,
  receiver: Receiver,
): Promise<Outcome> {
  const answer = await trySend(deps, event, receiver, { timeoutMs: TIMEOUT_MS, maxResponseBytes: READ_ANSWER_BYTES });
  if (answer instanceof OutboundError)
    return { delivered: false, gone: false, retryAfterMs: null, statusCode: null, error: answer.message, response: null };
  return judge(answer, deps.clock.now());
}

/** Any 2xx is delivered, unless its body says `success: false`; a redirect is a failure. */
function judge({ statusCode, headers, text }: Received, now: Date): Outcome {
  const accepted = statusCode >= 200 && statusCode < 300;
  const refusal = accepted ? refusalOf(text) : null;
  const after = headers['retry-after'];
  return {
    delivered: accepted && refusal === null,
    gone: statusCode === 410,
    retryAfterMs: retryAfterMs(Array.isArray(after) ? after[0] : after, now),
    statusCode,
    error: accepted ? refusal : `The receiver answered ${statusCode}.`,
    response: keptAnswer(text),
  };
}

/** What the body of a 2xx says against its status; null where it says nothing. */
export function refusalOf(text: string): string | null {
  try {
    const answer: unknown = JSON.parse(text);
    const isRefused = answer !== null && typeof answer === 'object' && 'success' in answer && answer.success === false;
    return isRefused ? 'The receiver answered success: false.' : null;
  } catch {
    // An answer that is not JSON says nothing: its status counts.
    return null;
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
