import { beforeAll, expect, test } from 'vitest';
import { type ApiClient, apiClient, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, newReader } from '../../../test/browser.ts';

const EXTERNAL = '/autoScribe/studies/external';
const STUDIES = '/autoScribe/studies';
let server: TestApp;
let api: ApiClient;
let reader: BrowserClient;

beforeAll(async () => {
  server = await createTestApp();
  api = apiClient(server.app, (await server.newKey()).authorization);
  reader = await newReader(server);
  return () => server.close();
});

const patient = (changes: Record<string, unknown> = {}) => ({ mrn: `MRN-${crypto.randomUUID()}`, dateOfBirth: '1968-04-12', ...changes });
async function archive(reportMetadata: Record<string, unknown>, reportText: string, changes: Record<string, unknown> = {}) {
  const { status, body } = await api.post(EXTERNAL, studyBody({ reportMetadata, reportText, ...changes }));
  expect(status).toBe(200);
  return body;
}
async function priorTexts(reportMetadata: Record<string, unknown>, changes: Record<string, unknown> = {}): Promise<string[]> {
  const study = (await api.post(STUDIES, studyBody({ reportMetadata, ...changes }))).body;
  const page = await reader.get(`/studies/${study.studyId}`);
  return page.body.study.priorReports.map(({ reportText }: { reportText: string }) => reportText);
}

test('the text of the patient’s archive studies is a prior for the engine', async () => {
  const same = patient();
  await archive({ ...same, studyDate: '2019-04-01' }, 'Chest 2019: no nodule.', { studyDescription: 'CT CHEST', modality: 'CT' });
  const study = (await api.post(STUDIES, studyBody({ reportMetadata: same, priorReports: [{ reportText: 'Sent with it.' }] }))).body;
  const { body } = await reader.post(`/studies/${study.studyId}/report`);
  expect(body.context.priorReports).toEqual([
    { reportText: 'Sent with it.' },
    { reportText: 'Chest 2019: no nodule.', studyDescription: 'CT CHEST', modality: 'CT', studyDate: '2019-04-01' },
  ]);
  // The study itself goes on saying what was sent.
  expect((await api.get(`${STUDIES}/${study.studyId}`)).body.priorReports).toEqual([{ reportText: 'Sent with it.' }]);
});

test('newest first, and once where it is named as well', async () => {
  const same = patient();
  const first = await archive(same, 'First.');
  await archive(same, 'Second.');
  expect(await priorTexts(same)).toEqual(['Second.', 'First.']);
  expect(await priorTexts(same, { priorStudyIds: [first.studyId] })).toEqual(['First.', 'Second.']);
});

test('nothing of another patient, another customer or another clinic, and nothing that was deleted or cancelled', async () => {
  const same = patient();
  const east = (await api.post('/express', { expressCustomerName: 'East' })).body.expressCustomerId;
  await archive(patient(), 'Another MRN.');
  await archive({ dateOfBirth: same.dateOfBirth }, 'No MRN.');
  await archive({ ...same, dateOfBirth: '1990-01-01' }, 'Another date of birth.');
  await archive(same, 'Another customer.', { expressCustomerId: east });
  const deleted = await archive(same, 'Deleted.');
  await api.post(`${EXTERNAL}/delete`, { studyId: deleted.studyId });
  const cancelled = await archive(same, 'Cancelled.');
  await api.post(`${STUDIES}/cancel`, { studyId: cancelled.studyId });
  await archive({ mrn: same.mrn }, 'The same patient.');
  expect(await priorTexts(same)).toEqual(['The same patient.']);
  expect(await priorTexts({})).toEqual([]);
});
