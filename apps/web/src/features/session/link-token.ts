let token: string | null = null;

/** The pages that links lead to. */
const LINK_PATHS = ['/open', '/invitation', '/reset-password'];

function takeFromAddress(): void {
  const { pathname, hash } = window.location;
  if (!LINK_PATHS.includes(pathname) || hash.length < 2) return;
  token = decodeURIComponent(hash.slice(1));
  window.history.replaceState(null, '', pathname);
}

/**
 * The one-time token of /open#<token> and the like, kept in this page's memory only. The fragment is removed from the address bar and the history entry at once,
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
