import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { probeConnection, useAreWordsKept, useIsConnected } from './api/index.ts';
import { Banner } from './ui/index.ts';

const PROBE_EVERY_MS = 4_000;

/** Shown while the server cannot be reached; asks again until it answers, then refreshes what is on screen. */
export function ConnectionBanner() {
  const isConnected = useIsConnected();
  const areWordsKept = useAreWordsKept();
  const queryClient = useQueryClient();
  useEffect(() => {
    if (isConnected) return;
    const timer = setInterval(probeConnection, PROBE_EVERY_MS);
    window.addEventListener('online', probeConnection);
    return () => {
      clearInterval(timer);
      window.removeEventListener('online', probeConnection);
      void queryClient.invalidateQueries();
    };
  }, [isConnected, queryClient]);
  if (isConnected) return null;
  return (
    <Banner tone="offline">
      <strong>Connection lost.</strong>{' '}
      {areWordsKept
        ? 'What you type in the report is kept on this computer until the server answers again.'
        : 'Nothing can be saved until the server answers again.'}{' '}
      Trying every few seconds.
    </Banner>
  );
}
