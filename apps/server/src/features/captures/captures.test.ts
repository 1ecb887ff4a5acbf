import { rawId } from '@readroom/contract';
import { parseInstance, toDicomJson } from '@readroom/dicom';
import { buildDicom, imageDataSet } from '@readroom/dicom/testing';
import { sql } from 'drizzle-orm';
import { PNG } from 'pngjs';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { apiClient, newUid } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, newReader, newStudy } from '../../../test/browser.ts';
import { answering, type ReceivedRequest, startReceiver } from '../../../test/receiver.ts';
import { startSendingCaptures } from './index.ts';

let server: TestApp;
let reader: BrowserClient & { cookie: string };
const receivers: Awaited<ReturnType<typeof startReceiver>>[] = [];

beforeAll(async () => {
  server = await createTestApp();
  reader = await newReader(server);
  await startSendingCaptures(server.deps, { askPausesMs: [1, 1], uploadPausesMs: [1] });
  return () => server.close();
});
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

/** Two pixels: red, and white at half strength. */
const RED_AND_GREY = PNG.sync.write(
  Object.assign(new PNG({ width: 2, height: 1 }), { data: Buffer.from([255, 0, 0, 255, 255, 255, 255, 128]) }),
);

async function capture(studyId: string, options: { query?: string; png?: Buffer; cookie?: string; type?: string } = {}) {
  const answer = await server.app.inject({
    method: 'POST',
    url: `/api/studies/${studyId}/captures${options.query ?? ''}`,
    headers: { cookie: options.cookie ?? reader.cookie, 'content-type': options.type ?? 'image/png' },
    payload: options.png ?? RED_AND_GREY,
  });
  return { status: answer.statusCode, body: answer.json() };
}

/** A study with one image, of a key with this capture webhook. */
async function studyWithImage(secondaryCaptureWebhookUrl: string | null = null) {
  const { authorization } = await server.newKey({ secondaryCaptureWebhookUrl });
  const studyInstanceUid = newUid();
  const studyId = await newStudy(server, authorization, { studyInstanceUid });
  const [seriesInstanceUid, sopInstanceUid] = [`${studyInstanceUid}.1`, `${studyInstanceUid}.2`];
  const { statusCode } = await server.app.inject({
    method: 'POST',
    url: `/api/studies/${studyId}/images`,
    headers: { cookie: reader.cookie, 'content-type': 'application/dicom' },
    payload: buildDicom(
      imageDataSet({ '00080018': ['UI', sopInstanceUid], '0020000D': ['UI', studyInstanceUid], '0020000E': ['UI', seriesInstanceUid] }),
    ),
  });
  expect(statusCode).toBe(201);
  const query = `?seriesInstanceUid=${seriesInstanceUid}&sopInstanceUid=${sopInstanceUid}`;
  return { studyId, studyInstanceUid, seriesInstanceUid, sopInstanceUid, query, authorization };
}

function headerOf(bytes: Buffer) {
  const result = parseInstance(bytes, { totalSize: bytes.length });
  if (result.kind !== 'instance') throw new Error('the object is not whole');
  return { ...result.facts, json: toDicomJson(result.parsed), pixels: [...bytes.subarray(result.facts.bulk!.offset)] };
}

/** A receiver that says where to upload to, and keeps what comes. */
async function uploadPlace(answer: (origin: string) => unknown, put: (request: ReceivedRequest, number: number) => number = () => 200) {
  const receiver = await startReceiver((response, number, request) => {
    if (request.method === 'PUT') return void response.writeHead(put(request, number)).end();
    answering(answer(`http://${request.headers.host}`))(response);
  });
  receivers.push(receiver);
  const of = (method: string) => receiver.received.filter((request) => request.method === method);
  return { url: receiver.url, asked: () => of('POST'), uploaded: () => of('PUT') };
}

async function eventsOf(studyId: string) {
  const { rows } = await server.deps.db.asSystem((tx) =>
    tx.execute(sql`SELECT type, status, warnings FROM webhook_events WHERE study_id = ${rawId('stu', studyId)} ORDER BY seq`),
  );
  return rows;
}
const isDone = (studyId: string) =>
  vi.waitFor(
    async () => {
      const { rows } = await server.deps.db.asSystem((tx) =>
        tx.execute(sql`SELECT detail FROM audit_events WHERE study_id = ${rawId('stu', studyId)} AND action = 'image.capture_uploaded'`),
      );
      expect(rows).toHaveLength(1);
      return rows[0]?.detail as Record<string, unknown>;
    },
    { timeout: 15_000, interval: 50 },
  );

