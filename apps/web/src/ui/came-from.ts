/** A page of this app from which another one was opened, with what its history entry kept: words that were searched for are in no address. */
export interface CameFrom {
  address: string;
  state: unknown;
}

/** What a history entry says on where it was opened from; null for one that was opened by its address. */
export function cameFrom(state: unknown): CameFrom | null {
  if (typeof state !== 'object' || state === null || !('cameFrom' in state)) return null;
  const from = state.cameFrom as Partial<CameFrom> | null;
  return typeof from?.address === 'string' && from.address.startsWith('/') && !from.address.startsWith('//')
    ? { address: from.address, state: from.state }
    : null;
}

/** For the history entry of a study that is opened from a list. No other page leads back, so that entries do not hold each other without end. */
export function stateOf(to: string): { cameFrom: CameFrom } | undefined {
  const { pathname, search } = window.location;
  const isList = pathname === '/' || pathname === '/admin' || pathname.startsWith('/admin/');
  if (!isList || !to.startsWith('/study/')) return undefined;
  return { cameFrom: { address: pathname + search, state: window.history.state as unknown } };
}
