import { useEffect, useState } from 'react';
import { startCornerstone } from './cornerstone.ts';
import { ViewerSession } from './ViewerSession.ts';

export interface OpenSession {
  session: ViewerSession | null;
  /** Why there is none and never will be: the browser cannot draw. */
  error: string | null;
  /** Whether there is a drawing to take back. */
  canUndo: boolean;
}

/** A viewer session for as long as the component stands. */
export function useViewerSession(): OpenSession {
  const [open, setOpen] = useState<OpenSession>({ session: null, error: null, canUndo: false });
  useEffect(() => {
    let isGone = false;
    let session: ViewerSession | null = null;
    startCornerstone().then(
      () => {
        if (isGone) return;
        const opened = new ViewerSession(() => setOpen((before) => ({ ...before, canUndo: opened.history.canUndo })));
        session = opened;
        setOpen({ session: opened, error: null, canUndo: false });
      },
      (reason: unknown) => {
        if (!isGone) setOpen({ session: null, error: reason instanceof Error ? reason.message : String(reason), canUndo: false });
      },
    );
    return () => {
      isGone = true;
      setOpen({ session: null, error: null, canUndo: false });
      session?.dispose();
    };
  }, []);
  return open;
}
