import { createHash, randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { buildDicom, daikonFile, daikonPath, imageDataSet, type TestDataSet } from '@readroom/dicom/testing';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { apiClient, newUid, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { onFullDisk } from '../../../test/full-disk.ts';
import { auditEvents, dicomInstances } from '../../platform/db/schema.ts';
import { openStorage } from '../../platform/storage/index.ts';
import { openStudy } from '../access/index.ts';
import { createClinic } from '../clinics/index.ts';
import type { KeyPrincipal } from '../principal/index.ts';
import { importPath, ingestInstance } from './index.ts';
import { OpenedImages } from './opened-images.ts';

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

let server: TestApp;
let cookie: string;
let api: ReturnType<typeof apiClient>;

beforeAll(async () => {
  server = await createTestApp();
  cookie = await server.signIn((await server.newUser()).email);
  api = apiClient(server.app, (await server.newKey()).authorization);
});
afterAll(() => server.close());

interface NewStudy {
  studyId: string;
  studyInstanceUid: string;
}

async function newStudy(studyInstanceUid = newUid(), changes: Record<string, unknown> = {}): Promise<NewStudy> {
  const { body, status } = await api.post('/autoScribe/studies', studyBody({ studyInstanceUid, ...changes }));
  expect(status).toBe(200);
  return { studyId: body.studyId, studyInstanceUid };
}

/** One slice of the study, in a series and with a UID of its own. */
function slice(studyInstanceUid: string, changes: TestDataSet = {}): Buffer {
  return buildDicom(
    imageDataSet({
      '00080018': ['UI', newUid()],
      '0020000D': ['UI', studyInstanceUid],
      '0020000E': ['UI', `${studyInstanceUid}.1`],
      ...changes,
    }),
  );
}

/** A slice in the Deflated transfer syntax whose pixel data does not fit into the first bytes that are read, with what stands behind it. */
function deflatedSlice(studyInstanceUid: string, behind: Buffer): Buffer {
  const file = buildDicom(
    imageDataSet({ '00080018': ['UI', newUid()], '0020000D': ['UI', studyInstanceUid], '7FE00010': ['OB', randomBytes(100_000)] }),
    { transferSyntaxUid: '1.2.840.10008.1.2.1.99' },
  );
  const start = 128 + 4 + 12 + file.readUInt32LE(128 + 4 + 8);
  return Buffer.concat([file.subarray(0, start), deflateRawSync(Buffer.concat([file.subarray(start), behind]))]);
}

async function upload(studyId: string, payload: Buffer, headers: Record<string, string> = {}) {
  const url = `/api/studies/${studyId}/images`;
  const answer = await server.app.inject({
    method: 'POST',
    url,
    payload,
    headers: { cookie, 'content-type': 'application/dicom', ...headers },
  });
  return { status: answer.statusCode, body: answer.json() };
}

async function get(url: string, headers: Record<string, string> = {}) {
  return server.app.inject({ method: 'GET', url, headers: { cookie, ...headers } });
}

/** The port that the server listens on, from the first call. */
async function listening(): Promise<number> {
  if (!server.app.server.listening) await server.app.listen({ port: 0, host: '127.0.0.1' });
  return (server.app.server.address() as AddressInfo).port;
}

async function stagedFiles(): Promise<string[]> {
  return readdir(join(server.deps.config.dataDir, 'storage/.staging'));
}

describe('upload to a study', () => {
  test('keeps the bytes exactly as they came and lists the image', async () => {
    const { studyId, studyInstanceUid } = await newStudy();
    const file = slice(studyInstanceUid);
    const stored = await upload(studyId, file);
    expect(stored).toMatchObject({ status: 201, body: { status: 'stored' } });

    const bytes = await get(`/api/studies/${studyId}/instances/${stored.body.sopInstanceUid}`);
    expect(bytes.statusCode).toBe(200);
    expect(bytes.rawPayload.equals(file)).toBe(true);
    expect(bytes.headers).toMatchObject({
      'content-type': 'application/dicom',
      'content-length': `${file.length}`,
      etag: `"${sha256(file)}"`,
      'cache-control': 'private, max-age=31536000, immutable',
      'accept-ranges': 'bytes',
    });

    const list = (await get(`/api/studies/${studyId}/series`)).json();
    expect(list).toMatchObject({
      studyInstanceUid,
      patient: {
        patientName: 'Tester, Tess',
        patientId: 'MRN-1',
        patientBirthDate: '1970-01-31',
        patientSex: 'F',
        studyDate: '2024-03-15',
        studyTime: '10:30:05',
        studyDescription: 'CT HEAD WITHOUT CONTRAST',
        accessionNumber: 'ACC-1',
      },
      series: [{ seriesNumber: 2, seriesDescription: 'Axial 5 mm', modality: 'CT', bodyPartExamined: 'HEAD', laterality: null }],
    });
    expect(list.series[0].instances).toEqual([
      {
        sopInstanceUid: stored.body.sopInstanceUid,
        sopClassUid: '1.2.840.10008.5.1.4.1.1.2',
        transferSyntaxUid: '1.2.840.10008.1.2.1',
        instanceNumber: 7,
        numberOfFrames: 1,
        rows: 4,
        columns: 6,
        imagePositionPatient: [-125, -120, 30.5],
        imageOrientationPatient: [1, 0, 0, 0, 1, 0],
        sliceThickness: 5,
        sliceLocation: null,
        windowCenter: [40, 600],
        windowWidth: [80, 2800],
        size: file.length,
      },
    ]);
  });

  test('lists slices along the normal, whatever order they came in', async () => {
    const { studyId, studyInstanceUid } = await newStudy();
    for (const z of [20, -10, 5]) {
      await upload(studyId, slice(studyInstanceUid, { '00200013': ['IS', `${50 - z}`], '00200032': ['DS', `0\\0\\${z}`] }));
    }
    const list = (await get(`/api/studies/${studyId}/series`)).json();
    expect(list.series[0].instances.map((one: { imagePositionPatient: number[] }) => one.imagePositionPatient[2])).toEqual([-10, 5, 20]);
  });

  test('sent twice is stored once; sent with other bytes is refused and the first stays', async () => {
    const { studyId, studyInstanceUid } = await newStudy();
    const sopInstanceUid = newUid();
    const file = slice(studyInstanceUid, { '00080018': ['UI', sopInstanceUid] });
    expect((await upload(studyId, file)).status).toBe(201);
    expect(await upload(studyId, file)).toEqual({ status: 200, body: { sopInstanceUid, status: 'duplicate' } });

    const other = slice(studyInstanceUid, { '00080018': ['UI', sopInstanceUid], '00081030': ['LO', 'ANOTHER'] });
    const refused = await upload(studyId, other);
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(refused.body.message).toContain('bytes are different');

    const kept = await get(`/api/studies/${studyId}/instances/${sopInstanceUid}`);
    expect(kept.rawPayload.equals(file)).toBe(true);
    const list = (await get(`/api/studies/${studyId}/series`)).json();
    expect(list.series[0].instances).toHaveLength(1);
  });

  test('the same file at the same moment is stored once', async () => {
    const { studyId, studyInstanceUid } = await newStudy();
    const file = slice(studyInstanceUid);
    const answers = await Promise.all(Array.from({ length: 8 }, () => upload(studyId, file)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 200, 200, 200, 200, 200, 200, 201]);
  });

  test('heals bytes that were lost from the storage when they are sent again', async () => {
    const { studyId, studyInstanceUid } = await newStudy();
    const file = slice(studyInstanceUid);
    const { body } = await upload(studyId, file);
    await server.deps.storage.delete(`instances/${server.clinicId}/${sha256(file).slice(0, 2)}/${sha256(file)}.dcm`);
    expect(await upload(studyId, file)).toMatchObject({ status: 200, body: { status: 'duplicate' } });
    expect((await get(`/api/studies/${studyId}/instances/${body.sopInstanceUid}`)).rawPayload.equals(file)).toBe(true);
  });

  test('images that came before their study belong to it once it is created', async () => {
    const studyInstanceUid = newUid();
    const { clinicId } = server;
    await ingestInstance(server.deps, { clinicId, source: slice(studyInstanceUid), actor: { kind: 'system', id: 'test' } });
    const { studyId } = await newStudy(studyInstanceUid);
    expect((await get(`/api/studies/${studyId}/series`)).json().series[0].instances).toHaveLength(1);
  });

  test.each<[string, (uid: string) => Buffer, string]>([
    ['a file of 0 bytes', () => Buffer.alloc(0), 'The file is empty (0 bytes).'],
    [
      'a JPEG named .dcm',
      () => Buffer.concat([Buffer.from('ffd8ffe000104a46494600', 'hex'), Buffer.alloc(5000, 1)]),
      'This is a JPEG image, not a DICOM file.',
    ],
    [
      'a truncated DICOM file',
      (uid) => slice(uid).subarray(0, -20),
      'The file is cut off: it declares 48 bytes of pixel data and holds 28.',
    ],
    ['a truncated compressed file', () => daikonFile('jpeg_2000.dcm').subarray(0, 10_000), 'does not end with a sequence delimiter'],
    ['a truncated deflated file', () => daikonFile('deflated.dcm').subarray(0, 4000), 'The deflated data set is cut off or damaged.'],
    [
      'a deflated file that goes on far behind its pixel data',
      (uid) => deflatedSlice(uid, Buffer.alloc(20 * 1024 * 1024)),
      'inflates to far more than its header declares',
    ],
  ])('%s is refused with the reason, and nothing is left', async (_name, file, reason) => {
    const { studyId, studyInstanceUid } = await newStudy();
    const refused = await upload(studyId, file(studyInstanceUid));
    expect(refused).toMatchObject({ status: 422, body: { code: 'unprocessable' } });
    expect(refused.body.message).toContain(reason);
    expect((await get(`/api/studies/${studyId}/series`)).json().series).toEqual([]);
    expect(await stagedFiles()).toEqual([]);
  });

  test('an image of another study is refused', async () => {
    const { studyId } = await newStudy();
    const refused = await upload(studyId, slice(newUid()));
    expect(refused).toMatchObject({ status: 409, body: { code: 'conflict' } });
    expect(refused.body.message).toContain('belongs to another study');
  });

  test('an image of another patient is refused: two patients never share a study', async () => {
    const { studyId, studyInstanceUid } = await newStudy();
    await upload(studyId, slice(studyInstanceUid));
    const refused = await upload(studyId, slice(studyInstanceUid, { '00100020': ['LO', 'MRN-2'] }));
    expect(refused).toMatchObject({ status: 409 });
    expect(refused.body.message).toContain('another PatientID');
    expect(refused.body.message).not.toContain('MRN');
  });

  test('another type than DICOM is refused by its type', async () => {
    const { studyId } = await newStudy();
    expect(await upload(studyId, Buffer.from('x'), { 'content-type': 'text/plain' })).toMatchObject({ status: 415 });
  });

  test('a cancelled study takes no images', async () => {
    const { studyId, studyInstanceUid } = await newStudy();
    await api.post('/autoScribe/studies/cancel', { studyId });
    expect(await upload(studyId, slice(studyInstanceUid))).toMatchObject({ status: 422, body: { code: 'study_cancelled' } });
  });

  test('an upload of 2 GB that is cut off half-way leaves nothing', async () => {
    const { studyId, studyInstanceUid } = await newStudy();
    const head = slice(studyInstanceUid);
    const port = await listening();
    const headers = { cookie, 'content-type': 'application/dicom', 'content-length': 2 * 1024 ** 3 };
    const cut = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: `/api/studies/${studyId}/images`, headers });
    cut.on('error', () => {});
    cut.write(head);
    const part = Buffer.alloc(16 * 1024 ** 2, 3);
    for (let sent = 0; sent < 1024 ** 3; sent += part.length) {
      if (!cut.write(part)) await once(cut, 'drain');
    }
    await expect.poll(async () => (await stagedFiles()).length).toBe(1);
    cut.destroy();
    await expect.poll(stagedFiles).toEqual([]);
    expect((await get(`/api/studies/${studyId}/series`)).json().series).toEqual([]);
  });

  test('a large upload that is cut off half-way leaves nothing, and the whole file can follow', async () => {
    const { studyId, studyInstanceUid } = await newStudy();
    const file = slice(studyInstanceUid, {
      '00280010': ['US', [4000]],
      '00280011': ['US', [5000]],
      '7FE00010': ['OW', Buffer.alloc(40_000_000, 3)],
    });
    const port = await listening();
    const headers = { cookie, 'content-type': 'application/dicom', 'content-length': file.length };
    const cut = httpRequest({ port, host: '127.0.0.1', method: 'POST', path: `/api/studies/${studyId}/images`, headers });
    cut.on('error', () => {});
    cut.write(file.subarray(0, 20_000_000));
    await expect.poll(async () => (await stagedFiles()).length).toBe(1);
    cut.destroy();
    await expect.poll(stagedFiles).toEqual([]);
    expect((await get(`/api/studies/${studyId}/series`)).json().series).toEqual([]);

    const url = `http://127.0.0.1:${port}/api/studies/${studyId}/images`;
    const answer = await fetch(url, {
      method: 'POST',
      body: new Uint8Array(file),
      headers: { cookie, 'content-type': 'application/dicom' },
    });
    expect(answer.status).toBe(201);
  });
});

