import { randomUUID } from 'node:crypto';
import { setTimeout as pause } from 'node:timers/promises';
import { publicId, type WebhookTarget, type WebhookType } from '@readroom/contract';
import type { z } from 'zod';
import type { Deps } from '../../deps.ts';
import { issuesOf } from '../../platform/http/issues.ts';
import { OutboundError } from '../../platform/http-client/index.ts';
import { READ_ANSWER_BYTES, refusalOf, TIMEOUT_MS } from './attempt.ts';
import { type CircuitBreaker, createCircuitBreaker } from './circuit.ts';
import { findReceiver } from './receiver.ts';
import { type AttemptRow, insertSettled } from './repository.ts';
import { keptAnswer, type Received, type Receiver, trySend } from './send.ts';
import { withoutUrls } from './without-urls.ts';

export const DEADLINE_MS = 5_000;
const MAX_ANSWER_BYTES = 8 * 1024 * 1024;
const RETRY_PAUSE_MS = 200;
/** With less time than this left a second attempt is not worth it. */
const LEAST_ATTEMPT_MS = 500;

type AskDeps = Pick<Deps, 'db' | 'http' | 'clock' | 'signer'>;

/** Raw UUIDs. */
export interface AskedKey {
  clinicId: string;
  apiKeyId: string;
}

export interface Question<Schema extends z.ZodType> {
  type: WebhookType;
  /** What is asked; `JsonText` goes out as it stands. */
  data: unknown;
  /** What a usable answer is; null where any 2xx will do; `delivery` where it is judged, and waited for, as that of `report.delivered` is. */
  schema: Schema | null | 'delivery';
  /** The raw UUID of the study that it is about. */
  studyId?: string;
  target?: WebhookTarget;
  /** From the first look-up to the last byte of the last attempt. */
  deadlineMs?: number;
  /** The answer grants access by its URLs: the log keeps it without them. */
  grantsUrls?: boolean;
  /** A person tries the receiver: once, whatever the circuit says. */
  isTest?: boolean;
}

export type FailureReason = 'no_receiver' | 'circuit_open' | 'timeout' | 'unreachable' | 'status' | 'invalid_answer';
/** `eventId` is the raw UUID of the row in the log; null where nobody was to be asked. */
export type Answer<Value> =
  | { ok: true; eventId: string; answer: Value }
  | { ok: false; eventId: string | null; reason: FailureReason; message: string };

type Attempt = Pick<AttemptRow, 'attempt' | 'startedAt' | 'durationMs' | 'statusCode' | 'error' | 'response'>;
type Verdict<Value> = { ok: true; answer: Value } | { ok: false; reason: FailureReason; message: string };

/** One breaker for each way out, that is one for each process. */
const breakers = new WeakMap<Deps['http'], CircuitBreaker>();
function breakerOf(http: Deps['http']): CircuitBreaker {
  const breaker = breakers.get(http) ?? createCircuitBreaker();
  breakers.set(http, breaker);
  return breaker;
}

/**
 * Asks a key's receiver and waits: at most until the deadline, with at most one more attempt within it, and not at all while its circuit is open. The answer is
 * what the schema makes of it. What goes wrong is a failure, not an exception. Every call is a row of the event log. No transaction is open meanwhile; call it
 * outside of one.
 */
export async function askWebhook<Schema extends z.ZodType>(
  deps: AskDeps,
  key: AskedKey,
  question: Question<Schema>,
): Promise<Answer<z.output<Schema>>> {
  const receiver = await deps.db.inClinic(key.clinicId, (tx) => findReceiver(deps, tx, key.apiKeyId, question.target ?? 'study'));
  if (!receiver) return { ok: false, eventId: null, reason: 'no_receiver', message: 'The key has no such webhook URL.' };
  const eventId = randomUUID();
  const breaker = breakerOf(deps.http);
  // One of its kinds of webhook may be broken while the others work.
  const circuit = `${key.apiKeyId} ${question.type} ${receiver.url}`;
  const attempts: Attempt[] = [];
  const mayAsk = question.isTest === true || breaker.enter(circuit);
  const { verdict, isUp } = mayAsk ? await attemptAll(deps, receiver, eventId, question, attempts) : CIRCUIT_OPEN;
  // A person who tries a receiver that is down shuts out nobody.
  if (isUp || (mayAsk && !question.isTest)) breaker.settle(circuit, isUp);
  await deps.db.inClinic(key.clinicId, (tx) =>
    insertSettled(
      tx,
      {
        ...key,
        id: eventId,
        type: question.type,
        studyId: question.studyId ?? null,
        status: verdict.ok ? 'delivered' : 'failed',
        warnings: verdict.ok ? [] : [verdict.message],
      },
      attempts,
    ),
  );
  return { ...verdict, eventId };
}

