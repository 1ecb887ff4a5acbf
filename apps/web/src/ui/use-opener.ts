import { useCallback, useState } from 'react';
import { focusFirstLeft, trailOf } from './focus-trail.ts';

/** What opened each dialog that is on the page: what it opened itself gives the focus back there, once the dialog is gone. */
const trails = new WeakMap<Element, HTMLElement[]>();

export interface Opener {
  /** For the element of what opened. */
  ref: (element: Element | null) => void;
  /** Gives the focus back, unless something else has taken it meanwhile; where the opener is gone, to what it stood in. */
  giveFocusBack: () => void;
}

/** What had the focus when something opened, to be given it back: read while it opens, before anything in it takes the focus. For an item of a menu, which closes, the button of the menu. */
export function useOpener(isOpen: boolean): Opener {
  const [wasOpen, setWasOpen] = useState(false);
  const [trail, setTrail] = useState<HTMLElement[]>([]);
  if (isOpen !== wasOpen) {
    setWasOpen(isOpen);
    if (isOpen) setTrail(openerTrail());
  }
  const ref = useCallback(
    (element: Element | null) => {
      if (element) trails.set(element, trail);
    },
    [trail],
  );
  return { ref, giveFocusBack: () => focusFirstLeft(trail) };
}

function openerTrail(): HTMLElement[] {
  const element = document.activeElement;
  const buttonId = element?.closest('[role=menu]')?.getAttribute('aria-labelledby');
  const opener = buttonId ? document.getElementById(buttonId) : element;
  if (!(opener instanceof HTMLElement)) return [];
  const dialog = opener.closest('[role=dialog]');
  return [...trailOf(opener), ...((dialog && trails.get(dialog)) ?? [])];
}