describe('bytes of an image', () => {
  test('in ranges, and not again where the browser has them', async () => {
    const { studyId, studyInstanceUid } = await newStudy();
    const file = slice(studyInstanceUid);
    const url = `/api/studies/${studyId}/instances/${(await upload(studyId, file)).body.sopInstanceUid}`;

    const part = await get(url, { range: 'bytes=128-131' });
    expect(part.statusCode).toBe(206);
    expect(part.body).toBe('DICM');
    expect(part.headers).toMatchObject({ 'content-range': `bytes 128-131/${file.length}`, 'content-length': '4' });

    const etag = `"${sha256(file)}"`;
    expect((await get(url, { 'if-none-match': etag })).statusCode).toBe(304);
    expect((await get(url, { range: 'bytes=0-3', 'if-range': '"another"' })).statusCode).toBe(200);
    expect((await get(url, { range: 'bytes=0-3', 'if-range': etag })).statusCode).toBe(206);
  });

  test('one opening of a study is one row in the audit log, however many images it fetches', async () => {
    const { studyId, studyInstanceUid } = await newStudy();
    const first = (await upload(studyId, slice(studyInstanceUid))).body.sopInstanceUid;
    const second = (await upload(studyId, slice(studyInstanceUid))).body.sopInstanceUid;
    await get(`/api/studies/${studyId}/series`);
    await get(`/api/studies/${studyId}/instances/${first}`);
    await get(`/api/studies/${studyId}/instances/${second}`);
    expect(await auditActions(studyInstanceUid)).toEqual(['images.opened']);

    const other = await server.signIn((await server.newUser()).email);
    await get(`/api/studies/${studyId}/instances/${first}`, { cookie: other });
    expect(await auditActions(studyInstanceUid)).toEqual(['images.opened', 'images.opened']);
    expect(await auditActions(first)).toEqual(['image.stored']);
  });

  test('an opening whose transaction fails is none: the next image writes its row', async () => {
    const { studyId, studyInstanceUid } = await newStudy();
    const { deps, clinicId } = server;
    const key: KeyPrincipal = { kind: 'key', clinicId, apiKeyId: 'key-1', scope: 'all', isViewerEnabled: false };
    const opened = new OpenedImages();
    const failing = deps.db.inClinic(clinicId, async (tx) => {
      await opened.list(tx, key, await openStudy(tx, key, studyId), 'req-1');
      throw new Error('the disk is full');
    });
    await expect(failing).rejects.toThrow('the disk is full');

    await deps.db.inClinic(clinicId, async (tx) => opened.image(tx, key, await openStudy(tx, key, studyId), 'req-2'));
    expect(await auditActions(studyInstanceUid)).toEqual(['images.opened']);
  });

  async function auditActions(subject: string): Promise<string[]> {
    const rows = await server.deps.db.asSystem((tx) =>
      tx.select().from(auditEvents).where(eq(auditEvents.subject, subject)).orderBy(auditEvents.seq),
    );
    return rows.map(({ action }) => action);
  }

  test("another clinic's study and images are not there, and its same UID is its own", async () => {
    const { studyId, studyInstanceUid } = await newStudy();
    const file = slice(studyInstanceUid);
    const { sopInstanceUid } = (await upload(studyId, file)).body;

    const otherClinic = await createClinic(server.deps, 'Another clinic');
    const foreign = await server.signIn((await server.newUser({ clinicId: otherClinic, email: 'foreign@example.org' })).email);
    for (const url of [`/api/studies/${studyId}/series`, `/api/studies/${studyId}/instances/${sopInstanceUid}`]) {
      const answer = await get(url, { cookie: foreign });
      expect(answer.statusCode).toBe(404);
      expect(answer.json().code).toBe('not_found');
    }
    expect(await upload(studyId, file, { cookie: foreign })).toMatchObject({ status: 404 });

    const theirs = slice(studyInstanceUid, { '00080018': ['UI', sopInstanceUid], '00100020': ['LO', 'THEIRS'] });
    const actor = { kind: 'system', id: 'test' } as const;
    expect(await ingestInstance(server.deps, { clinicId: otherClinic, source: theirs, actor })).toMatchObject({ status: 'stored' });
    expect((await get(`/api/studies/${studyId}/instances/${sopInstanceUid}`)).rawPayload.equals(file)).toBe(true);
  });

  test('an image of another study of the same clinic is not reached through this one', async () => {
    const one = await newStudy();
    const other = await newStudy();
    const { sopInstanceUid } = (await upload(other.studyId, slice(other.studyInstanceUid))).body;
    expect((await get(`/api/studies/${one.studyId}/instances/${sopInstanceUid}`)).statusCode).toBe(404);
  });

  test('nobody without a session', async () => {
    const { studyId } = await newStudy();
    expect((await server.app.inject({ url: `/api/studies/${studyId}/series` })).statusCode).toBe(401);
  });
});

