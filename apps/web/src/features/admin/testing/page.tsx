import { QueryClientProvider } from '@tanstack/react-query';
import { act, type ReactNode, useState } from 'react';
import { afterEach, vi } from 'vitest';
import { createQueryClient } from '../../../query-client.ts';
import { Toaster } from '../../../ui/index.ts';
import { testRoot } from '../../../ui/testing/root.ts';
import { dismissToast, toastStore } from '../../../ui/toast-store.ts';

/** A page for each test of a file, and what somebody does on it. */
export function testPage() {
  // Named first, so that it comes last: nothing is drawn any more.
  afterEach(() => {
    for (const { id } of toastStore.get()) dismissToast(id);
  });
  const show = testRoot();

  const button = (name: string): HTMLButtonElement => {
    const found = [...document.querySelectorAll('button')].find((one) => (one.getAttribute('aria-label') ?? one.textContent) === name);
    if (!found) throw new Error(`No button "${name}" in: ${document.body.textContent}`);
    return found;
  };
  return {
    show,
    /** What comes from elsewhere: an answer, a sign-in. */
    happen: (what: () => unknown) => act(async () => void (await what())),
    /** Once it is so. */
    eventually: (expected: () => unknown) => vi.waitFor(() => act(async () => void expected())),
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

/** A server, as far as a test needs it; what it throws is no answer at all. */
export function serve(answer: (method: string, path: string) => unknown): void {
  vi.stubGlobal('fetch', async (path: string, { method = 'GET' }: RequestInit = {}) => {
    const body = await answer(method, path);
    return body instanceof Response ? body : Response.json(body);
  });
}

/** What the app has around its pages: the cache of what was read, and the short messages. */
export function App({ children }: { children: ReactNode }) {
  const [client] = useState(createQueryClient);
  return (
    <QueryClientProvider client={client}>
      {children}
      <Toaster />
    </QueryClientProvider>
  );
}
