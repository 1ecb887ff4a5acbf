import { sql } from 'drizzle-orm';
import { beforeAll, expect, test } from 'vitest';
import { apiClient, studyBody } from '../../../test/api.ts';
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

test('many reads at once: each is answered for itself, and each that found its study is a row of its own', async () => {
  const { authorization, id: apiKeyId } = await server.newKey();
  const other = await server.newKey({ scope: 'self' });
  const api = apiClient(server.app, authorization);
  const body = studyBody();
  const created = await api.post('/autoScribe/studies', body);
  const ids = [created.body.studyId, await newStudy(server, authorization), await newStudy(server, authorization)];
  const paths = Array.from({ length: 60 }, (_, index) => {
    if (index % 6 === 4) return { path: `stu_${'0'.repeat(31)}${index % 10}`, found: null };
    if (index % 6 === 5) return { path: `by-uid/${body.studyInstanceUid}`, found: ids[0] };
    return { path: ids[index % 3], found: ids[index % 3] };
  });
  const answers = await Promise.all(paths.map(({ path }) => api.get(`/autoScribe/studies/${path}`)));
  expect(answers.map(({ status, body: study }) => (status === 200 ? study.studyId : null))).toEqual(paths.map(({ found }) => found));
  const foreign = await Promise.all(ids.map((id) => apiClient(server.app, other.authorization).get(`/autoScribe/studies/${id}`)));
  expect(foreign.map(({ status }) => status)).toEqual([404, 404, 404]);
  const { rows } = await server.deps.db.asSystem((tx) =>
    tx.execute(
      sql`SELECT request_id AS "requestId", subject FROM audit_events WHERE action = 'study.read' AND actor_id IN (${apiKeyId}, ${other.id})`,
    ),
  );
  const expected = answers.flatMap(({ headers }, index) =>
    paths[index]?.found ? [{ requestId: headers['x-request-id'], subject: paths[index].found }] : [],
  );
  expect(new Set(rows.map((row) => JSON.stringify(row)))).toEqual(new Set(expected.map((row) => JSON.stringify(row))));
  expect(rows).toHaveLength(expected.length);
});
