import { useState } from 'react';
import { focusFirstLeft, trailOf } from './focus-trail.ts';

/**
 * What had the focus when something opened, to be given it back: read while it opens, before anything in it takes the focus. For an item of a menu, which closes, the button of the menu.
 * What is returned gives the focus back, unless something else has taken it meanwhile; where the opener is gone, to what it stood in.
 */
export function useOpener(isOpen: boolean): () => void {
  const [wasOpen, setWasOpen] = useState(false);
  const [trail, setTrail] = useState<HTMLElement[]>([]);
  if (isOpen !== wasOpen) {
    setWasOpen(isOpen);
    if (isOpen) setTrail(openerTrail());
  }
  return () => focusFirstLeft(trail);
}

function openerTrail(): HTMLElement[] {
  const element = document.activeElement;
  const buttonId = element?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  const opener = buttonId ? document.getElementById(buttonId) : element;
  return opener instanceof HTMLElement ? trailOf(opener) : [];
}
