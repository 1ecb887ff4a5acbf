import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Bound, Tx } from '../../platform/db/connection.ts';
import { runOnce } from '../../platform/http/index.ts';
import { asCurrentKey } from './current-key.ts';
import { type KeyPrincipal, requireKey } from './principal.ts';

/** A key that calls, and under which request id it is logged. */
export interface KeyCaller {
  principal: KeyPrincipal;
  requestId: string;
}

export type AsKey = <Value>(request: FastifyRequest, work: (tx: Tx, caller: KeyCaller) => Promise<Value>) => Promise<Value>;

/**
 * How every public operation runs: as the key that asks, in one transaction of its clinic; a POST once for each Idempotency-Key.
 * Throws `unauthenticated` where no key asks, and what `runOnce` and the work throw.
 */
export function keyOperations(deps: Pick<Deps, 'db' | 'signer'>): AsKey {
  return (request, work) => {
    const asKey = (principal: KeyPrincipal, guard?: Bound) => {
      const withCaller = (tx: Tx) => work(tx, { principal, requestId: request.id });
      return request.method === 'POST'
        ? runOnce(deps, request, principal, withCaller, { guard, isAllInDatabase: guard !== undefined })
        : deps.db.inClinic(principal.clinicId, withCaller, guard);
    };
    return request.routeOptions.config.checksKey ? asCurrentKey(deps, request, asKey) : asKey(requireKey(request));
  };
}
