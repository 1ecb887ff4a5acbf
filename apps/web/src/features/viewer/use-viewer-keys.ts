import { type RefObject, useEffect } from 'react';
import { runCommand, type ViewerActions } from './viewer-commands.ts';

/** The viewer's keys. They work while the focus is in the viewer, or nowhere; never while somebody types, and a focused button keeps Space and Enter. */
export function useViewerKeys(root: RefObject<HTMLElement | null>, actions: ViewerActions): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!isForViewer(event, root.current)) return;
      if (!runCommand(event, actions)) return;
      event.preventDefault();
      event.stopPropagation();
    };
    // Before anyone else: the library swallows keys on its canvases, and has some of its own.
    window.addEventListener('keydown', onKeyDown, { capture: true });
    return () => window.removeEventListener('keydown', onKeyDown, { capture: true });
  }, [root, actions]);
}

function isForViewer(event: KeyboardEvent, root: HTMLElement | null): boolean {
  if (!(event.target instanceof Element)) return false;
  const { target } = event;
  if (target.closest('input, textarea, select, [contenteditable="true"]')) return false;
  if (target.closest('button, [role="slider"]') && (event.key === ' ' || event.key === 'Enter')) return false;
  return target === document.body || Boolean(root?.contains(target));
}
