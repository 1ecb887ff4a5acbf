import { type OpenedLink, OpenedLinkSchema } from '@readroom/contract';
import { api, ConnectionLost } from '../../api/index.ts';

const opened = new Map<string, Promise<OpenedLink>>();

/** Redeems a one-time token. Asked again for the same token it gives the same answer, because a second request would find it used. */
export function openLink(token: string): Promise<OpenedLink> {
  const known = opened.get(token);
  if (known) return known;
  const answer = api.post('/api/session/open', { token }, OpenedLinkSchema);
  opened.set(token, answer);
  answer.catch((error: unknown) => {
    if (error instanceof ConnectionLost) opened.delete(token);
  });
  return answer;
}
