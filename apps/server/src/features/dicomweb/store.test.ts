import { readdir } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { buildDicom, daikonFile, imageDataSet, type TestDataSet } from '@readroom/dicom/testing';
import { eq } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiClient, newUid, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { onFullDisk } from '../../../test/full-disk.ts';
import { dicomInstances } from '../../platform/db/schema.ts';
import { openStorage } from '../../platform/storage/index.ts';

const CT = '1.2.840.10008.5.1.4.1.1.2';
const MULTIPART = 'multipart/related; type="application/dicom"; boundary=next-part';

let server: TestApp;
let authorization: string;
beforeAll(async () => {
  server = await createTestApp();
  authorization = (await server.newKey()).authorization;
});
afterAll(() => server.close());

function slice(sopInstanceUid = newUid(), changes: TestDataSet = {}): Buffer {
  const study = newUid();
  return buildDicom(
    imageDataSet({ '00080018': ['UI', sopInstanceUid], '0020000D': ['UI', study], '0020000E': ['UI', `${study}.1`], ...changes }),
  );
}

function multipart(files: Buffer[], type = 'application/dicom'): Buffer {
  const parts = files.flatMap((file) => [Buffer.from(`\r\n--next-part\r\nContent-Type: ${type}\r\n\r\n`), file]);
  return Buffer.concat([...parts, Buffer.from('\r\n--next-part--\r\n')]);
}

async function store(files: Buffer[], options: { path?: string; headers?: Record<string, string>; body?: Buffer } = {}) {
  const headers = { authorization, 'content-type': MULTIPART, ...options.headers };
  const url = `/dicom-web/studies${options.path ?? ''}`;
  const answer = await server.app.inject({ method: 'POST', url, payload: options.body ?? multipart(files), headers });
  return { status: answer.statusCode, type: answer.headers['content-type'], body: answer.json(), headers: answer.headers };
}

const reference = (sopInstanceUid: string) => ({
  '00081150': { vr: 'UI', Value: [CT] },
  '00081155': { vr: 'UI', Value: [sopInstanceUid] },
});
const stored = (sopInstanceUid: string) => ({ ...reference(sopInstanceUid), '00081190': { vr: 'UR' } });
const reason = (code: number) => ({ '00000902': { vr: 'LO', Value: [expect.any(String)] }, '00081197': { vr: 'US', Value: [code] } });

async function isStored(sopInstanceUid: string): Promise<boolean> {
  const rows = await server.deps.db.inClinic(server.clinicId, (tx) =>
    tx.select().from(dicomInstances).where(eq(dicomInstances.sopInstanceUid, sopInstanceUid)),
  );
  return rows.length === 1;
}

