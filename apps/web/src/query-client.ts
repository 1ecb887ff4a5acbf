import { QueryClient } from '@tanstack/react-query';
import { ConnectionLost } from './api/index.ts';

const MAX_RETRY_PAUSE_MS = 10_000;

/** Reads are repeated while the connection is lost, never where the server has refused; writes are never repeated unasked. */
export function createQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        retry: (failures, error) => error instanceof ConnectionLost && failures < 3,
        retryDelay: (failures) => Math.min(500 * 2 ** failures, MAX_RETRY_PAUSE_MS),
        staleTime: 10_000,
        // The browser's own idea of being online is wrong on many hospital networks: always try.
        networkMode: 'always',
      },
      mutations: { retry: false, networkMode: 'always' },
    },
  });
}
