import { type OpenedLink, OpenedLinkSchema } from '@readroom/contract';
import { ApiFailure, api, describeError } from '../../api/index.ts';

const opened = new Map<string, Promise<OpenedLink>>();

/** Redeems a one-time token. Asked again for the same token it gives the same answer, because a second request would find it used; only a link that stayed good is asked for again. */
export function openLink(token: string): Promise<OpenedLink> {
  const known = opened.get(token);
  if (known) return known;
  const answer = api.post('/api/session/open', { token }, OpenedLinkSchema);
  opened.set(token, answer);
  answer.catch((error: unknown) => {
    if (!isLinkGone(error)) opened.delete(token);
  });
  return answer;
}

/** The link was used, is too old or never was: trying again is of no use. */
export function isLinkGone(error: unknown): boolean {
  return error instanceof ApiFailure && error.status === 401;
}

/** Why a link that is still good was not opened. A refusal is about this browser's session, and only the server knows what to do about it. */
export function whyNotOpened(error: unknown): string {
  return error instanceof ApiFailure && error.status === 403 ? error.message : describeError(error).message;
}
