import { ApiError } from '@readroom/contract';
import type { FastifyRequest } from 'fastify';
import type { Bound, Database, Tx } from '../db/connection.ts';
import { gather } from '../gather/index.ts';
import type { Signer } from '../signing/index.ts';
import { answerOf, onceOf } from './idempotency.ts';
import { claim, firstAnswer, type IdempotencyOwner, keep, type Once, type Outcome, refusalOf } from './kept-answers.ts';

interface Asked {
  db: Database;
  clinicId: string;
  /** Null for a request without an Idempotency-Key. */
  once: Once | null;
  guard: Bound;
  work: (tx: Tx) => Promise<unknown>;
}

/** `runOnce` for work that is all in the database, so that a rollback undoes it, with the statement that guards it. */
export type RunShared = <Value>(
  request: FastifyRequest,
  owner: IdempotencyOwner,
  guard: Bound,
  work: (tx: Tx) => Promise<Value>,
) => Promise<Value>;

const MOST_AT_ONCE = 20;

/**
 * Requests of one API key that come while others are under way share the next transaction: its way to the database and its wait for the disk. Where one of them fails there, by a rule or by a fault, nothing of any
 * was done, and each has a transaction of its own. So `work` may run twice, and asks the database only.
 */
export function sharedTransactions(deps: { db: Database; signer: Signer }): RunShared {
  const run = gather(together, { most: MOST_AT_ONCE, atOnce: 2 });
  return async <Value>(request: FastifyRequest, owner: IdempotencyOwner, guard: Bound, work: (tx: Tx) => Promise<Value>) => {
    const asked = { db: deps.db, clinicId: owner.clinicId, once: onceOf(deps.signer, request, owner), guard, work };
    const alone = await run(asked, `${owner.apiKeyId} ${guard.values.join(' ')}`);
    return answerOf(await alone()) as Value;
  };
}

/** How each of them ended, or how to run it by itself. */
async function together(all: Asked[]): Promise<(() => Promise<Outcome>)[]> {
  const [first] = all;
  if (first && haveKeysOfTheirOwn(all)) {
    try {
      const outcomes = await first.db.inClinic(first.clinicId, (tx) => eachOf(all.map((asked) => goAhead(tx, asked, false))), first.guard);
      return outcomes.map((outcome) => async () => outcome);
    } catch (error) {
      if (error instanceof ApiError && error.status >= 500) throw error;
    }
  }
  return all.map((asked) => () => alone(asked));
}

/** In one transaction the second request under a key would not see the first. */
function haveKeysOfTheirOwn(all: Asked[]): boolean {
  const keys = all.flatMap(({ once }) => (once ? [once.key] : []));
  return new Set(keys).size === keys.length;
}

/** Waits for all, also where one fails: they are on one connection. */
async function eachOf<Value>(works: Promise<Value>[]): Promise<Value[]> {
  await Promise.allSettled(works);
  return Promise.all(works);
}

/** A refusal rolls the work back, and is kept behind that. */
async function alone(asked: Asked): Promise<Outcome> {
  const { db, clinicId, once, guard } = asked;
  const outcome = db.inClinic(clinicId, (tx) => goAhead(tx, asked, true), guard);
  if (!once) return outcome;
  return outcome
    .catch((error: unknown) => {
      const refusal = refusalOf(error);
      return db.inClinic(clinicId, async (tx) => {
        await claim(tx, once);
        keep(tx, once, refusal);
        return refusal;
      });
    })
    .catch((error: unknown) => firstAnswer(error, once));
}

/** The work at the same time as the question whether the request is the first: where it is not, that is why it fails. */
async function goAhead(tx: Tx, { once, work }: Asked, isPatient: boolean): Promise<Outcome> {
  if (!once) return { value: await work(tx) };
  const [claimed, worked] = await Promise.allSettled([claim(tx, once, { isPatient }), work(tx)]);
  if (claimed.status === 'rejected') throw claimed.reason;
  if (worked.status === 'rejected') throw worked.reason;
  const first = { value: worked.value };
  keep(tx, once, first);
  return first;
}
