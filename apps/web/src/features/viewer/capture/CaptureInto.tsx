import { createContext, type ReactNode, useContext } from 'react';

const CaptureStudy = createContext<string | null>(null);

/** The study that captures go into, for the viewers inside; null where nobody may capture, or there is no study. */
export function CaptureInto({ studyId, children }: { studyId: string | null; children: ReactNode }) {
  return <CaptureStudy value={studyId}>{children}</CaptureStudy>;
}

export function useCaptureStudy(): string | null {
  return useContext(CaptureStudy);
}
