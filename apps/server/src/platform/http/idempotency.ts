import { hash } from 'node:crypto';
import { ApiError } from '@readroom/contract';
import type { FastifyRequest } from 'fastify';
import type { Database, Tx } from '../db/connection.ts';
import type { Signer } from '../signing/index.ts';
import { claim, firstAnswer, type IdempotencyOwner, isAnswered, keep, type Once, type Outcome, refusalOf } from './kept-answers.ts';

/**
 * Runs `work` in one transaction of the clinic. Where the request carries an Idempotency-Key, the key, the work and its answer are committed together: a repeat
 * within 24 hours is given the first answer, refusals included, and after a crash either all of it is there or nothing. A repeat that comes while the first
 * is still running waits for it. Failures of ours (5xx) are not kept, so that the repeat tries again. Answers are kept sealed: they hold PHI and links.
 *
 * Throws `idempotency_key_reused` for another request under the same key, `request_in_flight` where the first one takes too long.
 */
export async function runOnce<Value>(
  deps: { db: Database; signer: Signer },
  request: FastifyRequest,
  owner: IdempotencyOwner,
  work: (tx: Tx) => Promise<Value>,
): Promise<Value> {
  const once = onceOf(deps.signer, request, owner);
  if (!once) return deps.db.inClinic(owner.clinicId, work);
  const outcome = await deps.db
    .inClinic(owner.clinicId, async (tx) => {
      await claim(tx, once);
      // In a savepoint: a refusal undoes the work and is kept all the same.
      const first = await tx.transaction(work).then((value): Outcome => ({ value }), refusalOf);
      keep(tx, once, first);
      return first;
    })
    .catch((error: unknown) => firstAnswer(error, once));
  return answerOf(outcome) as Value;
}

/** The request under its Idempotency-Key; null where it carries none. Throws `malformed_request` for a key that is none. */
export function onceOf(signer: Signer, request: FastifyRequest, owner: IdempotencyOwner): Once | null {
  const key = idempotencyKey(request);
  if (key === undefined) return null;
  const { clinicId, apiKeyId } = owner;
  return { clinicId, apiKeyId, key, requestHash: hashOf(request), signer };
}

/** What the work returned; throws the rule that refused it. */
export function answerOf(outcome: Outcome): unknown {
  if ('refusal' in outcome) throw new ApiError(outcome.refusal.code, outcome.refusal);
  return outcome.value;
}

/** True where the Idempotency-Key was answered before: what comes ahead of the transaction need not be done again. Throws `malformed_request` for a key that is none. */
export async function isRepeat(deps: { db: Database }, request: FastifyRequest, owner: IdempotencyOwner): Promise<boolean> {
  const key = idempotencyKey(request);
  return key !== undefined && isAnswered(deps.db, owner, key);
}

function idempotencyKey(request: FastifyRequest): string | undefined {
  const key = request.headers['idempotency-key'];
  if (key === undefined) return undefined;
  if (typeof key === 'string' && /^[\x21-\x7e]{1,255}$/.test(key)) return key;
  const message = 'expected 1 to 255 visible ASCII characters';
  throw new ApiError('malformed_request', { issues: [{ path: 'Idempotency-Key', message }] });
}

/** The body is the parsed one: the same fields in another order are the same request. */
function hashOf(request: FastifyRequest): string {
  return hash('sha256', `${request.method} ${request.url}\n${JSON.stringify(request.body ?? {}, inOrder)}`, 'hex');
}

/** The same fields in another order are the same request, at any depth: not every client's maps keep theirs. */
function inOrder(_name: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}
