import { ApiError, ERRORS, type ErrorCode, type Issue } from '@readroom/contract';
import { lt, sql } from 'drizzle-orm';
import { type Database, Prepared, run, send, type Tx } from '../db/connection.ts';
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

/** A request under its Idempotency-Key. */
export interface Once extends IdempotencyOwner {
  key: string;
  requestHash: string;
  signer: Signer;
}

/** The first answer: what the work returned, or the rule that refused it. */
export type Outcome = { value: unknown } | { refusal: { code: ErrorCode; message: string; issues?: Issue[] } };

/** The request was answered before: what this transaction did is rolled back. */
class Repeated extends Error {
  readonly stored: StoredAnswer;

  constructor(stored: StoredAnswer) {
    super('the request was answered before');
    this.stored = stored;
  }
}

interface StoredAnswer {
  requestHash: string;
  sealed: Uint8Array;
}

/** One request after another with the key: the lock goes with the transaction. */
const TAKE = new Prepared(`SELECT set_config('lock_timeout', '${WAIT_SECONDS}s', true), pg_advisory_xact_lock(hashtextextended($1, 0)),
  set_config('lock_timeout', '0', true)`);
const TAKE_IF_FREE = new Prepared('SELECT pg_try_advisory_xact_lock(hashtextextended($1, 0))');
/** An answer that is older than it is kept counts as forgotten. */
const FIND = new Prepared(`SELECT request_hash, answer FROM idempotency_keys
  WHERE api_key_id = $1 AND key = $2 AND created_at >= now() - interval '${KEPT_HOURS} hours'`);
const KEEP =
  new Prepared(`INSERT INTO idempotency_keys (clinic_id, api_key_id, key, request_hash, status_code, answer) VALUES ($1, $2, $3, $4, $5, $6)
  ON CONFLICT (api_key_id, key) DO UPDATE
  SET request_hash = excluded.request_hash, status_code = excluded.status_code, answer = excluded.answer, created_at = now()`);

const nameOf = (apiKeyId: string, key: string) => `${apiKeyId} ${key}`;

/** Holds the key until the transaction ends; waits for the one that holds it. */
export function takeKey(tx: Tx, apiKeyId: string, key: string): void {
  send(tx, TAKE.with(nameOf(apiKeyId, key)));
}

/**
 * Takes the key for this transaction, after the request that has it now, and looks whether that or an earlier one was answered. Throws `Repeated` where it was, `request_in_flight` where that
 * takes too long. Where it need not wait, a key that is not free is in flight at once.
 */
export async function claim(tx: Tx, { apiKeyId, key }: Once, { isPatient = true } = {}): Promise<void> {
  const taken = isPatient ? takeKey(tx, apiKeyId, key) : run(tx, TAKE_IF_FREE.with(nameOf(apiKeyId, key)));
  const [[row], answer] = await Promise.all([run(tx, FIND.with(apiKeyId, key)), taken]).catch((error: unknown) => {
    throw isLockTimeout(error) ? new ApiError('request_in_flight') : error;
  });
  if (answer?.[0]?.[0] === false) throw new ApiError('request_in_flight');
  if (row) throw new Repeated({ requestHash: row[0] as string, sealed: row[1] as Uint8Array });
}

/** Keeps the answer with what else the transaction does. */
export function keep(tx: Tx, { clinicId, apiKeyId, key, requestHash, signer }: Once, first: Outcome): void {
  const statusCode = 'refusal' in first ? ERRORS[first.refusal.code][0] : 200;
  const answer = signer.seal('idempotent-answer', JSON.stringify(first));
  send(tx, KEEP.with(clinicId, apiKeyId, key, requestHash, String(statusCode), Buffer.from(answer)));
}

/** What is kept of a work that failed; throws the error where that is nothing. */
export function refusalOf(error: unknown): Outcome {
  if (!(error instanceof ApiError) || error.status >= 500 || error.status === 429 || error.code === 'request_in_flight') throw error;
  return { refusal: { code: error.code, message: error.message, ...(error.issues && { issues: error.issues }) } };
}

/** The first answer, where the error says that there was one; throws any other error, and `idempotency_key_reused` where that was to another request. */
export function firstAnswer(error: unknown, { signer, requestHash }: Once): Outcome {
  if (!(error instanceof Repeated)) throw error;
  const { stored } = error;
  if (stored.requestHash !== requestHash) throw new ApiError('idempotency_key_reused');
  return JSON.parse(signer.unseal('idempotent-answer', stored.sealed)) as Outcome;
}

/** True where the key was answered before. */
export async function isAnswered(db: Database, { clinicId, apiKeyId }: IdempotencyOwner, key: string): Promise<boolean> {
  const rows = await db.inClinic(clinicId, (tx) => run(tx, FIND.with(apiKeyId, key)));
  return rows.length > 0;
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

function isLockTimeout(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === LOCK_NOT_AVAILABLE;
}
