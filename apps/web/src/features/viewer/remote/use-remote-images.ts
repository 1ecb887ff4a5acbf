import type { ImageAccess } from '@readroom/contract';
import { useCallback, useEffect, useMemo, useState, useSyncExternalStore } from 'react';
import { useIsConnected } from '../../../api/index.ts';
import { instanceStore } from '../image/instance-store.ts';
import { RemoteImages, type RemoteState } from './RemoteImages.ts';

/** How far the images of a sender are. */
export type Remote =
  /** Nobody is asked: there is no sender. */
  | { phase: 'none' }
  | { phase: 'asking' }
  /** The question itself failed: `error` is whatever was thrown. */
  | { phase: 'failed'; error: unknown; askAgain: () => void }
  | { phase: 'refused'; access: ImageAccess; askAgain: () => void }
  | { phase: 'open'; access: ImageAccess; state: RemoteState; images: RemoteImages; askAgain: () => void };

type Answer =
  | { phase: 'asking' }
  | { phase: 'failed'; error: unknown }
  | { phase: 'answered'; access: ImageAccess; images: RemoteImages | null };

const ASKING: Answer = { phase: 'asking' };
const NOTHING: RemoteState = { total: 0, arrived: 0, isLoading: false, failures: [], files: [] };
const noImages = { subscribe: () => () => {}, snapshot: () => NOTHING };

/**
 * Asks for the images that a sender keeps and fetches them while the component stands.
 *
 * @param ask the question; null asks nobody. Another function asks anew, so it has to stay the same between renders
 * @param studyInstanceUid files of other studies are refused; null takes any
 */
export function useRemoteImages(ask: ((signal: AbortSignal) => Promise<ImageAccess>) | null, studyInstanceUid: string | null): Remote {
  const [answer, setAnswer] = useState<Answer>(ASKING);
  const [attempt, setAttempt] = useState(0);
  const askAgain = useCallback(() => setAttempt((before) => before + 1), []);

  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt asks anew
  useEffect(() => {
    setAnswer(ASKING);
    if (!ask) return;
    const abort = new AbortController();
    let images: RemoteImages | null = null;
    ask(abort.signal).then(
      (access) => {
        if (abort.signal.aborted) return;
        if (access.authorized) images = new RemoteImages(access, instanceStore, studyInstanceUid);
        images?.start();
        setAnswer({ phase: 'answered', access, images });
      },
      (error: unknown) => {
        if (!abort.signal.aborted) setAnswer({ phase: 'failed', error });
      },
    );
    return () => {
      abort.abort();
      images?.dispose();
    };
  }, [ask, studyInstanceUid, attempt]);

  const images = answer.phase === 'answered' ? answer.images : null;
  const isConnected = useIsConnected();
  useEffect(() => {
    if (isConnected) images?.resume();
  }, [isConnected, images]);

  const source = images ?? noImages;
  const state = useSyncExternalStore(source.subscribe, source.snapshot);
  return useMemo((): Remote => {
    if (!ask) return { phase: 'none' };
    if (answer.phase === 'asking') return { phase: 'asking' };
    if (answer.phase === 'failed') return { phase: 'failed', error: answer.error, askAgain };
    const { access, images: loading } = answer;
    return loading ? { phase: 'open', access, state, images: loading, askAgain } : { phase: 'refused', access, askAgain };
  }, [ask, answer, state, askAgain]);
}
