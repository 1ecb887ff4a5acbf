import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Tx } from '../../platform/db/connection.ts';
import { runOnce, sharedTransactions } from '../../platform/http/index.ts';
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
  const runShared = sharedTransactions(deps);
  return (request, work) => {
    const asking = (principal: KeyPrincipal) => (tx: Tx) => work(tx, { principal, requestId: request.id });
    const isPost = request.method === 'POST';
    if (request.routeOptions.config.checksKey) {
      return asCurrentKey(deps, request, (principal, guard) =>
        isPost ? runShared(request, principal, guard, asking(principal)) : deps.db.inClinic(principal.clinicId, asking(principal), guard),
      );
    }
    const principal = requireKey(request);
    return isPost ? runOnce(deps, request, principal, asking(principal)) : deps.db.inClinic(principal.clinicId, asking(principal));
  };
}
