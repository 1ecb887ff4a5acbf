import { promises as dns, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { isAllowed, isReachable } from './addresses.ts';
import { OutboundError } from './outbound-error.ts';

/** Every address of a name. */
export type Resolver = (name: string) => Promise<LookupAddress[]>;

export const systemResolver: Resolver = (name) => dns.lookup(name, { all: true });

/** A URL that may be asked, with the addresses that were checked. */
export interface CheckedTarget {
  url: URL;
  addresses: LookupAddress[];
}

/** Throws `OutboundError` for a URL that is none of ours to ask, an address that is not reachable for us, and a name that is not resolved before `signal` aborts. */
export async function checkTarget(text: string, allow: string[], resolver: Resolver, signal: AbortSignal): Promise<CheckedTarget> {
  const url = parseTarget(text);
  const addresses = await resolve(resolver, url.hostname, signal);
  refuseUnreachable(url, addresses, allow);
  return { url, addresses };
}

function parseTarget(text: string): URL {
  const target = URL.canParse(text) ? new URL(text) : null;
  if (!target || (target.protocol !== 'https:' && target.protocol !== 'http:'))
    throw new OutboundError('refused_url', 'Expected an https URL.');
  if (target.username || target.password) throw new OutboundError('refused_url', 'Credentials in a URL are refused.');
  return target;
}

/** A name that answers a public address beside a private one is refused as a whole: it fails closed. */
function refuseUnreachable(target: URL, addresses: LookupAddress[], allow: string[]): void {
  if (!addresses.every(({ address }) => isReachable(address, allow)))
    throw new OutboundError('refused_address', 'The address is not public and not listed in READROOM_OUTBOUND_ALLOW.');
  if (target.protocol === 'http:' && !addresses.every(({ address }) => isAllowed(address, allow)))
    throw new OutboundError('refused_url', 'Plain http is only allowed to addresses listed in READROOM_OUTBOUND_ALLOW.');
}

/** The connection goes to the addresses that were checked: a second look-up could answer others. */
export function pinned(addresses: LookupAddress[]): LookupFunction {
  return (_host, options, done) => {
    const first = addresses[0];
    if (options.all || !first) done(null, addresses);
    else done(null, first.address, first.family);
  };
}

async function resolve(resolver: Resolver, hostname: string, signal: AbortSignal): Promise<LookupAddress[]> {
  const host = hostname.replace(/^\[|\]$/g, '');
  if (isIP(host)) return [{ address: host, family: isIP(host) }];
  const aborted = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(new OutboundError('timeout', 'The name was not resolved in time.')), { once: true });
  });
  try {
    const addresses = await Promise.race([resolver(host), aborted]);
    if (addresses.length === 0) throw new OutboundError('unresolved', 'The host name does not resolve.');
    return addresses;
  } catch (error) {
    if (error instanceof OutboundError) throw error;
    throw new OutboundError('unresolved', 'The host name does not resolve.', error);
  }
}
