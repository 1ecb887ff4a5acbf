import type { Session } from '@readroom/contract';

/** Whether a study's page is the viewer alone: in a viewer session, and where a viewer-only link led here (`?images`), also where the session could do more. */
export function isImagesOnly(session: Pick<Session, 'kind'>, search: string): boolean {
  return session.kind === 'viewer' || new URLSearchParams(search).has('images');
}
