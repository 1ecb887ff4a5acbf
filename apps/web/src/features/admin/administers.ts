import type { Session } from '@readroom/contract';

/** The dashboard is for the clinic's owners and admins, signed in themselves; the server decides again. */
export function mayAdminister(session: Session): boolean {
  return session.kind === 'full' && session.user !== null && session.user.level !== 'member';
}
