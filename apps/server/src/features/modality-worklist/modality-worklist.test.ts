import { sql } from 'drizzle-orm';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, newReader } from '../../../test/browser.ts';
import { answering, startReceiver } from '../../../test/receiver.ts';
import { createClinic } from '../clinics/index.ts';

let server: TestApp;
let admin: BrowserClient;
const receivers: Awaited<ReturnType<typeof startReceiver>>[] = [];

beforeEach(async () => {
  server = await createTestApp();
  admin = await newReader(server, { level: 'admin', canCreateReports: false, clinicRole: 'IT Administrator' });
  return () => server.close();
});
afterEach(async () => {
  for (const receiver of receivers.splice(0)) await receiver.close();
});

async function receive(answer: Parameters<typeof startReceiver>[0], description: string, options: Parameters<TestApp['newKey']>[0] = {}) {
  const receiver = await startReceiver(answer);
  receivers.push(receiver);
  await server.newKey({ modalityWorklistWebhookUrl: receiver.url, description, ...options });
  return receiver;
}

const item = (uid: string, time: string, changes: Record<string, unknown> = {}) => ({
  PatientName: 'DOE^JANE',
  PatientID: 'MRN-1',
  Modality: 'CT',
  StudyInstanceUID: uid,
  ScheduledProcedureStepSequence: [
    { Modality: 'CT', ScheduledProcedureStepID: 'S1', ScheduledProcedureStepStartDate: '20260603', ScheduledProcedureStepStartTime: time },
  ],
  ...changes,
});
const QUERY = { callingAe: 'CT_ROOM_1', dateStart: '2026-06-03', dateEnd: '2026-06-03', modality: 'CT' };
const uids = (body: { items: { StudyInstanceUID: string }[] }) => body.items.map((one) => one.StudyInstanceUID);

test('every key with the webhook is asked, and the answers become one list in the order of time', async () => {
  const ris = await receive(
    answering({ authorized: true, items: [item('1.2.3', '1100'), item('1.2.4', '0900'), { PatientName: 'X' }] }),
    'RIS',
  );
  await receive(answering({ authorized: true, items: [item('1.2.3', '1200'), item('1.2.5', '1000')] }), 'Second RIS');
  await receive(answering({ authorized: false, error: 'Not this scanner' }), 'Strict RIS');
  await receive(answering({}, 500), 'Broken RIS');
  await receive(answering({ authorized: true, items: [item('1.2.9', '0000')] }), 'Other clinic', {
    clinicId: await createClinic(server.deps, 'Other'),
  });
  const { status, body } = await admin.post('/admin/modality-worklist', QUERY);
  expect(status).toBe(200);
  expect(uids(body)).toEqual(['1.2.4', '1.2.5', '1.2.3']);
  expect(body.items[2].ScheduledProcedureStepSequence[0].ScheduledProcedureStepStartTime).toBe('1100');
  expect(body.sources).toMatchObject([
    { apiKey: { description: 'RIS' }, itemCount: 2, error: null, warnings: [expect.stringMatching(/^items\[2\] was left out: /)] },
    { apiKey: { description: 'Second RIS' }, itemCount: 1, error: null, warnings: [] },
    { apiKey: { description: 'Strict RIS' }, itemCount: null, error: 'Not this scanner' },
    { apiKey: { description: 'Broken RIS' }, itemCount: null, error: 'The receiver answered 500.' },
  ]);
  expect(JSON.parse(ris.received[0]!.body)).toMatchObject({
    type: 'modality_worklist.requested',
    data: { clinicId: server.clinicId, ...QUERY, sourceIp: '127.0.0.1' },
  });
  const { rows } = await server.deps.db.asSystem((tx) =>
    tx.execute(sql`SELECT warnings FROM webhook_events WHERE warnings::text LIKE '%left out%'`),
  );
  expect(rows).toHaveLength(1);
});

test('without a key that knows, the list is empty and says so; modality is left out where it is not asked for', async () => {
  const { modality, ...query } = QUERY;
  expect((await admin.post('/admin/modality-worklist', query)).body).toEqual({ items: [], sources: [] });
  const ris = await receive(answering({ authorized: true }), 'RIS');
  expect((await admin.post('/admin/modality-worklist', query)).body).toMatchObject({ items: [], sources: [{ itemCount: 0, error: null }] });
  expect(JSON.parse(ris.received[0]!.body).data).not.toHaveProperty('modality');
});

test('only owners and admins see it, and a wrong query names its field', async () => {
  const member = await newReader(server, { canManageStudies: true });
  expect((await member.post('/admin/modality-worklist', QUERY)).status).toBe(403);
  const { status, body } = await admin.post('/admin/modality-worklist', { ...QUERY, callingAe: 'A\\B', dateEnd: '2026-06-02' });
  expect(status).toBe(400);
  expect(body.issues.map(({ path }: { path: string }) => path)).toEqual(expect.arrayContaining(['callingAe']));
});
