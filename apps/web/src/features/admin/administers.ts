import type { Session } from '@readroom/contract';

/** The clinic itself is kept by its owners and admins, signed in themselves; the server decides again. */
export function mayAdminister(session: Session): boolean {
  return session.kind === 'full' && session.user !== null && session.user.level !== 'member';
}
