// @vitest-environment happy-dom
import type { OwnSession } from '@readroom/contract';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { act } from 'react';
import { beforeEach, expect, test, vi } from 'vitest';
import { testRoot } from '../../ui/testing/root.ts';
import { SessionsPanel } from './SessionsPanel.tsx';

const AT = '2026-06-03T10:00:00.000Z';
const session = (number: number, device: string): OwnSession => ({
  sessionId: `00000000-0000-4000-8000-00000000000${number}`,
  kind: 'full',
  device,
  isCurrent: number === 0,
  createdAt: AT,
  lastSeenAt: AT,
});

const draw = testRoot();
let sessions: OwnSession[];
beforeEach(async () => {
  sessions = [session(0, 'This computer'), session(1, 'Ward'), session(2, 'Home'), session(3, 'Telephone')];
  vi.stubGlobal('fetch', async (path: string, { method = 'GET' }: RequestInit = {}) => {
    if (method === 'DELETE') sessions = sessions.filter(({ sessionId }) => !path.endsWith(sessionId));
    return Response.json({ sessions });
  });
  await draw(
    <QueryClientProvider client={new QueryClient()}>
      <SessionsPanel />
    </QueryClientProvider>,
  );
  await vi.waitFor(() => act(async () => expect(rows()).toHaveLength(4)));
});
const rows = () => [...document.querySelectorAll('li')].map(({ textContent }) => textContent);
const focused = () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent;

/** Ends it as the keyboard does: the focus is on its button. */
async function end(device: string): Promise<void> {
  const left = rows().length - 1;
  const button = document.querySelector<HTMLButtonElement>(`button[aria-label^="End the session on ${device},"]`);
  button?.focus();
  await act(async () => button?.click());
  await vi.waitFor(() => act(async () => expect(rows()).toHaveLength(left)));
}

test('a session that is ended leaves the focus to the next one, after the last to the one before, and then to the heading', async () => {
  await end('Home');
  await vi.waitFor(() => expect(focused()).toContain('End the session on Telephone'));
  await end('Telephone');
  await vi.waitFor(() => expect(focused()).toContain('End the session on Ward'));
  await end('Ward');
  await vi.waitFor(() => expect(focused()).toBe('Where you are signed in'));
});
