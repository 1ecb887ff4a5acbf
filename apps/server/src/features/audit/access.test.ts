import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { apiClient } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { newReader, newStudy, signReport } from '../../../test/browser.ts';

let server: TestApp;

beforeAll(async () => {
  server = await createTestApp();
  return () => server.close();
});

test('every access to a study, its images, its report and its PDF is a row: who, what, under which request', async () => {
  const { authorization, id: apiKeyId } = await server.newKey();
  const reader = await newReader(server);
  const studyId = await newStudy(server, authorization, {
    reportMetadata: { patientName: 'SECRET^PATIENT', mrn: 'MRN-SECRET' },
    assignedTo: reader.userId,
  });
  const reportId = await signReport(reader, studyId);
  const { studyInstanceUid } = (await reader.get(`/studies/${studyId}`)).body.study;
  const accesses: [() => Promise<{ status: number; headers: Record<string, unknown> }>, string, string][] = [
    [() => reader.get('/worklist'), 'worklist', reader.userId],
    [() => reader.post('/worklist?limit=1', { words: 'secret' }), 'worklist', reader.userId],
    [() => reader.get(`/studies/${studyId}`), studyId, reader.userId],
    [() => reader.get(`/studies/${studyId}/series`), studyInstanceUid, reader.userId],
    [() => reader.post(`/studies/${studyId}/report`), reportId, reader.userId],
    [() => reader.get(`/reports/${reportId}`), reportId, reader.userId],
    [() => reader.get(`/reports/${reportId}/pdf`), reportId, reader.userId],
    [() => apiClient(server.app, authorization).get(`/autoScribe/studies/${studyId}`), studyId, apiKeyId],
    [() => apiClient(server.app, authorization).get(`/autoScribe/reports/text?reportId=${reportId}`), reportId, apiKeyId],
  ];
  for (const [access, subject, actor] of accesses) {
    const { status, headers } = await access();
    expect(status).toBe(200);
    const { rows } = await server.deps.db.asSystem((tx) =>
      tx.execute(
        sql`SELECT subject, replace(actor_id, '-', '') AS actor FROM audit_events WHERE request_id = ${String(headers['x-request-id'])}`,
      ),
    );
    expect(rows).toContainEqual({ subject, actor: actor.replace('usr_', '').replaceAll('-', '') });
  }
  const { rows } = await server.deps.db.asSystem((tx) => tx.execute(sql`SELECT audit_events::text AS row FROM audit_events`));
  expect(JSON.stringify(rows)).not.toMatch(/secret/i);
});

test('every page of the worklist says whose studies were shown', async () => {
  const { authorization } = await server.newKey();
  const reader = await newReader(server);
  const ids = [await newStudy(server, authorization), await newStudy(server, authorization)];
  const first = await reader.get('/worklist?limit=1');
  const second = await reader.get(`/worklist?limit=1&cursor=${first.body.cursor}`);
  const { rows } = await server.deps.db.asSystem((tx) =>
    tx.execute(
      sql`SELECT detail FROM audit_events WHERE action = 'worklist.read' AND request_id IN (${String(first.headers['x-request-id'])}, ${String(second.headers['x-request-id'])}) ORDER BY seq`,
    ),
  );
  expect(rows.map(({ detail }) => detail)).toEqual(ids.map((id) => ({ count: 1, studyIds: id })));
});