test('a capture is a Secondary Capture of the study, beside its images; the next one is of the same series', async () => {
  const { studyId, studyInstanceUid, sopInstanceUid, query } = await studyWithImage();
  const first = await capture(studyId, { query });
  expect(first).toMatchObject({ status: 201, body: { isSentOn: false } });
  const second = await capture(studyId);
  const { body: list } = await reader.get(`/studies/${studyId}/series`);
  const series = list.series.find((one: { seriesDescription: string }) => one.seriesDescription === 'Captures');
  expect(series).toMatchObject({ seriesInstanceUid: first.body.seriesInstanceUid, seriesNumber: 9000, modality: 'CT' });
  expect(series.instances.map((one: { sopInstanceUid: string }) => one.sopInstanceUid)).toEqual([
    first.body.sopInstanceUid,
    second.body.sopInstanceUid,
  ]);
  const { body: bytes } = await reader.get(`/studies/${studyId}/instances/${first.body.sopInstanceUid}`);
  const { patient, study, instance, json, pixels } = headerOf(bytes);
  expect(patient).toMatchObject({ name: 'Tester^Tess', id: 'MRN-1', birthDate: '1970-01-31', sex: 'F' });
  expect(study).toMatchObject({ studyInstanceUid, accessionNumber: 'ACC-1', date: '2024-03-15' });
  expect(instance).toMatchObject({ sopClassUid: '1.2.840.10008.5.1.4.1.1.7', rows: 1, columns: 2, number: 1 });
  expect(json['00082112']?.Value).toMatchObject([{ '00081155': { Value: [sopInstanceUid] } }]);
  expect(pixels).toEqual([255, 0, 0, 128, 128, 128]);
});

test('a study without stored images: patient and study are those of the order', async () => {
  const { authorization } = await server.newKey();
  const metadata = { patientName: 'Jörg Müller', mrn: 'M-9', dateOfBirth: '1980-02-03', sex: 'male', studyDate: '2024-05-06' };
  const studyId = await newStudy(server, authorization, { reportMetadata: metadata, modality: 'mr' });
  const { body, status } = await capture(studyId, { query: '?sopInstanceUid=1.2.3' });
  expect(status).toBe(201);
  const { patient, series, study, json } = headerOf((await reader.get(`/studies/${studyId}/instances/${body.sopInstanceUid}`)).body);
  expect(patient).toEqual({ name: 'Jörg Müller', id: 'M-9', birthDate: '1980-02-03', sex: 'M' });
  expect(study).toMatchObject({ date: '2024-05-06', description: 'CT CHEST W CONTRAST' });
  expect(series.modality).toBe('MR');
  expect(json).not.toHaveProperty('00082112');
});

test('the key that created the study is asked, and the same object goes to every URL: one that fails stops no other', async () => {
  const place = await uploadPlace(
    (origin) => ({
      authorized: true,
      uploadUrls: [`${origin}/a?token=secret`, `${origin}/broken`, 'https://10.0.0.1/x', `${origin}/forbidden`, `${origin}/b`],
    }),
    ({ path }) => (path === '/broken' ? 500 : path === '/forbidden' ? 403 : 200),
  );
  const { studyId, studyInstanceUid, seriesInstanceUid, sopInstanceUid, query } = await studyWithImage(place.url);
  const { body } = await capture(studyId, { query });
  expect(body.isSentOn).toBe(true);
  expect(await isDone(studyId)).toMatchObject({ uploaded: 2, failed: 3 });
  expect(place.asked().map((request) => JSON.parse(request.body))).toMatchObject([
    { type: 'secondary_capture.access_requested', data: { studyId, studyInstanceUid, seriesInstanceUid, sopInstanceUid } },
  ]);
  const stored: Buffer = (await reader.get(`/studies/${studyId}/instances/${body.sopInstanceUid}`)).body;
  const taken = place.uploaded().filter(({ path }) => path.startsWith('/a') || path === '/b');
  expect(taken.map(({ bytes, headers }) => [bytes.equals(stored), headers['content-type']])).toEqual([
    [true, 'application/dicom'],
    [true, 'application/dicom'],
  ]);
  // Once more where it may help.
  expect(place.uploaded().filter(({ path }) => path === '/broken')).toHaveLength(2);
  expect(place.uploaded().filter(({ path }) => path === '/forbidden')).toHaveLength(1);
  expect(await eventsOf(studyId)).toEqual([
    {
      type: 'secondary_capture.access_requested',
      status: 'delivered',
      warnings: [
        'uploadUrls[1] was not uploaded to: it answered 500.',
        'uploadUrls[2] was not uploaded to: The address is not public and not listed in READROOM_OUTBOUND_ALLOW.',
        'uploadUrls[3] was not uploaded to: it answered 403.',
      ],
    },
  ]);
});

