import { randomUUID } from 'node:crypto';
import { buildDicom, imageDataSet, type TestDataSet } from '@readroom/dicom/testing';
import { sql } from 'drizzle-orm';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { apiClient, newUid, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { answering, startReceiver } from '../../../test/receiver.ts';
import { startMakingStudies } from './index.ts';

let server: TestApp;
const receivers: Awaited<ReturnType<typeof startReceiver>>[] = [];

beforeAll(async () => {
  server = await createTestApp();
  await startMakingStudies(server.deps);
  return () => server.close();
});
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

/** A key whose patient study webhook answers so. */
async function sender(answer: Parameters<typeof startReceiver>[0], options: Parameters<TestApp['newKey']>[0] = {}) {
  const receiver = await startReceiver(answer);
  receivers.push(receiver);
  const { id, authorization } = await server.newKey({ patientStudyWebhookUrl: receiver.url, ...options });
  const { get, post } = apiClient(server.app, authorization);
  return {
    ...receiver,
    id,
    authorization,
    get,
    post,
    store: (uid: string, count = 1, changes: TestDataSet = {}) => store(authorization, uid, count, changes),
  };
}

async function store(authorization: string, studyInstanceUid: string, count: number, changes: TestDataSet): Promise<void> {
  const files = Array.from({ length: count }, (_, index) =>
    buildDicom(
      imageDataSet({
        '00080018': ['UI', `${studyInstanceUid}.2.${index + 1}`],
        '0020000D': ['UI', studyInstanceUid],
        '0020000E': ['UI', `${studyInstanceUid}.1`],
        '00080080': ['LO', 'North Hospital'],
        '00101020': ['DS', '1.72'],
        '00101030': ['DS', '68.5'],
        ...changes,
      }),
    ),
  );
  const parts = files.flatMap((file) => [Buffer.from('\r\n--next\r\ncontent-type: application/dicom\r\n\r\n'), file]);
  const { statusCode } = await server.app.inject({
    method: 'POST',
    url: '/dicom-web/studies',
    headers: { authorization, 'content-type': 'multipart/related; type="application/dicom"; boundary=next' },
    payload: Buffer.concat([...parts, Buffer.from('\r\n--next--\r\n')]),
  });
  expect(statusCode).toBe(200);
}

/** The study, once it is there. */
const arrived = (get: ReturnType<typeof apiClient>['get'], uid: string) =>
  vi.waitFor(
    async () => {
      const { status, body } = await get(`/autoScribe/studies/by-uid/${uid}`);
      expect(status).toBe(200);
      return body;
    },
    { timeout: 15_000, interval: 50 },
  );

async function eventOf(apiKeyId: string) {
  const { rows } = await server.deps.db.asSystem((tx) =>
    tx.execute(sql`SELECT type, status, warnings, study_id IS NOT NULL AS has_study FROM webhook_events WHERE api_key_id = ${apiKeyId}`),
  );
  return rows;
}

const FROM_IMAGES = {
  patientName: 'Tess Tester',
  mrn: 'MRN-1',
  dateOfBirth: '1970-01-31',
  sex: 'female',
  studyDate: '2024-03-15',
  studyTime: '10:30',
  referringPhysicianName: 'Rita Referrer',
  facilityName: 'North Hospital',
  procedure: 'CT HEAD WITHOUT CONTRAST',
  height: { unit: 'cm', value: 172 },
  weight: { unit: 'kg', value: 68.5 },
};

test('images that nobody ordered: the sender is asked once, and the study is what it answers, then what the images say', async () => {
  const { store, get, received, id, post } = await sender((response) => answering(answer)(response));
  const { expressCustomerId } = (await post('/express', { expressCustomerName: 'North' })).body;
  const answer = {
    patientName: 'Tess T. Tester',
    severity: 'stat',
    studyTime: '11:45:30.250',
    weight: { unit: 'lbs', value: 150 },
    studyDescription: 'CT HEAD',
    externalPatientId: 'EXT-7',
    expressCustomerId,
    facilityName: null,
    mrn: '',
    somethingNew: true,
  };
  const uid = newUid();
  await Promise.all([store(uid, 6), store(uid, 6)]);
  const study = await arrived(get, uid);
  expect(study).toMatchObject({
    severity: 'stat',
    studyDescription: 'CT HEAD',
    modality: 'CT',
    studyReportStatus: 'unassigned',
    externalPatientId: 'EXT-7',
    expressCustomer: { expressCustomerId },
    createdByApiKey: { apiKeyId: id },
    reportMetadata: { ...FROM_IMAGES, patientName: 'Tess T. Tester', studyTime: '11:45', weight: { unit: 'lbs', value: 150 } },
  });
  expect(received).toHaveLength(1);
  expect(JSON.parse(received[0]!.body)).toMatchObject({
    type: 'patient_study.enrichment_requested',
    data: { clinicId: server.clinicId, studyInstanceUid: uid, accessionNumber: 'ACC-1', patientId: 'MRN-1' },
  });
  expect(await eventOf(id)).toEqual([{ type: 'patient_study.enrichment_requested', status: 'delivered', warnings: [], has_study: true }]);
});

test('each field is checked by itself: what is wrong is left out with a warning that quotes nothing', async () => {
  const { store, get, id } = await sender(
    answering({
      dateOfBirth: '31.1.1970',
      severity: 'urgent',
      height: { unit: 'm', value: 1.8 },
      expressCustomerId: `cus_${'0'.repeat(32)}`,
      sex: 'other',
    }),
  );
  const uid = newUid();
  await store(uid);
  const study = await arrived(get, uid);
  expect(study).toMatchObject({ severity: 'normal', expressCustomer: null, reportMetadata: { ...FROM_IMAGES, sex: 'other' } });
  const [event] = await eventOf(id);
  expect(event?.warnings).toEqual([
    expect.stringMatching(/^dateOfBirth was not used: /),
    expect.stringMatching(/^height.unit was not used: /),
    expect.stringMatching(/^severity was not used: /),
    'expressCustomerId was not used: there is no such customer.',
  ]);
  expect(JSON.stringify(event?.warnings)).not.toContain('31.1.1970');
});

test('a deactivated customer is not used, with a warning', async () => {
  const { store, get, id, post } = await sender((response) => answering({ expressCustomerId })(response));
  const { expressCustomerId } = (await post('/express', { expressCustomerName: 'Closed' })).body;
  await post(`/express/${expressCustomerId}/deactivate`);
  const uid = newUid();
  await store(uid);
  expect((await arrived(get, uid)).expressCustomer).toBeNull();
  expect(await eventOf(id)).toMatchObject([{ warnings: ['expressCustomerId was not used: the customer is deactivated.'] }]);
});

test.each<[string, Parameters<typeof startReceiver>[0]]>([
  ['a failure', answering({}, 500)],
  ['no object', answering(['stat'])],
  ['no JSON', (response) => void response.end('nothing')],
])('%s counts as an empty answer: images and defaults make the study', async (_name, answer) => {
  const { store, get, id } = await sender(answer);
  const uid = newUid();
  await store(uid, 1, { '00081030': ['LO', ''], '00100010': ['PN', ''] });
  const { patientName: _no, procedure: _none, ...rest } = FROM_IMAGES;
  const study = await arrived(get, uid);
  expect(study).toMatchObject({ severity: 'normal', studyDescription: 'CT study', reportMetadata: rest });
  expect(study.reportMetadata).not.toHaveProperty('patientName');
  expect(await eventOf(id)).toMatchObject([{ status: 'failed', warnings: [expect.any(String)], has_study: true }]);
});

test('nobody is asked about a study that is known, of either product, or by a key without the webhook', async () => {
  const { store, received, post, get } = await sender(answering({}), { scope: 'all' });
  const [ordered, viewed, unknown, mark] = [newUid(), newUid(), newUid(), newUid()];
  await post('/autoScribe/studies', studyBody({ studyInstanceUid: ordered }));
  await post('/viewer/studies', { studyInstanceUid: viewed, studyDescription: 'MR', severity: 'normal' });
  await store(ordered);
  await store(viewed);
  const plain = await sender(answering({}), { patientStudyWebhookUrl: null });
  await plain.store(unknown);
  // By the time that this one has been made, the others would have been asked about.
  await store(mark);
  await arrived(get, mark);
  expect(received).toHaveLength(1);
  expect((await get(`/autoScribe/studies/by-uid/${unknown}`)).status).toBe(404);
  expect((await get(`/autoScribe/studies/by-uid/${viewed}`)).status).toBe(404);
  // The same images again, by a key that has it: now they are asked about.
  await store(unknown);
  expect(await arrived(get, unknown)).toMatchObject({ studyInstanceUid: unknown });
});

test('a study that is created while the sender thinks stays as it was ordered', async () => {
  const uid = newUid();
  const { store, get, post, id } = await sender(async (response) => {
    const { status } = await post('/autoScribe/studies', studyBody({ studyInstanceUid: uid, studyDescription: 'ORDERED' }));
    answering({ studyDescription: `ANSWERED ${status} ${randomUUID()}` })(response);
  });
  await store(uid);
  await vi.waitFor(
    async () => expect(await eventOf(id)).toMatchObject([{ warnings: ['The answer was not used: the study was created meanwhile.'] }]),
    15_000,
  );
  expect((await get(`/autoScribe/studies/by-uid/${uid}`)).body.studyDescription).toBe('ORDERED');
});
