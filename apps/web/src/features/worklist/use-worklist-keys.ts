import { useEffect, useRef } from 'react';

const COMMANDS = {
  j: 'next',
  ArrowDown: 'next',
  k: 'previous',
  ArrowUp: 'previous',
  PageDown: 'nextPage',
  PageUp: 'previousPage',
  g: 'first',
  Home: 'first',
  G: 'last',
  End: 'last',
  Enter: 'open',
  a: 'take',
  u: 'release',
  '/': 'search',
  '?': 'help',
} as const;
export type WorklistCommand = (typeof COMMANDS)[keyof typeof COMMANDS];

/** Where keys mean something else: fields, and whatever lies over the page. */
const FIELDS = 'input, textarea, select, [contenteditable]';
const OVERLAYS = '[role=dialog], [role=menu], [role=listbox]';

function commandFor(event: KeyboardEvent): WorklistCommand | null {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return null;
  if (document.querySelector(OVERLAYS)) return null;
  const target = event.target instanceof Element ? event.target : null;
  if (target?.closest(FIELDS)) return null;
  if (event.key === 'Enter' && target?.closest('button, a')) return null;
  if (event.key.startsWith('Arrow') && target?.closest('[aria-haspopup]')) return null;
  return event.key in COMMANDS ? COMMANDS[event.key as keyof typeof COMMANDS] : null;
}

/** The keys of the worklist, wherever the focus is on the page except in a field, a menu or a dialog. */
export function useWorklistKeys(onCommand: (command: WorklistCommand) => void): void {
  const latest = useRef(onCommand);
  useEffect(() => {
    latest.current = onCommand;
  });
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      const command = commandFor(event);
      if (!command) return;
      event.preventDefault();
      latest.current(command);
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, []);
}