describe('STOW-RS', () => {
  test('200: every instance stored, of several studies, and named in the answer', async () => {
    const uids = [newUid(), newUid(), newUid()];
    const answer = await store(uids.map((uid) => slice(uid)));
    expect(answer.status).toBe(200);
    expect(answer.type).toBe('application/dicom+json');
    expect(answer.body).toEqual({ '00081190': { vr: 'UR' }, '00081199': { vr: 'SQ', Value: uids.map(stored) } });
  });

  test('stored twice is a success both times', async () => {
    const uid = newUid();
    const file = slice(uid);
    expect((await store([file])).status).toBe(200);
    expect((await store([file, file])).body['00081199'].Value).toEqual([stored(uid), stored(uid)]);
  });

  test('202: bad instances are refused alone, each with its failure reason', async () => {
    const good = newUid();
    const known = newUid();
    const cut = newUid();
    await store([slice(known)]);
    const files = [Buffer.alloc(0), slice(good), slice(known), Buffer.from('ffd8ffe0', 'hex'), slice(cut).subarray(0, -10)];
    const answer = await store(files);
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({
      '00081190': { vr: 'UR' },
      '00081198': {
        vr: 'SQ',
        Value: [
          { ...reference(known), ...reason(0x0111) },
          { ...reference(cut), ...reason(0xc000) },
        ],
      },
      '00081199': { vr: 'SQ', Value: [stored(good)] },
      '0008119A': { vr: 'SQ', Value: [reason(0xc000), reason(0xc000)] },
    });
  });

  test('409: nothing stored, not to be retried', async () => {
    const answer = await store([Buffer.from('hello')]);
    expect(answer.status).toBe(409);
    expect(answer.headers['x-should-retry']).toBe('false');
    expect(answer.body['0008119A'].Value).toEqual([reason(0xc000)]);
    expect(answer.body['00081199']).toBeUndefined();
  });

  test('to one study: others are refused', async () => {
    const study = newUid();
    const [mine, other] = [newUid(), newUid()];
    const answer = await store([slice(mine, { '0020000D': ['UI', study] }), slice(other)], { path: `/${study}` });
    expect(answer.status).toBe(202);
    expect(answer.body['00081199'].Value).toEqual([stored(mine)]);
    expect(answer.body['00081198'].Value).toEqual([{ ...reference(other), ...reason(0xa900) }]);
  });

  test('real files of eight transfer syntaxes keep their bytes', async () => {
    const names = [
      'implicit_little',
      'explicit_big',
      'deflated',
      'jpeg_baseline_8bit',
      'jpeg_lossless_sel1',
      'jpeg_ls',
      'jpeg_2000',
      'rle',
    ];
    const files = names.map((name) => daikonFile(`${name}.dcm`));
    const answer = await store(files);
    expect(answer.status).toBe(200);
    const uids: string[] = answer.body['00081199'].Value.map((one: Record<string, { Value: string[] }>) => one['00081155']?.Value[0]);
    for (const [index, uid] of uids.entries()) {
      const [row] = await server.deps.db.inClinic(server.clinicId, (tx) =>
        tx.select().from(dicomInstances).where(eq(dicomInstances.sopInstanceUid, uid)),
      );
      const bytes = await (await server.deps.storage.get(row!.storageKey)).toArray();
      expect(Buffer.concat(bytes).equals(files[index]!)).toBe(true);
    }
  });

  test('a key of scope self may not add to a study that another key made', async () => {
    const studyInstanceUid = newUid();
    await apiClient(server.app, authorization).post('/autoScribe/studies', studyBody({ studyInstanceUid }));
    const narrow = await server.newKey({ scope: 'self' });
    const uid = newUid();
    const answer = await store([slice(uid, { '0020000D': ['UI', studyInstanceUid] })], {
      headers: { authorization: narrow.authorization },
    });
    expect(answer.status).toBe(409);
    expect(answer.body['00081198'].Value).toEqual([{ ...reference(uid), ...reason(0x0124) }]);
    expect(await isStored(uid)).toBe(false);
  });

  test('with the cookie of a reader as well', async () => {
    const cookie = await server.signIn((await server.newUser()).email);
    const headers = { 'content-type': MULTIPART, cookie };
    const answer = await server.app.inject({ method: 'POST', url: '/dicom-web/studies', payload: multipart([slice()]), headers });
    expect(answer.statusCode).toBe(200);
  });

  test.each<[string, number, Parameters<typeof store>[1]]>([
    ['no key', 401, { headers: { authorization: '' } }],
    ['an unknown key', 401, { headers: { authorization: `Bearer sk_live_${'0'.repeat(32)}` } }],
    ['another type', 415, { headers: { 'content-type': 'application/json' } }],
    [
      'metadata instead of files',
      415,
      { headers: { 'content-type': 'multipart/related; type="application/dicom+json"; boundary=next-part' } },
    ],
    ['form data', 415, { headers: { 'content-type': 'multipart/form-data; boundary=next-part' } }],
    ['no boundary', 400, { headers: { 'content-type': 'multipart/related; type="application/dicom"' } }],
    ['no parts', 400, { body: Buffer.from('--next-part--') }],
    ['a body without its end', 400, { body: multipart([slice()]).subarray(0, -10) }],
    ['a path that is no UID', 400, { path: '/1.02.3' }],
  ])('%s is answered %i', async (_name, status, options) => {
    const answer = await store([slice()], options);
    expect(answer.status).toBe(status);
    expect(answer.body).toMatchObject({ message: expect.any(String), code: expect.any(String), requestId: expect.any(String) });
  });

  test('a client that goes away in the third instance: two stay whole, the third never was', async () => {
    const uids = [newUid(), newUid(), newUid()];
    const large = {
      '00280010': ['US', [3000]],
      '00280011': ['US', [3000]],
      '7FE00010': ['OW', Buffer.alloc(18_000_000, 5)],
    } satisfies TestDataSet;
    const body = multipart([slice(uids[0]), slice(uids[1]), slice(uids[2], large)]);
    await server.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.app.server.address() as AddressInfo;
    const headers = { authorization, 'content-type': MULTIPART, 'content-length': body.length };
    const cut = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: '/dicom-web/studies', headers });
    cut.on('error', () => {});
    cut.write(body.subarray(0, 10_000_000));
    await expect.poll(() => isStored(uids[1]!)).toBe(true);
    cut.destroy();
    const staging = join(server.deps.config.dataDir, 'storage/.staging');
    await expect.poll(() => readdir(staging)).toEqual([]);
    expect(await Promise.all(uids.map(isStored))).toEqual([true, true, false]);

    const again = await fetch(`http://127.0.0.1:${port}/dicom-web/studies`, {
      method: 'POST',
      body: new Uint8Array(body),
      headers: { authorization, 'content-type': MULTIPART },
    });
    expect(again.status).toBe(200);
    expect(await Promise.all(uids.map(isStored))).toEqual([true, true, true]);
  });

  test('a full disk: the instances that did not fit say so, the others are stored', async () => {
    await onFullDisk(async ({ folder, capacity }) => {
      const storage = await openStorage({ storage: { kind: 'file', directory: join(folder, 'storage') }, dataDir: folder });
      const small = await createTestApp({ deps: { storage } });
      try {
        const headers = { authorization: (await small.newKey()).authorization, 'content-type': MULTIPART };
        const rows = Math.ceil((capacity * 2) / 2000);
        const pixels: TestDataSet = {
          '00280010': ['US', [rows]],
          '00280011': ['US', [1000]],
          '7FE00010': ['OW', Buffer.alloc(rows * 2000)],
        };
        const [first, last] = [newUid(), newUid()];
        const payload = multipart([slice(first), slice(newUid(), pixels), slice(last)]);
        const some = await small.app.inject({ method: 'POST', url: '/dicom-web/studies', payload, headers });
        expect(some.statusCode).toBe(202);
        expect(some.json()).toMatchObject({
          '00081199': { Value: [stored(first), stored(last)] },
          '0008119A': { Value: [reason(0xa700)] },
        });

        const none = await small.app.inject({
          method: 'POST',
          url: '/dicom-web/studies',
          payload: multipart([slice(newUid(), pixels)]),
          headers,
        });
        expect(none.statusCode).toBe(507);
      } finally {
        await small.close();
      }
    });
  });
});
