import { promises as dns, type LookupAddress } from 'node:dns';
import { isIP, type LookupFunction } from 'node:net';
import { Agent, request } from 'undici';
import { isAllowed, isReachable } from './addresses.ts';

export interface OutboundRequest {
  url: string;
  method: 'GET' | 'POST' | 'PUT';
  headers: Record<string, string>;
  body?: string | Uint8Array;
  /** From the first look-up to the last byte. */
  timeoutMs: number;
  /** The answer is cut off here, not refused. */
  maxResponseBytes: number;
}

export interface OutboundResponse {
  statusCode: number;
  headers: Record<string, string | string[] | undefined>;
  body: Uint8Array;
}

/** Why no answer came. The message names no address, so that it can be shown and logged. */
export class OutboundError extends Error {
  readonly reason: 'refused_address' | 'refused_url' | 'unresolved' | 'timeout' | 'connection';

  constructor(reason: OutboundError['reason'], message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'OutboundError';
    this.reason = reason;
  }
}

/** The only way out of the machine: https (http to listed addresses), the addresses checked and then used as checked, no redirects, bounded in time and size. */
export interface OutboundHttp {
  /** Throws `OutboundError`. */
  send(request: OutboundRequest): Promise<OutboundResponse>;
}

/** Every address of a name. */
export type Resolver = (name: string) => Promise<LookupAddress[]>;

const systemResolver: Resolver = (name) => dns.lookup(name, { all: true });

/** @param allow CIDRs that may be reached although they are not public. */
export function createOutboundHttp(allow: string[], resolver: Resolver = systemResolver): OutboundHttp {
  return {
    async send({ url, method, headers, body, timeoutMs, maxResponseBytes }) {
      const signal = AbortSignal.timeout(timeoutMs);
      const target = parseTarget(url);
      const addresses = await resolve(resolver, target.hostname, signal);
      refuseUnreachable(target, addresses, allow);
      const agent = new Agent({ connect: { lookup: pinned(addresses) }, connections: 1, pipelining: 0 });
      try {
        const answer = await request(target, { method, headers, body: body ?? null, dispatcher: agent, signal });
        return { statusCode: answer.statusCode, headers: answer.headers, body: await readUpTo(answer.body, maxResponseBytes) };
      } catch (error) {
        if (signal.aborted) throw new OutboundError('timeout', `No complete answer within ${timeoutMs / 1000} s.`, error);
        throw new OutboundError('connection', `The connection failed${codeOf(error)}.`, error);
      } finally {
        await agent.destroy();
      }
    },
  };
}

function parseTarget(url: string): URL {
  const target = URL.canParse(url) ? new URL(url) : null;
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
function pinned(addresses: LookupAddress[]): LookupFunction {
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

async function readUpTo(body: AsyncIterable<Uint8Array>, limit: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of body) {
    parts.push(part);
    size += part.length;
    if (size >= limit) break;
  }
  return Buffer.concat(parts).subarray(0, limit);
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : '';
}
