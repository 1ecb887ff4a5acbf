import { Agent, type Dispatcher, request } from 'undici';
import { OutboundError } from './outbound-error.ts';
import { type CheckedTarget, checkTarget, pinned, type Resolver } from './target.ts';

export interface OutboundDownload {
  url: string;
  headers: Record<string, string>;
  /** From the first look-up to the last byte. */
  timeoutMs: number;
  /** Without a byte for so long, or a connection, or the head of the answer. */
  silenceMs: number;
  /** Whoever wanted it is gone. */
  signal: AbortSignal;
}

/** An answer whose bytes are read as they come. Read `body` to its end, or `close` it. */
export interface OutboundStream {
  statusCode: number;
  headers: Record<string, string | string[] | undefined>;
  /** Throws `OutboundError` where the bytes do not come to their end. */
  body: AsyncIterable<Uint8Array>;
  close(): void;
}

export type Download = (download: OutboundDownload) => Promise<OutboundStream>;

/** To how many servers connections are kept for the next image, and how many at once to each. */
const MOST_AGENTS = 16;
const CONNECTIONS = 16;

/**
 * GET, checked as every way out is, with connections that are kept for the next one: a study is hundreds of images of the same server. A kept connection goes to the addresses
 * that were checked when it was made, and is used again only where the look-up of this download allows the same ones.
 */
export function createDownload(allow: string[], resolver: Resolver): Download {
  const agents = new Map<string, Agent>();
  return async ({ url, headers, timeoutMs, silenceMs, signal }) => {
    const deadline = AbortSignal.timeout(timeoutMs);
    const either = AbortSignal.any([deadline, signal]);
    const target = await checkTarget(url, allow, resolver, either);
    const dispatcher = agentFor(agents, target);
    const toOutbound = (error: unknown) => failureOf(error, deadline.aborted);
    const limits = { headersTimeout: silenceMs, bodyTimeout: silenceMs };
    const answer = await request(target.url, { method: 'GET', headers, dispatcher, signal: either, ...limits }).catch((error: unknown) => {
      throw toOutbound(error);
    });
    // Destroying a body that nobody reads emits an error that nobody would hear.
    answer.body.on('error', () => {});
    return {
      statusCode: answer.statusCode,
      headers: answer.headers,
      body: readAll(answer.body, toOutbound),
      close: () => void answer.body.destroy(),
    };
  };
}

function agentFor(agents: Map<string, Agent>, { url, addresses }: CheckedTarget): Agent {
  const key = [url.origin, ...addresses.map(({ address }) => address).sort()].join(' ');
  const agent = agents.get(key) ?? new Agent({ connect: { lookup: pinned(addresses) }, connections: CONNECTIONS, pipelining: 1 });
  // The one used last stands at the end.
  agents.delete(key);
  agents.set(key, agent);
  const [oldest] = agents;
  if (agents.size > MOST_AGENTS && oldest) {
    agents.delete(oldest[0]);
    // Lets what is under way come to its end.
    void oldest[1].close();
  }
  return agent;
}

async function* readAll(body: Dispatcher.ResponseData['body'], toOutbound: (error: unknown) => OutboundError): AsyncGenerator<Uint8Array> {
  try {
    yield* body;
  } catch (error) {
    throw toOutbound(error);
  } finally {
    body.destroy();
  }
}

const TIMEOUTS = new Set(['UND_ERR_HEADERS_TIMEOUT', 'UND_ERR_BODY_TIMEOUT', 'UND_ERR_CONNECT_TIMEOUT']);

function failureOf(error: unknown, isLate: boolean): OutboundError {
  const code = error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : null;
  if (isLate || (code !== null && TIMEOUTS.has(code))) return new OutboundError('timeout', 'No complete answer in time.', error);
  return new OutboundError('connection', `The connection failed${code === null ? '' : ` (${code})`}.`, error);
}
