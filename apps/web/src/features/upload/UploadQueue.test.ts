import type { UploadedImage } from '@readroom/contract';
import { expect, test } from 'vitest';
import { UploadQueue, type UploadTransport } from './UploadQueue.ts';

/** A network whose answers the test gives, one by one. */
function network() {
  const requests: { name: string; signal: AbortSignal; progress: (bytes: number) => void; answer: PromiseWithResolvers<UploadedImage> }[] =
    [];
  const transport: UploadTransport = {
    send(file, onProgress, signal) {
      const answer = Promise.withResolvers<UploadedImage>();
      signal.addEventListener('abort', () => answer.reject(signal.reason));
      requests.push({ name: file.name, signal, progress: onProgress, answer });
      return answer.promise;
    },
    describe: (error) => ({ reason: String(error), concernsAll: error === 'storage full' }),
  };
  return { requests, transport };
}

const files = (count: number, size = 10) =>
  Array.from({ length: count }, (_, index) => ({ file: new File(['x'.repeat(size)], `${index}.dcm`), path: `CD/${index}.dcm` }));
const stored: UploadedImage = { sopInstanceUid: '1.2.3', status: 'stored' };
/** Lets the queue act on an answer. */
const settle = async () => {
  for (let turn = 0; turn < 10; turn += 1) await Promise.resolve();
};

test('sends three at a time, and the next when one ends', async () => {
  const { requests, transport } = network();
  const queue = new UploadQueue(transport);
  queue.add(files(5));
  expect(requests.map((request) => request.name)).toEqual(['0.dcm', '1.dcm', '2.dcm']);
  requests[1]!.answer.resolve(stored);
  await settle();
  expect(requests.map((request) => request.name)).toEqual(['0.dcm', '1.dcm', '2.dcm', '3.dcm']);
  expect(queue.summary).toMatchObject({ total: 5, stored: 1, waiting: 1, isRunning: true });
});

test('counts the bytes sent over all files', async () => {
  const { requests, transport } = network();
  const queue = new UploadQueue(transport);
  queue.add(files(2, 100));
  requests[0]!.progress(60);
  requests[1]!.progress(30);
  expect(queue.summary).toMatchObject({ bytes: 200, sentBytes: 90 });
  requests[0]!.answer.resolve({ ...stored, status: 'duplicate' });
  await settle();
  expect(queue.summary).toMatchObject({ sentBytes: 130, duplicates: 1 });
});

test('a file that is refused says why, stops no other, and can be sent again', async () => {
  const { requests, transport } = network();
  const queue = new UploadQueue(transport);
  queue.add(files(2));
  requests[0]!.answer.reject('not DICOM');
  requests[1]!.answer.resolve(stored);
  await settle();
  expect(queue.summary).toMatchObject({ stored: 1, isRunning: false });
  expect(queue.summary.failed).toMatchObject([{ path: 'CD/0.dcm', reason: 'not DICOM' }]);
  queue.retryFailed();
  requests[2]!.answer.resolve(stored);
  await settle();
  expect(requests[2]!.name).toBe('0.dcm');
  expect(queue.summary).toMatchObject({ stored: 2, failed: [], isRunning: false });
});

test('a failure that concerns all files does not try the rest one by one', async () => {
  const { requests, transport } = network();
  const queue = new UploadQueue(transport);
  queue.add(files(50));
  requests[0]!.answer.reject('storage full');
  await settle();
  expect(requests).toHaveLength(3);
  expect(queue.summary.failed).toHaveLength(48);
});

test('cancel stops what is on its way and keeps what arrived', async () => {
  const { requests, transport } = network();
  const queue = new UploadQueue(transport);
  queue.add(files(10));
  requests[0]!.answer.resolve(stored);
  await settle();
  queue.cancel();
  await settle();
  expect(requests.slice(1).every((request) => request.signal.aborted)).toBe(true);
  expect(requests).toHaveLength(4);
  expect(queue.summary).toMatchObject({ total: 1, stored: 1, failed: [], isRunning: false });
});

test('a second batch counts from its own beginning', async () => {
  const { requests, transport } = network();
  const queue = new UploadQueue(transport);
  queue.add(files(2));
  requests[0]!.answer.resolve(stored);
  requests[1]!.answer.reject('not DICOM');
  await settle();
  queue.add(files(1));
  expect(queue.summary).toMatchObject({ total: 2, stored: 0, isRunning: true });
  expect(queue.summary.failed).toHaveLength(1);
});
