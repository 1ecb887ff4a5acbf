import { useEffect } from 'react';

const isApple = /Mac|iPhone|iPad/.test(navigator.platform);

/** The modifier of this keyboard, as its key is labelled. */
export const MOD = isApple ? '⌘' : 'Ctrl';

export interface ReportKeys {
  putIntoReport: () => void;
  save: () => void;
  sign: () => void;
}

/** Mod+Enter puts the dictation into the report, Mod+S saves now, Mod+Shift+S opens the sign dialog: anywhere in the window, but not behind a dialog. */
export function useReportKeys(keys: ReportKeys): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const isModified = (event.ctrlKey || event.metaKey) && !event.altKey;
      const key = event.key.toLowerCase();
      const action = key === 'enter' ? keys.putIntoReport : key !== 's' ? null : event.shiftKey ? keys.sign : keys.save;
      if (!isModified || !action) return;
      // Also behind a dialog: the browser would offer to save the page.
      event.preventDefault();
      if (!document.querySelector('[role="dialog"]')) action();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  });
}
