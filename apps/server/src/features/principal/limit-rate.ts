import { ApiError } from '@readroom/contract';
import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { createRateLimiter } from '../../platform/http/index.ts';
import { isWithin } from './request-path.ts';

/** Refuses calls of /v1 by a key that calls faster than the settings allow: `too_many_requests`, with the time to wait. Images are not counted: a viewer asks for hundreds at once. */
export function limitRate({ clock, config }: Pick<Deps, 'clock' | 'config'>) {
  const limiter = config.rateLimit && createRateLimiter(clock, config.rateLimit);
  return async (request: FastifyRequest): Promise<void> => {
    const { principal } = request;
    if (!limiter || principal?.kind !== 'key' || !isWithin(request, '/v1')) return;
    const wait = limiter.take(principal.apiKeyId);
    if (wait > 0) throw new ApiError('too_many_requests', { retryAfterSeconds: wait });
  };
}
