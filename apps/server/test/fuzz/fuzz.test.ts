import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { type ApiDocument, readDocument } from './document.ts';
import { type FuzzRequest, requestTo } from './requests.ts';
import { createWorld, MARKER, type World } from './world.ts';

/** How many requests; `npm run fuzz` sets it, and READROOM_FUZZ_SEED repeats a run. */
const RUNS = Number(process.env.READROOM_FUZZ_RUNS ?? 2000);
const SEED = process.env.READROOM_FUZZ_SEED;
const HANG_MS = 30_000;

let world: World;
let document: ApiDocument;
let foreignIds: string[];

beforeAll(async () => {
  world = await createWorld();
  document = await readDocument(world.server.app);
  foreignIds = [...new Set(Object.values(world.foreign).flat())].filter((id) => id.length > 20);
  return () => world.server.close();
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

async function send({ operation, url, headers, payload }: FuzzRequest): Promise<{ status: number; faults: string[] }> {
  const answer = await Promise.race([
    world.server.app.inject({ method: operation.method, url, headers, ...(payload !== undefined && { payload }) }),
    hang(),
  ]);
  if (answer === null) return { status: 0, faults: [`no answer in ${HANG_MS} ms`] };
  const status = answer.statusCode;
  const faults: string[] = [];
  if (status >= 500) faults.push(`answered ${status}: ${answer.body}`);
  const sent = `${url} ${payload ?? ''}`;
  if (answer.body.includes(MARKER)) faults.push('the answer holds words of another clinic');
  const leaked = foreignIds.find((id) => answer.body.includes(id) && !sent.includes(id));
  if (leaked !== undefined) faults.push(`the answer holds the id ${leaked} of another clinic`);
  const body = parsed(answer.body);
  const others = body === undefined ? ['the answer is no JSON'] : document.faults(operation, { status, headers: answer.headers, body });
  faults.push(...others.map((fault) => `${fault}: ${answer.body.slice(0, 500)}`));
  return { status, faults };
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
