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

/** Throws at the first answer that is not 200: a fast error is no result. */
export async function measure(origin: string, callers: number, seconds: number, next: (index: number) => Call): Promise<Load> {
  const pool = new Pool(origin, { connections: callers, pipelining: 1 });
  const times: number[] = [];
  const end = performance.now() + seconds * 1000;
  let index = 0;
  const caller = async () => {
    while (performance.now() < end) {
      const { method, path, headers, body } = next(index++);
      const began = performance.now();
      const answer = await pool.request({ method, path, ...(headers ? { headers } : {}), ...(body === undefined ? {} : { body }) });
      const text = await answer.body.text();
      if (answer.statusCode !== 200) throw new Error(`${method} ${path} answered ${answer.statusCode}: ${text.slice(0, 300)}`);
      times.push(performance.now() - began);
    }
  };
  const began = performance.now();
  await Promise.all(Array.from({ length: callers }, caller));
  const elapsed = (performance.now() - began) / 1000;
  await pool.close();
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return { perSecond: times.length / elapsed, p50: at(0.5), p99: at(0.99) };
}

/** The middle one by requests per second. */
export function median(loads: Load[]): Load {
  return [...loads].sort((a, b) => a.perSecond - b.perSecond)[Math.floor(loads.length / 2)]!;
}
