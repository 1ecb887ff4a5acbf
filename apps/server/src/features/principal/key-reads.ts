import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Ask } from '../../platform/db/connection.ts';
import { asCurrentKey } from './current-key.ts';
import type { KeyCaller } from './key-operation.ts';

/** A read. It notes itself in the log: no rows leave `ask` before what was asked together with them is committed. */
export type KeyRead<Value> = (ask: Ask, caller: KeyCaller) => Promise<Value>;

export type ReadAsKey = <Value>(request: FastifyRequest, read: KeyRead<Value>) => Promise<Value>;

/**
 * How the public reads that are asked most run: the key, its clinic and the rows in one way to the database and back, another for what the rows name and for the log. Its routes have `checksKey` in
 * their config.
 */
export function keyReads(deps: Pick<Deps, 'db'>): ReadAsKey {
  return (request, read) =>
    asCurrentKey(deps, request, (principal, guard) => {
      const ask: Ask = (...statements) => deps.db.read(principal.clinicId, guard, ...statements);
      return read(ask, { principal, requestId: request.id });
    });
}
