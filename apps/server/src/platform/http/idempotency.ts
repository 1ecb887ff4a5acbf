import { hash } from 'node:crypto';
import { ApiError, ERRORS, type ErrorCode, type Issue } from '@readroom/contract';
import { lt, sql } from 'drizzle-orm';
import type { FastifyRequest } from 'fastify';
import { type Bound, type Database, Prepared, run, send, type Tx } from '../db/connection.ts';
import { idempotencyKeys } from '../db/schema.ts';
import type { Signer } from '../signing/index.ts';

const KEPT_HOURS = 24;
/** How long a repeat waits for the first request with its key to end, before it is told 409. */
const WAIT_SECONDS = 5;
const LOCK_NOT_AVAILABLE = '55P03';

/** Raw UUIDs of the clinic and the API key: two keys never share an Idempotency-Key. */
export interface IdempotencyOwner {
  clinicId: string;
  apiKeyId: string;
}

/** The first answer: what the work returned, or the rule that refused it. */
type Outcome = { value: unknown } | { refusal: { code: ErrorCode; message: string; issues?: Issue[] } };

/**
 * Runs `work` in one transaction of the clinic. Where the request carries an Idempotency-Key, the key, the work and its answer are committed together: a repeat
 * within 24 hours is given the first answer, refusals included, and after a crash either all of it is there or nothing. A repeat that comes while the first
 * is still running waits for it. Failures of ours (5xx) are not kept, so that the repeat tries again. Answers are kept sealed: they hold PHI and links.
 *
 * Work that is all in the database, so that a rollback undoes it, need not wait until it is known that this is the first: it goes along with the question, and back where it was not.
 *
 * Throws `idempotency_key_reused` for another request under the same key, `request_in_flight` where the first one takes too long.
 */
export async function runOnce<Value>(
  deps: { db: Database; signer: Signer },
  request: FastifyRequest,
  owner: IdempotencyOwner,
  work: (tx: Tx) => Promise<Value>,
  { guard, isAllInDatabase = false }: { guard?: Bound | undefined; isAllInDatabase?: boolean } = {},
): Promise<Value> {
  const key = idempotencyKey(request);
  if (key === undefined) return deps.db.inClinic(owner.clinicId, work, guard);
  const requestHash = hashOf(request);
  const outcome = await deps.db
    .inClinic(
      owner.clinicId,
      async (tx) => {
        const stored = claim(tx, owner, key);
        stored.catch(() => {}); // awaited below, and behind the work where that goes ahead
        if (!isAllInDatabase) await throwIfRepeated(stored);
        const first = await attempt(tx, work).catch((error: unknown) => throwIfRepeated(stored).then(() => Promise.reject(error)));
        await throwIfRepeated(stored);
        const statusCode = 'refusal' in first ? ERRORS[first.refusal.code][0] : 200;
        const response = JSON.stringify({ sealed: sealText(deps.signer, JSON.stringify(first)) });
        send(tx, KEEP.with(owner.clinicId, owner.apiKeyId, key, requestHash, String(statusCode), response));
        return first;
      },
      guard,
    )
    .catch((error: unknown) => {
      if (error instanceof Repeated) return open(deps.signer, error.stored, requestHash);
      throw error;
    });
  if ('refusal' in outcome) throw new ApiError(outcome.refusal.code, outcome.refusal);
  return outcome.value as Value;
}

/** True where the Idempotency-Key was answered before: what comes ahead of the transaction need not be done again. Throws `malformed_request` for a key that is none. */
export async function isRepeat(deps: { db: Database }, request: FastifyRequest, owner: IdempotencyOwner): Promise<boolean> {
  const key = idempotencyKey(request);
  if (key === undefined) return false;
  const rows = await deps.db.inClinic(owner.clinicId, (tx) => run(tx, FIND.with(owner.apiKeyId, key)));
  return rows.length > 0;
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
  return hash('sha256', `${request.method} ${request.url}\n${JSON.stringify(request.body ?? {})}`, 'hex');
}

