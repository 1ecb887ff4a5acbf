import { type RefObject, useEffect } from 'react';
import { focusFirstLeft, trailOf } from './focus-trail.ts';

/** A button that goes with what it did, a row that is deleted: the focus stays with what they stood in. */
export function useKeptFocus(area: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const element = area.current;
    if (!element) return;
    let trail: HTMLElement[] = [];
    const remember = ({ target }: FocusEvent) => {
      if (target instanceof HTMLElement) trail = trailOf(target);
    };
    const watcher = new MutationObserver(() => {
      if (trail[0]?.isConnected === false) focusFirstLeft(trail);
    });
    element.addEventListener('focusin', remember);
    watcher.observe(element, { childList: true, subtree: true });
    return () => {
      element.removeEventListener('focusin', remember);
      watcher.disconnect();
    };
  }, [area]);
}
