import { ApiError } from '@readroom/contract';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { type Bound, type Database, GuardFailed, Prepared } from '../../platform/db/connection.ts';
import { type KeyPrincipal, requireKey } from './principal.ts';
import { findKey, findKeyById } from './repository.ts';
import { isWithin } from './request-path.ts';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** True where the handler runs `asCurrentKey`, and all that it does is in the database: only there a key is taken as it was remembered. */
    checksKey?: boolean;
  }
}

const REMEMBERED_MS = 5_000;
const MOST_REMEMBERED = 10_000;

/** Keys by the hash of their token, as they were a few seconds ago at most. */
export function rememberKeys(db: Database) {
  const keys = new Map<string, { key: KeyPrincipal; until: number }>();
  return async (tokenHash: Uint8Array, now: Date): Promise<KeyPrincipal | null> => {
    const name = Buffer.from(tokenHash).toString('base64');
    const known = keys.get(name);
    if (known && known.until > now.getTime()) return known.key;
    const key = await findKey(db, tokenHash, now);
    if (keys.size >= MOST_REMEMBERED) keys.clear();
    if (key) keys.set(name, { key, until: now.getTime() + REMEMBERED_MS });
    else keys.delete(name);
    return key;
  };
}

const IS_CURRENT = new Prepared(
  'SELECT 1 FROM api_keys WHERE id = $1 AND revoked_at IS NULL AND scope = $2 AND is_viewer_enabled = $3::boolean',
);

/**
 * Runs `work` as the key that asks, with the statement that tells, in the transaction of the work, whether the key is still what it was taken for: one that was revoked is refused from then on,
 * one that was changed asks again as what it is now. Throws `unauthenticated`, `viewer_not_enabled`, and what the work throws.
 */
export async function asCurrentKey<Value>(
  deps: Pick<Deps, 'db'>,
  request: FastifyRequest,
  work: (principal: KeyPrincipal, guard: Bound) => Promise<Value>,
): Promise<Value> {
  const principal = requireKey(request);
  try {
    return await work(principal, guardOf(principal));
  } catch (error) {
    if (!(error instanceof GuardFailed)) throw error;
    const current = await findKeyById(deps.db, principal.apiKeyId);
    if (!current) throw new ApiError('unauthenticated');
    if (isWithin(request, '/v1/viewer') && !current.isViewerEnabled) throw new ApiError('viewer_not_enabled');
    request.principal = current;
    return work(current, guardOf(current));
  }
}

function guardOf({ apiKeyId, scope, isViewerEnabled }: KeyPrincipal): Bound {
  return IS_CURRENT.with(apiKeyId, scope, String(isViewerEnabled));
}