/** One request after another with the key: the lock goes with the transaction. */
const TAKE = new Prepared(`SELECT set_config('lock_timeout', '${WAIT_SECONDS}s', true), pg_advisory_xact_lock(hashtextextended($1, 0)),
  set_config('lock_timeout', '0', true)`);
/** An answer that is older than it is kept counts as forgotten. */
const FIND = new Prepared(`SELECT request_hash, response FROM idempotency_keys
  WHERE api_key_id = $1 AND key = $2 AND created_at >= now() - interval '${KEPT_HOURS} hours'`);
const KEEP =
  new Prepared(`INSERT INTO idempotency_keys (clinic_id, api_key_id, key, request_hash, status_code, response) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (api_key_id, key) DO UPDATE
  SET request_hash = excluded.request_hash, status_code = excluded.status_code, response = excluded.response, created_at = now()`);

interface StoredAnswer {
  requestHash: string;
  response: { sealed: string };
}

/** The request was answered before: what this transaction did is rolled back. */
class Repeated extends Error {
  readonly stored: StoredAnswer;

  constructor(stored: StoredAnswer) {
    super('the request was answered before');
    this.stored = stored;
  }
}

async function throwIfRepeated(stored: Promise<StoredAnswer | null>): Promise<void> {
  const answer = await stored;
  if (answer) throw new Repeated(answer);
}

/** Holds the key until the transaction ends; waits for the one that holds it. */
export function takeKey(tx: Tx, owner: IdempotencyOwner, key: string): void {
  send(tx, TAKE.with(`${owner.apiKeyId} ${key}`));
}

/** Takes the key for this transaction, after the request that has it now. @returns what that or an earlier one was answered, or null for the first. */
async function claim(tx: Tx, owner: IdempotencyOwner, key: string): Promise<StoredAnswer | null> {
  takeKey(tx, owner, key);
  const [row] = await run(tx, FIND.with(owner.apiKeyId, key)).catch((error: unknown) => {
    throw isLockTimeout(error) ? new ApiError('request_in_flight') : error;
  });
  return row ? { requestHash: row[0] as string, response: row[1] as StoredAnswer['response'] } : null;
}

/** Forgets every answer, of whichever clinic, that is older than 24 hours: no POST finds them any more, but they hold PHI. */
export async function forgetExpiredAnswers(db: Database): Promise<void> {
  while ((await db.asSystem(forgetExpired)) > 0);
}

/** Up to 100. Rows that another request is just forgetting are left to it. @returns how many. */
async function forgetExpired(tx: Tx): Promise<number> {
  const expired = tx
    .select({ apiKeyId: idempotencyKeys.apiKeyId, key: idempotencyKeys.key })
    .from(idempotencyKeys)
    .where(lt(idempotencyKeys.createdAt, sql`now() - make_interval(hours => ${KEPT_HOURS})`))
    .limit(100)
    .for('update', { skipLocked: true });
  const forgotten = await tx.delete(idempotencyKeys).where(sql`(${idempotencyKeys.apiKeyId}, ${idempotencyKeys.key}) IN (${expired})`);
  return forgotten.rowCount ?? 0;
}

/** The work in a savepoint: a refusal undoes it and is kept all the same. */
async function attempt(tx: Tx, work: (tx: Tx) => Promise<unknown>): Promise<Outcome> {
  try {
    return { value: await tx.transaction(work) };
  } catch (error) {
    if (!(error instanceof ApiError) || error.status >= 500 || error.status === 429) throw error;
    return { refusal: { code: error.code, message: error.message, ...(error.issues && { issues: error.issues }) } };
  }
}

function open(signer: Signer, stored: StoredAnswer, requestHash: string): Outcome {
  if (stored.requestHash !== requestHash) throw new ApiError('idempotency_key_reused');
  return JSON.parse(signer.unseal('idempotent-answer', Buffer.from(stored.response.sealed, 'base64'))) as Outcome;
}

function sealText(signer: Signer, text: string): string {
  return Buffer.from(signer.seal('idempotent-answer', text)).toString('base64');
}

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE;
}
