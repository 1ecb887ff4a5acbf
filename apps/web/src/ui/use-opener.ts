import { useState } from 'react';

/**
 * What had the focus when something opened, to be given it back: read while it opens, before anything in it takes the focus. For an item of a menu, which closes, the button of the menu.
 * What is returned gives the focus back, unless something else has taken it meanwhile.
 */
export function useOpener(isOpen: boolean): () => void {
  const [wasOpen, setWasOpen] = useState(false);
  const [opener, setOpener] = useState<HTMLElement | null>(null);
  if (isOpen !== wasOpen) {
    setWasOpen(isOpen);
    if (isOpen) setOpener(focused());
  }
  return () => {
    if (document.activeElement === document.body) opener?.focus({ preventScroll: true });
  };
}

function focused(): HTMLElement | null {
  const element = document.activeElement;
  const buttonId = element?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  if (buttonId) return document.getElementById(buttonId);
  return element instanceof HTMLElement ? element : null;
}