describe('import from a path', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'readroom-import-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  test('takes a series of 20 slices, twice', async () => {
    const { clinicId } = server;
    const path = daikonPath('volume');
    expect(await importPath(server.deps, { clinicId, path })).toEqual({ stored: 20, duplicates: 0, skipped: 0, refused: [] });
    expect(await importPath(server.deps, { clinicId, path })).toEqual({ stored: 0, duplicates: 20, skipped: 0, refused: [] });
    const { studyId } = await newStudy('0.0.0.0.2.8811.20010413115754.12432');
    const list = (await get(`/api/studies/${studyId}/series`)).json();
    expect(list.series).toHaveLength(1);
    expect(list.series[0].instances.map((one: { instanceNumber: number }) => one.instanceNumber)).toEqual(
      Array.from({ length: 20 }, (_, at) => at + 1),
    );
  });

  test('goes on past files that are refused, says why, and counts everything', async () => {
    const studyInstanceUid = newUid();
    await mkdir(join(folder, 'a/b'), { recursive: true });
    await writeFile(join(folder, 'DICOMDIR'), 'an index');
    await writeFile(join(folder, 'a/1.dcm'), slice(studyInstanceUid));
    await writeFile(join(folder, 'a/b/2'), slice(studyInstanceUid));
    await writeFile(join(folder, 'a/empty.dcm'), '');
    await writeFile(join(folder, 'a/notes.txt'), 'hello');
    const seen: string[] = [];
    const summary = await importPath(server.deps, { clinicId: server.clinicId, path: folder, onFile: ({ status }) => seen.push(status) });
    expect(summary).toMatchObject({ stored: 2, duplicates: 0, skipped: 1 });
    expect(summary.refused.sort((a, b) => (a.path < b.path ? -1 : 1))).toEqual([
      { path: join(folder, 'a/empty.dcm'), code: 'empty-file', message: 'The file is empty (0 bytes).' },
      { path: join(folder, 'a/notes.txt'), code: 'not-dicom', message: expect.stringContaining('not a DICOM file') },
    ]);
    expect(seen.sort()).toEqual(['refused', 'refused', 'skipped', 'stored', 'stored']);
  });

  test('a path that is not there is an error', async () => {
    await expect(importPath(server.deps, { clinicId: server.clinicId, path: join(folder, 'nothing') })).rejects.toThrow('ENOENT');
  });
});

