import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { ApiError } from '@readroom/contract';
import type { secondaryCapture } from '@readroom/dicom';
import type { Picture } from './png.ts';

export interface ObjectRequest {
  png: Uint8Array;
  capture: Omit<Parameters<typeof secondaryCapture>[0], keyof Picture>;
}
export type ObjectResult = { object: Uint8Array } | { refusal: string };

/** One at a time: each holds its pixels in memory several times over. */
let last: Promise<unknown> = Promise.resolve();

/** The Secondary Capture object of a PNG, made in a thread of its own. Throws `unprocessable` where it is no picture that can be kept. */
export async function makeObject(request: ObjectRequest): Promise<Uint8Array> {
  const mine = last.then(() => runWorker(request));
  // The next one comes after this one, however it ends: who asked for it hears why.
  last = mine.catch(() => undefined);
  const result = await mine;
  if ('refusal' in result) throw new ApiError('unprocessable', { message: result.refusal });
  return result.object;
}

async function runWorker(workerData: ObjectRequest): Promise<ObjectResult> {
  const worker = new Worker(new URL('./object-worker.ts', import.meta.url), { workerData });
  const [result] = (await once(worker, 'message')) as [ObjectResult];
  return result;
}