const CIRCUIT_OPEN = {
  verdict: {
    ok: false,
    reason: 'circuit_open',
    message: 'Not asked: the receiver failed several times in a row. It is tried again shortly.',
  },
  isUp: false,
} as const;

async function attemptAll<Schema extends z.ZodType>(
  deps: AskDeps,
  receiver: Receiver,
  eventId: string,
  question: Question<Schema>,
  attempts: Attempt[],
): Promise<{ verdict: Verdict<z.output<Schema>>; isUp: boolean }> {
  const isDelivery = question.schema === 'delivery';
  const end = performance.now() + (question.deadlineMs ?? (isDelivery ? TIMEOUT_MS : DEADLINE_MS));
  const maxResponseBytes = isDelivery ? READ_ANSWER_BYTES : MAX_ANSWER_BYTES;
  const event = { id: publicId('whe', eventId), type: question.type, data: question.data };
  for (;;) {
    const startedAt = deps.clock.now();
    const began = performance.now();
    const limits = { timeoutMs: Math.max(1, Math.round(end - began)), maxResponseBytes };
    const answer = await trySend(deps, event, receiver, limits);
    const verdict = judge(answer, question.schema);
    attempts.push({
      attempt: attempts.length + 1,
      startedAt,
      durationMs: Math.round(performance.now() - began),
      statusCode: answer instanceof OutboundError ? null : answer.statusCode,
      error: verdict.ok ? null : verdict.message,
      response: answer instanceof OutboundError ? null : keptAnswer(question.grantsUrls ? withoutUrls(answer.text) : answer.text),
    });
    const isLast = question.isTest === true || attempts.length > 1 || !isWorthAnother(answer);
    if (verdict.ok || isLast || end - performance.now() < RETRY_PAUSE_MS + LEAST_ATTEMPT_MS) return { verdict, isUp: !isDown(answer) };
    await pause(RETRY_PAUSE_MS);
  }
}

/** A connection that broke, or a receiver that says that it is only for now. */
function isWorthAnother(answer: Received | OutboundError): boolean {
  if (answer instanceof OutboundError) return answer.reason === 'connection' || answer.reason === 'unresolved';
  return answer.statusCode >= 500 || answer.statusCode === 408 || answer.statusCode === 429;
}

/** Nobody there, no answer in time, or one that asks to be left alone. A receiver that refuses a study, or knows nothing of it, is up. */
function isDown(answer: Received | OutboundError): boolean {
  if (!(answer instanceof OutboundError)) return answer.statusCode >= 500 || answer.statusCode === 429;
  // What may not be asked was not: the next one is told so too, instead of that it failed.
  return answer.reason !== 'refused_address' && answer.reason !== 'refused_url';
}

function judge<Schema extends z.ZodType>(answer: Received | OutboundError, schema: Question<Schema>['schema']): Verdict<z.output<Schema>> {
  if (answer instanceof OutboundError) {
    if (answer.reason === 'timeout') return { ok: false, reason: 'timeout', message: 'No complete answer within the deadline.' };
    return { ok: false, reason: 'unreachable', message: answer.message };
  }
  const { statusCode, text, isCut } = answer;
  if (statusCode < 200 || statusCode > 299) return { ok: false, reason: 'status', message: `The receiver answered ${statusCode}.` };
  const refusal = schema === 'delivery' ? refusalOf(text) : null;
  if (refusal !== null) return { ok: false, reason: 'invalid_answer', message: refusal };
  if (schema === null || schema === 'delivery') return { ok: true, answer: undefined as z.output<Schema> };
  if (isCut) return invalid(`longer than ${MAX_ANSWER_BYTES / 1024 / 1024} MB`);
  const parsed = parseJson(text);
  if (parsed === null) return invalid('no JSON object');
  const result = schema.safeParse(parsed);
  if (result.success) return { ok: true, answer: result.data };
  const issues = issuesOf(result.error).slice(0, 5);
  return invalid(issues.map(({ path, message }) => (path === '' ? message : `${path}: ${message}`)).join('; '));
}

function invalid(why: string): Verdict<never> {
  return { ok: false, reason: 'invalid_answer', message: `The answer cannot be used: ${why}.` };
}

/** Null where it is not an object. Characters that PostgreSQL cannot keep are left out: they mean nothing in words. */
function parseJson(text: string): object | null {
  try {
    const value: unknown = JSON.parse(text, (_key, part) => (typeof part === 'string' ? part.replaceAll('\0', '').toWellFormed() : part));
    return value !== null && typeof value === 'object' && !Array.isArray(value) ? value : null;
  } catch {
    // Told as an answer that cannot be used.
    return null;
  }
}
