import { rawId } from '@readroom/contract';
import { sql } from 'drizzle-orm';
import { afterEach, beforeAll, expect, test, vi } from 'vitest';
import { apiClient } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, newReader, newStudy } from '../../../test/browser.ts';
import { answering, startReceiver } from '../../../test/receiver.ts';

let server: TestApp;
let reader: BrowserClient;
const receivers: Awaited<ReturnType<typeof startReceiver>>[] = [];

beforeAll(async () => {
  server = await createTestApp();
  reader = await newReader(server);
  return () => server.close();
});
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

/** A study of a key that wants to be asked, and whose receiver answers so. */
async function studyWith(answer: Parameters<typeof startReceiver>[0], fields: Record<string, unknown> = {}, isEnabled = true) {
  const receiver = await startReceiver(answer);
  receivers.push(receiver);
  const key = await server.newKey({ studyWebhookUrl: receiver.url, isClinicalContextEnrichmentEnabled: isEnabled });
  const studyId = await newStudy(server, key.authorization, fields);
  const study = async () => (await apiClient(server.app, key.authorization).get(`/autoScribe/studies/${studyId}`)).body;
  return { ...receiver, key, studyId, study, open: () => reader.post(`/studies/${studyId}/report`) };
}

/** What the log says about a study. */
async function logOf(studyId: string) {
  const { rows } = await server.deps.db.asSystem((tx) =>
    tx.execute(sql`SELECT type, status, attempts, warnings FROM webhook_events WHERE study_id = ${rawId('stu', studyId)}`),
  );
  return rows;
}

const FULL = {
  clinicalIndication: 'Cough',
  technologistTechnique: 'Helical, 1 mm',
  technologistNotes: ['Patient moved'],
  priorReports: [{ reportText: 'No nodule.', studyDate: '2023-01-02' }],
  documents: [{ fileName: 'referral.txt', content: ['Smoker.', 'Weight loss.'] }],
};

test('the first opening asks once, and what comes is in the report from the start', async () => {
  const { open, study, studyId, received } = await studyWith(answering(FULL), { externalPatientId: 'P-7' });
  const page = await open();
  expect(page.status).toBe(200);
  const { data, type } = JSON.parse(received[0]!.body);
  const { studyInstanceUid } = await study();
  expect(type).toBe('clinical_context.enrichment_requested');
  expect(data).toEqual({
    clinicId: server.clinicId,
    studyId: rawId('stu', studyId),
    studyInstanceUid,
    mrn: 'MRN-1',
    externalPatientId: 'P-7',
  });
  expect(await study()).toMatchObject({
    clinicalIndication: 'Cough',
    technologistTechnique: 'Helical, 1 mm',
    technologistNotes: ['Patient moved'],
    priorReports: FULL.priorReports,
    clinicalHistory: '"Smoker." [referral.txt]\n"Weight loss." [referral.txt]',
  });
  expect(page.body.context).toMatchObject({ clinicalIndication: 'Cough' });
  expect((await open()).status).toBe(200);
  expect(received).toHaveLength(1);
  expect(await logOf(studyId)).toEqual([{ type: 'clinical_context.enrichment_requested', status: 'delivered', attempts: 1, warnings: [] }]);
});

test('what the study has stays as it is, with a warning', async () => {
  const { open, study, studyId } = await studyWith(answering(FULL), { clinicalIndication: 'Fall', clinicalHistory: 'Known COPD' });
  await open();
  expect(await study()).toMatchObject({
    clinicalIndication: 'Fall',
    clinicalHistory: 'Known COPD',
    technologistTechnique: 'Helical, 1 mm',
  });
  expect((await logOf(studyId))[0]?.warnings).toEqual([
    'clinicalIndication was not used: the study has one.',
    'clinicalHistory was not used: the study has one.',
  ]);
});

