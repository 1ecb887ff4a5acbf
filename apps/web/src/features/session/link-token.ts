let token: string | null = null;

function takeFromAddress(): void {
  if (window.location.pathname !== '/open' || window.location.hash.length < 2) return;
  token = decodeURIComponent(window.location.hash.slice(1));
  window.history.replaceState(null, '', '/open');
}

/**
 * The one-time token of /open#<token>, kept in this page's memory only. The fragment is removed from the address bar and the history entry at once,
 * so that neither a screenshot, the history nor a shared address gives it away. Null where there was none.
 */
export function takeLinkToken(): string | null {
  takeFromAddress();
  return token;
}

/** Forgets a token that has been used or refused. */
export function forgetLinkToken(): void {
  token = null;
}
