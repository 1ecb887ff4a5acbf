import { Agent, request } from 'undici';
import { createDownload, type Download } from './download.ts';
import { OutboundError } from './outbound-error.ts';
import { checkTarget, pinned, type Resolver, systemResolver } from './target.ts';

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

/** The only way out of the machine: https (http to listed addresses), the addresses checked and then used as checked, no redirects, bounded in time and size. */
export interface OutboundHttp {
  /** Throws `OutboundError`. */
  send(request: OutboundRequest): Promise<OutboundResponse>;
  /** The same for what is too large to hold: GET, its bytes as they come. Throws `OutboundError`. */
  download: Download;
}

/** @param allow CIDRs that may be reached although they are not public. */
export function createOutboundHttp(allow: string[], resolver: Resolver = systemResolver): OutboundHttp {
  return {
    download: createDownload(allow, resolver),
    async send({ url, method, headers, body, timeoutMs, maxResponseBytes }) {
      const signal = AbortSignal.timeout(timeoutMs);
      const { url: target, addresses } = await checkTarget(url, allow, resolver, signal);
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
