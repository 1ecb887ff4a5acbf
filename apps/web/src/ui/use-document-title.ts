import { useEffect } from 'react';

/** The title of the tab. Never a patient's name: titles end up in histories and window lists. */
export function useDocumentTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Readroom`;
  }, [title]);
}
