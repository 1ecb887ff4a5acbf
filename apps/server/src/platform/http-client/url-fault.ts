import { isIP } from 'node:net';
import { isAllowed, isReachable } from './addresses.ts';

const MAX_URL_LENGTH = 4000;

/** Why a URL would be refused, as far as can be said without looking its name up; null where it may be asked. Plain http needs networks that the operator listed. */
export function urlFault(text: string, allow: string[]): string | null {
  if (text.length > MAX_URL_LENGTH) return `a URL has at most ${MAX_URL_LENGTH} characters`;
  const url = URL.canParse(text) ? new URL(text) : null;
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:') return 'expected an https URL';
  if (url.username || url.password) return 'credentials in a URL are refused';
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const isAddress = isIP(host) > 0;
  if (isAddress && !isReachable(host, allow)) return 'the address is not public and not listed in READROOM_OUTBOUND_ALLOW';
  const mayBePlain = isAddress ? isAllowed(host, allow) : allow.length > 0;
  return url.protocol === 'http:' && !mayBePlain ? 'plain http is only allowed to addresses listed in READROOM_OUTBOUND_ALLOW' : null;
}
