import { Pool } from 'undici';

/** What a number of callers got out of a server in a while: each sends its next request when the answer to the last is read. */
export interface Load {
  perSecond: number;
  /** Milliseconds. */
  p50: number;
  p99: number;
}

export interface Call {
  method: 'GET' | 'POST';
  path: string;
  headers?: Record<string, string>;
  body?: string;
}

/** What is asked of which server. */
export interface Side {
  origin: string;
  next: (index: number) => Call;
}

/** Throws at the first answer that is not 200: a fast error is no result. */
export async function measure(origin: string, callers: number, seconds: number, next: (index: number) => Call): Promise<Load> {
  const pool = new Pool(origin, { connections: callers, pipelining: 1 });
  const times: number[] = [];
  const began = performance.now();
  const end = began + seconds * 1000;
  let index = 0;
  const caller = async () => {
    while (performance.now() < end) times.push(await timeOf(pool, next(index++)));
  };
  await Promise.all(Array.from({ length: callers }, caller));
  const elapsed = (performance.now() - began) / 1000;
  await pool.close();
  return loadOf(times, elapsed);
}

/** One caller that sends the one and the other by turns: whatever else the machine does in a while meets both alike. Throws as `measure` does. */
export async function measureByTurns(seconds: number, one: Side, other: Side): Promise<[Load, Load]> {
  const pools = [one, other].map(({ origin }) => new Pool(origin, { connections: 1, pipelining: 1 }));
  const times: [number[], number[]] = [[], []];
  const end = performance.now() + seconds * 1000;
  for (let index = 0; performance.now() < end; index += 1) {
    times[0].push(await timeOf(pools[0]!, one.next(index)));
    times[1].push(await timeOf(pools[1]!, other.next(index)));
  }
  await Promise.all(pools.map((pool) => pool.close()));
  const load = (of: number[]) => loadOf(of, of.reduce((sum, time) => sum + time, 0) / 1000);
  return [load(times[0]), load(times[1])];
}

/** Milliseconds from sending to the last byte of the answer. */
async function timeOf(pool: Pool, { method, path, headers, body }: Call): Promise<number> {
  const began = performance.now();
  const answer = await pool.request({ method, path, ...(headers ? { headers } : {}), ...(body === undefined ? {} : { body }) });
  const text = await answer.body.text();
  if (answer.statusCode !== 200) throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text.slice(0, 300)}`);
  return performance.now() - began;
}

function loadOf(times: number[], seconds: number): Load {
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return { perSecond: times.length / seconds, p50: at(0.5), p99: at(0.99) };
}

/** The middle one by requests per second. */
export function median(loads: Load[]): Load {
  return [...loads].sort((a, b) => a.perSecond - b.perSecond)[Math.floor(loads.length / 2)]!;
}