test.each<[string, (origin: string) => Record<string, unknown>, { uploaded: number; failed: number }, string[]]>([
  [
    'a refusal',
    (origin) => ({ authorized: false, error: 'Archive closed', uploadUrls: [`${origin}/a`] }),
    { uploaded: 0, failed: 0 },
    ['Nothing was uploaded. The upload was not authorized: Archive closed'],
  ],
  ['no URL', () => ({ authorized: true }), { uploaded: 0, failed: 0 }, ['Nothing was uploaded. The answer names no upload URL.']],
  [
    'a failure of every upload',
    (origin) => ({ authorized: true, uploadUrls: [`${origin}/a`] }),
    { uploaded: 0, failed: 1 },
    ['Nothing was uploaded. Every upload failed.', 'uploadUrls[0] was not uploaded to: it answered 403.'],
  ],
])('%s: the event is found by its warning, and says why', async (_name, answer, detail, warnings) => {
  const place = await uploadPlace(answer, () => 403);
  const { studyId } = await studyWithImage(place.url);
  await capture(studyId);
  expect(await isDone(studyId)).toMatchObject(detail);
  expect(place.uploaded()).toHaveLength(detail.failed);
  expect(await eventsOf(studyId)).toMatchObject([{ status: 'delivered', warnings }]);
});

test('a receiver that fails is asked again later', async () => {
  let failures = 2;
  const receiver = await startReceiver((response, _number, { method, headers }) => {
    if (method === 'PUT') return void response.end();
    failures -= 1;
    answering({ authorized: true, uploadUrls: [`http://${headers.host}/a`] }, failures >= 0 ? 500 : 200)(response);
  });
  receivers.push(receiver);
  const { studyId } = await studyWithImage(receiver.url);
  await capture(studyId);
  expect(await isDone(studyId)).toMatchObject({ uploaded: 1 });
  expect(await eventsOf(studyId)).toMatchObject([{ status: 'failed' }, { status: 'delivered' }]);
});

test('who only looks does not capture (403), who may not open it finds nothing (404), and a cancelled study takes none (422)', async () => {
  const { studyId, authorization } = await studyWithImage();
  const { post } = apiClient(server.app, authorization);
  const clerk = await newReader(server, { canCreateReports: false, clinicRole: 'Scribe' });
  expect(await capture(studyId, { cookie: clerk.cookie })).toMatchObject({ status: 403, body: { code: 'forbidden' } });
  expect((await capture(`stu_${'0'.repeat(32)}`)).status).toBe(404);
  expect((await capture(studyId, { cookie: '' })).status).toBe(401);
  await post('/autoScribe/studies/cancel', { studyId });
  expect(await capture(studyId)).toMatchObject({ status: 422, body: { code: 'study_cancelled' } });
});

test.each<[string, Parameters<typeof capture>[1], number]>([
  ['no PNG', { png: Buffer.from('hello') }, 422],
  ['a PNG that is cut off', { png: RED_AND_GREY.subarray(0, -20) }, 422],
  [
    'a PNG that says it is enormous',
    { png: Buffer.concat([RED_AND_GREY.subarray(0, 16), Buffer.from('0000ffff0000ffff', 'hex'), RED_AND_GREY.subarray(24)]) },
    422,
  ],
  ['another type', { type: 'image/jpeg' }, 415],
  ['a UID that is none', { query: '?sopInstanceUid=1.02' }, 400],
])('%s is refused', async (_name, options, status) => {
  const { studyId } = await studyWithImage();
  expect((await capture(studyId, options)).status).toBe(status);
});
