import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { afterEach, beforeEach, vi } from 'vitest';

/** A page for each test of a file, and what somebody does on it. */
export function testPage() {
  let root: ReturnType<typeof createRoot>;
  beforeEach(() => {
    vi.stubGlobal('IS_REACT_ACT_ENVIRONMENT', true);
    document.body.innerHTML = '<div id="root"></div>';
    root = createRoot(document.getElementById('root') as HTMLElement);
  });
  afterEach(async () => {
    await act(async () => root.unmount());
    vi.unstubAllGlobals();
  });

  const button = (name: string): HTMLButtonElement => {
    const found = [...document.querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent) === name);
    if (!found) throw new Error(`No button "${name}" in: ${document.body.textContent}`);
    return found;
  };
  return {
    show: (element: ReactNode) => act(async () => root.render(element)),
    /** What comes from elsewhere: an answer, a sign-in. */
    happen: (what: () => unknown) => act(async () => void (await what())),
    button,
    click: (name: string) => act(async () => button(name).click()),
    escape: () =>
      act(async () => {
        const at = document.activeElement ?? document.body;
        at.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, cancelable: true }));
      }),
    /** Into the field of this label. */
    type: (label: string, value: string) =>
      act(async () => {
        const named = [...document.querySelectorAll('label')].find((one) => one.textContent === label);
        const field = named && document.getElementById(named.htmlFor);
        if (!(field instanceof HTMLInputElement || field instanceof HTMLSelectElement)) throw new Error(`No field "${label}"`);
        // React keeps the value that it set itself: the setter of the element's own class is the person's.
        Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value);
        field.dispatchEvent(new Event(field instanceof HTMLSelectElement ? 'change' : 'input', { bubbles: true }));
      }),
    text: () => document.body.textContent,
    alerts: () => [...document.querySelectorAll('[role=alert]')].map((alert) => alert.textContent),
    dialogs: () => [...document.querySelectorAll('[role=dialog]')].map((dialog) => dialog.querySelector('h2')?.textContent),
  };
}
