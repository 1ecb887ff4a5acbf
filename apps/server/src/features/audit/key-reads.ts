import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Ask } from '../../platform/db/connection.ts';
import { asCurrentKey, type KeyCaller } from '../principal/index.ts';
import { createReadLog } from './read-log.ts';
import type { AuditEntry } from './service.ts';

/** A read: what it answers and its row of the log, null where it wrote that itself. It throws where there is none. */
export type KeyRead<Value> = (ask: Ask, caller: KeyCaller) => Promise<{ value: Value; entry: AuditEntry | null }>;

export type ReadAsKey = <Value>(request: FastifyRequest, read: KeyRead<Value>) => Promise<Value>;

/**
 * How the public reads that are asked most run: the key, its clinic and the rows in one way to the database and back, another for what the rows name, and the log behind it. The answer leaves once the log is committed.
 * Its routes have `checksKey` in their config.
 */
export function keyReads(deps: Pick<Deps, 'db'>): ReadAsKey {
  const log = createReadLog(deps.db);
  return (request, read) =>
    asCurrentKey(deps, request, async (principal, guard) => {
      const ask: Ask = (...statements) => deps.db.read(principal.clinicId, guard, ...statements);
      const { value, entry } = await read(ask, { principal, requestId: request.id });
      if (entry) await log(entry);
      return value;
    });
}
