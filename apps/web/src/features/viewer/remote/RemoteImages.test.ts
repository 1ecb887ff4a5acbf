import { buildDicom, imageDataSet } from '@readroom/dicom/testing';
import { type DataSet, parseDicom } from 'dicom-parser';
import { describe, expect, test } from 'vitest';
import { ImageError } from '../image/image-error.ts';
import { RemoteImages, type RemoteState } from './RemoteImages.ts';

const STUDY_UID = '1.2.3';
const slice = (number: number, study = STUDY_UID) =>
  parseDicom(
    new Uint8Array(
      buildDicom(imageDataSet({ '0020000D': ['UI', study], '00080018': ['UI', `1.2.3.4.${number}`], '00200013': ['IS', `${number}`] })),
    ),
  );

/** A sender whose files are answered by hand. */
class Sender {
  readonly asked: string[] = [];
  readonly forgotten: string[] = [];
  readonly #waiting = new Map<string, { resolve(dataSet: DataSet): void; reject(error: unknown): void }>();

  load(url: string): Promise<DataSet> {
    this.asked.push(url);
    return new Promise((resolve, reject) => this.#waiting.set(url, { resolve, reject }));
  }
  keep(): void {}
  stop(url: string): void {
    this.#waiting.get(url)?.reject(new ImageError('stopped', 'Loading was stopped.'));
  }
  forget(url: string): void {
    this.forgotten.push(url);
  }
  answer(key: string, answer: DataSet | Error): void {
    const waiting = this.#waiting.get(`/api/image-access/${key}`);
    if (answer instanceof Error) waiting?.reject(answer);
    else waiting?.resolve(answer);
  }
}

function open(count: number): { images: RemoteImages; sender: Sender } {
  const sender = new Sender();
  const images = Array.from({ length: count }, (_, index) => ({ key: `key${index}`, sopInstanceUid: null }));
  return { images: new RemoteImages({ images, manifests: [], hangingProtocol: null }, sender, STUDY_UID), sender };
}

/** The first state of which this is true. */
function reached(images: RemoteImages, isReached: (state: RemoteState) => boolean): Promise<RemoteState> {
  return new Promise((resolve) => {
    const look = () => isReached(images.snapshot()) && resolve(images.snapshot());
    images.subscribe(look);
    look();
  });
}

describe('files of a sender', () => {
  test('are fetched a few at a time in their order, and read', async () => {
    const { images, sender } = open(6);
    images.start();
    expect(sender.asked).toEqual(['key0', 'key1', 'key2', 'key3'].map((key) => `/api/image-access/${key}`));
    sender.answer('key1', slice(1));
    await reached(images, (state) => state.arrived === 1);
    expect(sender.asked.at(-1)).toBe('/api/image-access/key4');
    expect(images.snapshot()).toMatchObject({
      total: 6,
      isLoading: true,
      files: [{ index: 1, instance: { sopInstanceUid: '1.2.3.4.1' } }],
    });
  });

  test('one that fails is named and asked for again, and keeps no other back', async () => {
    const { images, sender } = open(3);
    images.start();
    sender.answer('key0', new ImageError('network', 'The sender did not hand it out.'));
    sender.answer('key1', slice(1));
    sender.answer('key2', slice(2));
    const { arrived, failures, files } = await reached(images, (state) => !state.isLoading);
    expect([arrived, files.length]).toEqual([2, 2]);
    expect(failures).toMatchObject([{ name: 'File 1 of 3', error: { message: 'The sender did not hand it out.' } }]);

    images.start();
    expect(sender.asked.slice(3)).toEqual(['/api/image-access/key0']);
    sender.answer('key0', slice(0));
    expect(await reached(images, (state) => state.arrived === 3)).toMatchObject({ failures: [], isLoading: false });
  });

  test('one of another study is refused and not kept', async () => {
    const { images, sender } = open(1);
    images.start();
    sender.answer('key0', slice(0, '1.2.9'));
    const { failures, files } = await reached(images, (state) => !state.isLoading);
    expect(files).toEqual([]);
    expect(failures[0]?.error.message).toMatch(/another study/);
    expect(sender.forgotten).toEqual(['/api/image-access/key0']);
  });

  test('stopped ones are no failures, and are fetched when the reader goes on', async () => {
    const { images, sender } = open(5);
    images.start();
    sender.answer('key0', slice(0));
    await reached(images, (state) => state.arrived === 1);
    images.stop();
    expect(await reached(images, (state) => !state.isLoading)).toMatchObject({ arrived: 1, failures: [], files: [{ index: 0 }] });
    images.start();
    expect(sender.asked.slice(-4)).toEqual(['key1', 'key2', 'key3', 'key4'].map((key) => `/api/image-access/${key}`));
  });

  test('where the server is away none has failed, and they go on once it is back', async () => {
    const { images, sender } = open(6);
    images.start();
    const away = new ImageError('offline', 'The server cannot be reached.');
    for (const key of ['key0', 'key1', 'key2', 'key3']) sender.answer(key, away);
    expect(await reached(images, (state) => !state.isLoading)).toMatchObject({ arrived: 0, failures: [] });
    images.resume();
    expect(sender.asked.slice(4)).toEqual(['key0', 'key1', 'key2', 'key3'].map((key) => `/api/image-access/${key}`));
  });

  test('nothing of them is kept once the reader has left', () => {
    const { images, sender } = open(2);
    images.start();
    images.dispose();
    expect(sender.forgotten).toEqual(['/api/image-access/key0', '/api/image-access/key1']);
  });
});
