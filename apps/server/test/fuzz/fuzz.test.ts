import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { RawConnection } from '../raw-http.ts';
import { type ApiDocument, readDocument } from './document.ts';
import { type FuzzRequest, requestTo } from './requests.ts';
import { createWorld, MARKER, type World } from './world.ts';

/** How many requests; `npm run fuzz` sets it, and READROOM_FUZZ_SEED repeats a run. */
const RUNS = Number(process.env.READROOM_FUZZ_RUNS ?? 2000);
const SEED = process.env.READROOM_FUZZ_SEED;
const HANG_MS = 30_000;
/** Longer ones do not fit into the head of a request (Node reads 16 KB). */
const MAX_WIRE_URL = 8000;

let world: World;
let document: ApiDocument;
let foreignIds: string[];
/** StudyInstanceUIDs of the other clinic that were sent: from then on this clinic may have a study with that UID too. */
const sentUids = new Set<string>();
let origin: string;
let connection: RawConnection | undefined;

beforeAll(async () => {
  world = await createWorld();
  document = await readDocument(world.server.app);
  origin = await world.server.app.listen({ port: 0, host: '127.0.0.1' });
  foreignIds = [...new Set(Object.values(world.foreign).flat())].filter((id) => id.length > 20);
  return () => {
    connection?.close();
    return world.server.close();
  };
});

test(
  `${RUNS} requests made from /openapi.json: no 5xx, no hang, every answer as documented, nothing of another clinic read or changed`,
  async () => {
    const before = await world.readForeign();
    const statuses = new Map<number, number>();
    const request = fc.oneof(...document.operations.map((operation) => requestTo(document, world, operation)));
    const property = fc.asyncProperty(request, async (one) => {
      const { status, faults } = await send(one);
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (faults.length > 0) throw new Error(`${one.operation.method} ${one.operation.path}: ${faults.join('; ')}`);
    });
    // Requests change what is stored, so a smaller one would meet another world: no shrinking.
    await fc.assert(property, { numRuns: RUNS, endOnFailure: true, ...(SEED && { seed: Number(SEED) }) });
    expect(await world.readForeign()).toBe(before);
    // It is no test of the API where everything is refused.
    expect(statuses.get(200) ?? 0).toBeGreaterThan(RUNS / 20);
  },
  HANG_MS + RUNS * 100,
);

async function send(request: FuzzRequest): Promise<{ status: number; faults: string[] }> {
  const { operation, url, payload } = request;
  const isHead = operation.method === 'GET' && request.wire?.isHead === true;
  const answer = await Promise.race([request.wire && url.length < MAX_WIRE_URL ? overWire(request, isHead) : straight(request), hang()]);
  if (answer === null) return { status: 0, faults: [`no answer in ${HANG_MS} ms`] };
  const { status, headers, text } = answer;
  const faults: string[] = [];
  if (status >= 500) faults.push(`answered ${status}: ${text}`);
  const sent = `${url} ${payload ?? ''}`;
  if (text.includes(MARKER)) faults.push('the answer holds words of another clinic');
  for (const uid of world.foreign.uid) if (sent.includes(uid)) sentUids.add(uid);
  const leaked = foreignIds.find((id) => text.includes(id) && !sent.includes(id) && !sentUids.has(id));
  if (leaked !== undefined) faults.push(`the answer holds the id ${leaked} of another clinic`);
  const body = answer.hasBody ? parsed(text) : null;
  const others = body === undefined ? ['the answer is no JSON'] : document.faults(operation, { status, headers, body }, !answer.hasBody);
  faults.push(...others.map((fault) => `${fault}: ${text.slice(0, 500)}`));
  return { status, faults };
}

interface Sent {
  status: number;
  headers: Record<string, unknown>;
  text: string;
  hasBody: boolean;
}

async function straight({ operation, url, headers, payload }: FuzzRequest): Promise<Sent> {
  const answer = await world.server.app.inject({ method: operation.method, url, headers, ...(payload !== undefined && { payload }) });
  return { status: answer.statusCode, headers: answer.headers, text: answer.body, hasBody: true };
}

/** Over one connection for as long as the server keeps it. */
async function overWire({ operation, url, headers, payload, wire }: FuzzRequest, isHead: boolean): Promise<Sent> {
  if (!connection?.isOpen) connection = await RawConnection.open(origin);
  const answer = await connection.ask({
    method: isHead ? 'HEAD' : operation.method,
    path: url,
    headers: { ...headers, ...wire?.headers },
    body: payload,
    framing: payload === undefined && wire?.framing !== 'length' ? 'none' : wire?.framing,
  });
  if (answer.headers.connection === 'close') connection.close();
  return { status: answer.status, headers: answer.headers, text: answer.body, hasBody: !isHead };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function hang(): Promise<null> {
  return new Promise((resolve) => {
    setTimeout(() => resolve(null), HANG_MS).unref();
  });
}
