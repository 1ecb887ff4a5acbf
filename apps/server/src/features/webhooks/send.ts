import { Webhook } from 'standardwebhooks';
import type { Deps } from '../../deps.ts';
import { OutboundError } from '../../platform/http-client/index.ts';

/** What is sent: the body of every webhook (api-contract.md, Webhooks). */
export interface WebhookBody {
  /** `whe_…` */
  id: string;
  type: string;
  data: unknown;
}

/** `data` that goes out as this text, character by character: an integrator's own JSON may have numbers and an order of keys that parsing would change. */
export class JsonText {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

/** Where a key wants its webhooks, and the `whsec_…` secrets that sign them: the present one, and for a day after a rotation the one before. */
export interface Receiver {
  url: string;
  secrets: string[];
}

export interface Received {
  statusCode: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
  /** The answer was longer than was asked for. */
  isCut: boolean;
}

/** Sends one event once, signed as Standard Webhooks asks, by every secret. Throws `OutboundError` where no answer came. */
export async function sendSigned(
  deps: Pick<Deps, 'http' | 'clock'>,
  event: WebhookBody,
  receiver: Receiver,
  limits: { timeoutMs: number; maxResponseBytes: number },
): Promise<Received> {
  const now = deps.clock.now();
  const body = bodyOf(event);
  const answer = await deps.http.send({
    url: receiver.url,
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'Readroom-Webhooks/1',
      'webhook-id': event.id,
      'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
      'webhook-signature': receiver.secrets.map((secret) => new Webhook(secret).sign(event.id, now, body)).join(' '),
    },
    body,
    timeoutMs: limits.timeoutMs,
    // One more, to see that there was more.
    maxResponseBytes: limits.maxResponseBytes + 1,
  });
  return {
    statusCode: answer.statusCode,
    headers: answer.headers,
    text: Buffer.from(answer.body).subarray(0, limits.maxResponseBytes).toString('utf8').replaceAll('\0', ''),
    isCut: answer.body.length > limits.maxResponseBytes,
  };
}

function bodyOf({ id, type, data }: WebhookBody): string {
  if (!(data instanceof JsonText)) return JSON.stringify({ id, type, data });
  return `{"id":${JSON.stringify(id)},"type":${JSON.stringify(type)},"data":${data.text}}`;
}

/** The same, with what went wrong on the way as a value. */
export async function trySend(...request: Parameters<typeof sendSigned>): Promise<Received | OutboundError> {
  try {
    return await sendSigned(...request);
  } catch (error) {
    if (error instanceof OutboundError) return error;
    throw error;
  }
}

const KEPT_ANSWER_BYTES = 2048;

/** The beginning of an answer, for the log: at most 2 KB as UTF-8, no broken character at the end. */
export function keptAnswer(text: string): string {
  const bytes = Buffer.from(text.toWellFormed());
  return new TextDecoder().decode(bytes.subarray(0, KEPT_ANSWER_BYTES), { stream: true });
}
