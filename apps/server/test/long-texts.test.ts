import { randomInt } from 'node:crypto';
import { MAX_SHORT_TEXT, MAX_TEXT } from '@readroom/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ApiClient, apiClient, inviteBody, newUid, studyBody } from './api.ts';
import { createTestApp, type TestApp } from './app.ts';
import { newReader } from './browser.ts';

/** Texts as long as they may be where the contract names no limit, through everything that shows, searches, prints and looks them up. */

let server: TestApp;
let api: ApiClient;

beforeAll(async () => {
  server = await createTestApp();
  api = apiClient(server.app, (await server.newKey({ studyWebhookUrl: 'https://127.0.0.1:1/hook' })).authorization);
  return () => server.close();
});

/** Han characters, which take three bytes each and which no compression makes fewer. */
const han = (length: number) => Array.from({ length }, () => String.fromCodePoint(randomInt(0x4e00, 0x9fff))).join('');
const latin = (word: string) =>
  `${word} and `
    .repeat(MAX_TEXT)
    .slice(0, MAX_TEXT - 1)
    .concat('.');
const header = () => ({
  age: latin('old'),
  facilityName: latin('House'),
  mrn: han(MAX_SHORT_TEXT),
  patientName: 'N'.repeat(MAX_TEXT),
  procedure: latin('procedure'),
  referringPhysicianName: latin('Dr'),
});
const order = () =>
  studyBody({
    reportMetadata: header(),
    studyDescription: latin('description'),
    clinicalHistory: latin('history'),
    clinicalIndication: latin('indication'),
    technologistTechnique: latin('technique'),
    externalPatientId: han(MAX_TEXT),
    modality: han(MAX_SHORT_TEXT),
  });

test('a study from the order to the signed PDF', { timeout: 120_000 }, async () => {
  const reader = await newReader(server, {
    firstName: 'F'.repeat(MAX_SHORT_TEXT),
    lastName: latin('Last').slice(0, MAX_SHORT_TEXT),
    suffix1: 'S'.repeat(MAX_SHORT_TEXT),
  });
  const archived = { ...order(), clinicalHistory: undefined, clinicalIndication: undefined, technologistTechnique: undefined };
  const sent = order();
  const { mrn } = sent.reportMetadata as { mrn: string };
  const archive = await api.post('/autoScribe/studies/external', {
    ...archived,
    studyInstanceUid: newUid(),
    reportMetadata: { mrn },
    reportText: latin('prior'),
    readerName: latin('reader'),
    signedAt: latin('yesterday'),
  });
  expect(archive.status).toBe(200);
  const { body: study, status } = await api.post('/autoScribe/studies', sent);
  expect(status).toBe(200);
  expect((await api.get(`/autoScribe/studies/${study.studyId}`)).body).toMatchObject(sent);
  expect((await api.get(`/autoScribe/studies?studyDescription=${'description%20'.repeat(200)}`)).status).toBe(200);
  const { body: worklist } = await reader.get('/worklist');
  expect(worklist.studies).toMatchObject([{ studyId: study.studyId, mrn }]);

  const opened = await reader.post(`/studies/${study.studyId}/report`);
  expect(opened.status).toBe(200);
  const { report, draft } = opened.body;
  const document = {
    ...draft.document,
    sections: draft.document.sections.map((section: { id: string }) =>
      section.id === 'impression'
        ? { ...section, paragraphs: [{ label: null, spans: [{ text: 'Nothing acute.', origin: 'typed', accepted: true }] }] }
        : section,
    ),
  };
  const saved = await reader.put(`/reports/${report.reportId}/draft`, { baseRevision: draft.revision, document, dictation: '' });
  expect(saved.status).toBe(200);
  const { revision } = saved.body;
  const signed = await reader.post(`/reports/${report.reportId}/sign`, { revision, isCritical: false, dismissals: [] });
  expect([signed.status, signed.body.issues]).toEqual([200, undefined]);
  expect((await api.get(`/autoScribe/reports/text?studyId=${study.studyId}`)).status).toBe(200);
  const pdf = await api.get(`/autoScribe/reports/pdf?reportId=${report.reportId}`);
  expect(pdf.status).toBe(200);
  const file = await server.app.inject(new URL(pdf.body.presignedUrl).pathname + new URL(pdf.body.presignedUrl).search);
  expect([file.statusCode, file.headers['content-type']]).toEqual([200, 'application/pdf']);
});

describe('what is looked up by an index', () => {
  test('an external id of a clinical reference, also in the path', async () => {
    const externalReferenceId = han(MAX_SHORT_TEXT);
    const name = han(MAX_TEXT);
    const { body, status } = await api.post('/autoScribe/clinicalReferences', { name, type: 'facility', externalReferenceId });
    expect(status).toBe(200);
    const found = await api.get(`/autoScribe/clinicalReferences/byExternalReferenceId/${encodeURIComponent(externalReferenceId)}`);
    expect(found).toMatchObject({ status: 200, body: { clinicalReferenceId: body.clinicalReferenceId } });
    expect((await api.post(`/autoScribe/clinicalReferences/${body.clinicalReferenceId}/delete`)).status).toBe(200);
    expect((await api.post('/autoScribe/clinicalReferences', { name, type: 'facility', externalReferenceId: '' })).status).toBe(200);
  });
});

test.each<[string, string, () => Record<string, unknown>]>([
  ['a customer', '/express', () => ({ expressCustomerName: han(MAX_TEXT) })],
  [
    'a user',
    '/autoScribe/users',
    () => inviteBody({ firstName: han(MAX_SHORT_TEXT), middleName: han(MAX_SHORT_TEXT), npiNumber: '3234567899' }),
  ],
  ['an ephemeral session', '/viewer/ephemeral-sessions', () => ({ retrievalId: han(MAX_TEXT) })],
  ['a Viewer study', '/viewer/studies', () => ({ severity: 'stat', studyDescription: han(MAX_TEXT), studyInstanceUid: newUid() })],
  ['a UID of one component', '/autoScribe/studies', () => studyBody({ studyInstanceUid: '1234' })],
])('%s', async (_name, path, body) => {
  const { status, body: answer } = await api.post(path, body());
  expect([status, answer.issues]).toEqual([200, undefined]);
});

test.each([
  ['/autoScribe/studies', () => studyBody({ clinicalHistory: 'x'.repeat(MAX_TEXT + 1) }), 'clinicalHistory'],
  ['/autoScribe/studies', () => studyBody({ modality: 'x'.repeat(MAX_SHORT_TEXT + 1) }), 'modality'],
])('400 for one character more: %s', async (path, body, name) => {
  expect(await api.post(path, body())).toMatchObject({ status: 400, body: { issues: [{ path: name }] } });
});