test('a disk that becomes full while storing: 507, nothing of the image is kept, earlier ones stay readable', async () => {
  await onFullDisk(async ({ folder, capacity }) => {
    const storage = await openStorage({ storage: { kind: 'file', directory: join(folder, 'storage') }, dataDir: folder });
    const small = await createTestApp({ deps: { storage } });
    try {
      const session = await small.signIn((await small.newUser()).email);
      const key = apiClient(small.app, (await small.newKey()).authorization);
      const studyInstanceUid = newUid();
      const { studyId } = (await key.post('/autoScribe/studies', studyBody({ studyInstanceUid }))).body;
      const headers = { cookie: session, 'content-type': 'application/dicom' };
      const send = (payload: Buffer) => small.app.inject({ method: 'POST', url: `/api/studies/${studyId}/images`, payload, headers });

      const file = slice(studyInstanceUid);
      const { sopInstanceUid } = (await send(file)).json();
      const rows = Math.ceil((capacity * 2) / 2000);
      const pixels: TestDataSet = { '00280010': ['US', [rows]], '00280011': ['US', [1000]], '7FE00010': ['OW', Buffer.alloc(rows * 2000)] };
      const refused = await send(slice(studyInstanceUid, pixels));
      expect(refused.statusCode).toBe(507);
      expect(refused.json()).toMatchObject({ code: 'storage_full' });

      const kept = await small.app.inject({ url: `/api/studies/${studyId}/instances/${sopInstanceUid}`, headers: { cookie: session } });
      expect(kept.rawPayload.equals(file)).toBe(true);
      const [counted] = await small.deps.db.asSystem((tx) => tx.select({ images: sql<number>`count(*)::int` }).from(dicomInstances));
      expect(counted?.images).toBe(1);
      expect(await readdir(join(folder, 'storage/.staging'))).toEqual([]);
    } finally {
      await small.close();
    }
  });
});