test('documents are fetched as plain text; others are left out with a warning that quotes no URL', async () => {
  const { open, study, studyId } = await studyWith((response, _number, { path, headers }) => {
    const host = `http://${headers.host}`;
    if (path.startsWith('/labs.txt'))
      return void response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8' }).end('CRP 80\nLeukocytosis');
    if (path === '/scan.pdf') return void response.writeHead(200, { 'content-type': 'application/pdf' }).end('%PDF-');
    if (path === '/moved') return void response.writeHead(302, { location: '/labs.txt' }).end();
    answering({
      documentUrls: [
        { url: `${host}/labs.txt?token=secret` },
        { url: `${host}/labs.txt`, fileName: 'Laboratory' },
        { url: `${host}/scan.pdf` },
        { url: `${host}/moved` },
        { url: 'https://169.254.169.254/latest' },
        { url: 'ftp://example.org/a.txt' },
        { url: 'nonsense' },
      ],
    })(response);
  });
  await open();
  expect((await study()).clinicalHistory.split('\n')).toEqual([
    '"CRP 80" [labs.txt]',
    '"Leukocytosis" [labs.txt]',
    '"CRP 80" [Laboratory]',
    '"Leukocytosis" [Laboratory]',
  ]);
  expect((await logOf(studyId))[0]?.warnings).toEqual([
    'documentUrls[2] was not used: only text/plain is read.',
    'documentUrls[3] was not used: it answered 302.',
    'documentUrls[4] was not used: The address is not public and not listed in READROOM_OUTBOUND_ALLOW.',
    'documentUrls[5] was not used: Expected an https URL.',
    'documentUrls[6] was not used: Expected an https URL.',
  ]);
});

test('the log keeps the answer without what opens its documents', async () => {
  const { open, studyId } = await studyWith(
    answering({ clinicalIndication: 'Cough', documentUrls: [{ url: 'https://169.254.169.254/labs.txt?X-Amz-Signature=5ec4e7' }] }),
  );
  await open();
  const admin = await newReader(server, { level: 'admin', canCreateReports: false, clinicRole: 'IT Administrator' });
  const { events } = (await admin.get('/admin/webhook-events?type=clinical_context.enrichment_requested&limit=1')).body;
  expect(events[0].studyId).toBe(studyId);
  const { attemptLog } = (await admin.get(`/admin/webhook-events/${events[0].eventId}`)).body;
  expect(JSON.parse(attemptLog[0].response)).toEqual({
    clinicalIndication: 'Cough',
    documentUrls: [{ url: 'https://169.254.169.254/(hidden)' }],
  });
});

test.each<[string, Parameters<typeof startReceiver>[0]]>([
  ['a failure', answering({}, 500)],
  ['an invalid answer', answering({ clinicalIndication: 7 })],
  ['no JSON', (response) => void response.end('nothing')],
])('%s counts as an empty answer, with a warning; the report opens', async (_name, answer) => {
  const { open, study, studyId } = await studyWith(answer);
  expect((await open()).status).toBe(200);
  expect((await study()).clinicalIndication).toBe(null);
  expect(await logOf(studyId)).toMatchObject([{ status: 'failed', warnings: [expect.any(String)] }]);
});

test('a receiver that says nothing holds up the report until the deadline only', async () => {
  const { open, studyId, received } = await studyWith(() => {});
  expect((await open()).status).toBe(200);
  expect(received).toHaveLength(1);
  expect(await logOf(studyId)).toMatchObject([{ status: 'failed', attempts: 1, warnings: ['No complete answer within the deadline.'] }]);
});

test('a second window that opens meanwhile waits for the same answer', async () => {
  let release = () => {};
  const { open, received } = await studyWith((response) => {
    release = () => answering(FULL)(response);
  });
  const both = [open(), open()];
  await vi.waitFor(() => expect(received).toHaveLength(1), { timeout: 30_000 });
  release();
  for (const page of await Promise.all(both)) expect(page.body.context).toMatchObject({ clinicalIndication: 'Cough' });
  expect(received).toHaveLength(1);
});

test('not asked: a key without enrichment, a reader who may not report, a study of another clinic', async () => {
  const plain = await studyWith(answering(FULL), {}, false);
  await plain.open();
  expect(plain.received).toHaveLength(0);

  const { studyId, received } = await studyWith(answering(FULL));
  const clerk = await newReader(server, { canCreateReports: false, canManageStudies: true });
  expect((await clerk.post(`/studies/${studyId}/report`)).status).toBe(403);
  expect(received).toHaveLength(0);
  expect((await reader.post('/studies/stu_00000000000000000000000000000000/report')).status).toBe(404);
});
