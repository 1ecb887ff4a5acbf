import { once } from 'node:events';
import { get } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { AuditLogEvent } from '@readroom/contract';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiClient } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient, newReader, newStudy } from '../../../test/browser.ts';
import { sealAudit } from '../audit/index.ts';
import { createClinic } from '../clinics/index.ts';

type Owner = BrowserClient & { userId: string; cookie: string };

let server: TestApp;
let owner: Owner;
let key: { id: string; authorization: string };
let studyId: string;
let otherStudyId: string;

beforeAll(async () => {
  server = await createTestApp();
  owner = await newReader(server, { level: 'owner', firstName: 'Olga', lastName: '=Owner' });
  key = await server.newKey({ description: 'PACS west' });
  studyId = await newStudy(server, key.authorization, { reportMetadata: { patientName: 'SECRET^PATIENT', mrn: 'SECRET-1' } });
  otherStudyId = await newStudy(server, key.authorization);
  await owner.get(`/studies/${studyId}`);
  const elsewhere = await createClinic(server.deps, 'Elsewhere');
  await server.newUser({ clinicId: elsewhere, email: 'else@where.example' });
  return () => server.close();
});

const log = async (query = ''): Promise<AuditLogEvent[]> => (await owner.get(`/admin/audit?limit=100${query}`)).body.events;
const actions = async (query = '') => (await log(query)).map(({ action }) => action);
const rows = async () => {
  const { rows } = await server.deps.db.asSystem((tx) =>
    tx.execute(sql`SELECT action, detail FROM audit_events WHERE action LIKE 'audit.%' ORDER BY seq DESC`),
  );
  return rows as { action: string; detail: Record<string, unknown> }[];
};
const jsonLines = (body: unknown) =>
  String(body)
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));

describe('the list', () => {
  test('newest first: who by name, what, of which study; nothing of a patient and nothing of another clinic', async () => {
    const events = await log();
    expect(events.map(({ at }) => at)).toEqual(
      events
        .map(({ at }) => at)
        .toSorted()
        .reverse(),
    );
    expect(events.find(({ action }) => action === 'study.created')).toMatchObject({
      actor: { kind: 'key', id: key.id, name: 'PACS west' },
      studyId: otherStudyId,
    });
    expect(events.find(({ action }) => action === 'session.signed_in')).toMatchObject({
      actor: { kind: 'user', id: owner.userId, name: 'Olga =Owner' },
      subject: owner.userId,
      subjectName: 'Olga =Owner',
    });
    expect(events.find(({ action }) => action === 'key.created')).toMatchObject({
      actor: { kind: 'system', id: null, name: 'Readroom (operator)' },
      subjectName: 'PACS west',
    });
    expect(JSON.stringify(events)).not.toMatch(/SECRET/);
    expect(events.filter(({ action }) => action === 'clinic.created')).toHaveLength(1);
  });

  test('pages join without a gap, also where events have the same time', async () => {
    await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx.execute(
        sql`INSERT INTO audit_events (id, clinic_id, at, actor_kind, actor_id, action, subject, detail)
            SELECT gen_random_uuid(), ${server.clinicId}, '2026-01-01T00:00:00Z', 'system', 'test', 'test.same_time', n::text, '{}' FROM generate_series(1, 7) AS n`,
      ),
    );
    const seen: string[] = [];
    let cursor: string | undefined;
    do {
      const { body } = await owner.get(`/admin/audit?limit=3&action=test.same_time${cursor ? `&cursor=${cursor}` : ''}`);
      seen.push(...body.events.map(({ subject }: AuditLogEvent) => subject));
      cursor = body.cursor;
    } while (cursor);
    expect(seen).toEqual(['7', '6', '5', '4', '3', '2', '1']);
  });

  test('is filtered by person, key, action, study and time', async () => {
    expect(new Set((await log(`&apiKeyId=${key.id}`)).map(({ actor }) => actor.id))).toEqual(new Set([key.id]));
    expect(new Set((await log(`&userId=${owner.userId}`)).map(({ actor }) => actor.id))).toEqual(new Set([owner.userId]));
    expect(new Set(await actions('&action=study.created,key.created'))).toEqual(new Set(['study.created', 'key.created']));
    expect((await log(`&studyId=${studyId}`)).every((event) => event.studyId === studyId)).toBe(true);
    expect(await actions(`&studyId=${studyId}&userId=${owner.userId}`)).toContain('study.read');
    expect(await actions('&to=2026-01-01T00:00:00Z')).toEqual(Array(7).fill('test.same_time'));
    expect(await actions('&from=2999-01-01T00:00:00Z')).toEqual([]);
    expect(await actions('&from=0000-01-01T00:00:00Z&to=9999-12-31T23:59:59-12:00')).toContain('study.created');
    expect(await actions('&to=0001-01-01T00:00:00%2B14:00')).toEqual([]);
  });

  test('is read on record: once a look, with what was looked for', async () => {
    const before = (await rows()).length;
    const { body } = await owner.get('/admin/audit?limit=1&action=study.created');
    await owner.get(`/admin/audit?limit=1&action=study.created&cursor=${body.cursor}`);
    const after = await rows();
    expect(after.length - before).toBe(1);
    expect(after[0]).toEqual({ action: 'audit.read', detail: { action: 'study.created' } });
  });

  test.each([
    ['from', 'yesterday'],
    ['userId', 'usr_1'],
    ['apiKeyId', '1'],
    ['studyId', 'stu_1'],
    ['action', 'DROP TABLE'],
    ['cursor', 'x'],
    ['limit', '101'],
  ])('400 names what is wrong: %s=%s', async (name, value) => {
    const { status, body } = await owner.get(`/admin/audit?${name}=${encodeURIComponent(value)}`);
    expect({ status, path: body.issues[0].path }).toEqual({ status: 400, path: expect.stringContaining(name) });
  });

  test('whom to filter by is found by name, email or description', async () => {
    const found = async (name: string) => (await owner.get(`/admin/audit/actors?name=${encodeURIComponent(name)}`)).body.actors;
    expect(await found('pacs')).toEqual([
      { kind: 'key', id: key.id, name: 'PACS west', detail: expect.stringMatching(/^API key …\w{4}$/) },
    ]);
    expect(await found('olga =o')).toMatchObject([{ kind: 'user', id: owner.userId }]);
    expect(await found('where.example')).toEqual([]);
    expect(await found('%')).toEqual([]);
  });
});

test.each(['', '/actors', '/export?format=csv', '/integrity'])('only owners and admins read it: %s', async (path) => {
  const member = await newReader(server);
  const admin = await newReader(server, { level: 'admin' });
  expect((await browserClient(server.app).get(`/admin/audit${path}`)).status).toBe(401);
  expect((await member.get(`/admin/audit${path}`)).status).toBe(403);
  expect((await admin.get(`/admin/audit${path}`)).status).toBe(200);
  expect((await apiClient(server.app, key.authorization).get('/admin/audit')).status).toBe(404);
});

describe('the export', () => {
  test('JSON Lines hold every event of the range, and the export is on record before them', async () => {
    const { headers, body } = await owner.get(`/admin/audit/export?format=jsonl&action=study.created&apiKeyId=${key.id}`);
    expect(headers).toMatchObject({
      'content-type': 'application/x-ndjson; charset=utf-8',
      'content-disposition': expect.stringMatching(/^attachment; filename="audit-log-\d{4}-\d\d-\d\d\.jsonl"$/),
      'cache-control': 'private, no-store',
    });
    expect(jsonLines(body)).toEqual(await log(`&action=study.created&apiKeyId=${key.id}`));
    expect((await rows()).find(({ action }) => action === 'audit.exported')?.detail).toEqual({
      format: 'jsonl',
      action: 'study.created',
      apiKeyId: key.id,
    });
  });

  test('CSV for a spreadsheet: quoted, in UTF-8, and no cell is a formula', async () => {
    const { headers, body } = await owner.get('/admin/audit/export?format=csv&action=session.signed_in');
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    const [head, first] = String(body).split('\r\n');
    expect(head).toBe('\uFEFFtime,actor,actor_kind,actor_id,action,subject,subject_name,study_id,request_id,detail,event_id,sealed');
    expect(first).toContain('"{""by"":""password""}"');
    await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx.execute(
        sql`INSERT INTO audit_events (id, clinic_id, at, actor_kind, actor_id, action, subject, detail) VALUES (gen_random_uuid(), ${server.clinicId}, now(), 'system', 'test', 'test.formula', '=1+1', '{}')`,
      ),
    );
    expect(String((await owner.get('/admin/audit/export?format=csv&action=test.formula')).body)).toContain(",'=1+1,");
  });

  test('400 without a format it knows', async () => {
    expect((await owner.get('/admin/audit/export?format=xlsx')).body.issues).toMatchObject([{ path: expect.stringContaining('format') }]);
  });

  test('whoever stops the download stops the reading', async () => {
    await server.deps.db.inClinic(server.clinicId, (tx) =>
      tx.execute(
        sql`INSERT INTO audit_events (id, clinic_id, at, actor_kind, actor_id, action, subject, detail)
            SELECT gen_random_uuid(), ${server.clinicId}, '2025-01-01T00:00:00Z', 'system', 'test', 'test.many', repeat('x', 1000), '{}' FROM generate_series(1, 20000) AS n`,
      ),
    );
    let transactions = 0;
    const { db } = server.deps;
    const inClinic = db.inClinic;
    db.inClinic = (clinicId, work) => {
      transactions += 1;
      return inClinic(clinicId, work);
    };
    await server.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = server.app.server.address() as AddressInfo;
    const request = get({
      port,
      host: '127.0.0.1',
      path: '/api/admin/audit/export?format=jsonl&action=test.many',
      headers: { cookie: owner.cookie },
    });
    const [answer] = await once(request, 'response');
    await once(answer, 'data');
    answer.destroy();
    let before = -1;
    const stands = () => {
      const isStill = transactions === before;
      before = transactions;
      return isStill;
    };
    await expect.poll(stands, { interval: 200 }).toBe(true);
    db.inClinic = inClinic;
    // 20,000 events are 20 pages and one more; what a socket and the streams hold is far less.
    expect(transactions).toBeLessThan(20);
  });
});

describe('the chain', () => {
  test('is walked with progress; the outcome is on record and shown', async () => {
    await sealAudit(server.deps.db);
    const { status, headers, body } = await owner.post('/admin/audit/verify');
    expect({ status, type: headers['content-type'] }).toEqual({ status: 200, type: 'application/x-ndjson; charset=utf-8' });
    const lines = jsonLines(body);
    expect(lines.length).toBeGreaterThan(10);
    const last = lines.at(-1);
    expect(last).toMatchObject({ done: true, faults: [] });
    expect(last.verified).toBe(last.total);
    expect(lines.map(({ verified }) => verified)).toEqual(lines.map(({ verified }) => verified).toSorted((a, b) => a - b));
    const { body: integrity } = await owner.get('/admin/audit/integrity');
    expect(integrity).toEqual({
      sealedUpTo: expect.any(String),
      sealed: last.total,
      waiting: expect.any(Number),
      lastVerification: { at: expect.any(String), by: 'Olga =Owner', verified: last.verified, faults: 0 },
    });
    expect((await log('&action=audit.verified'))[0]).toMatchObject({ isSealed: false, detail: { verified: last.verified, faults: 0 } });
    expect((await log('&action=study.created'))[0]).toMatchObject({ isSealed: true });
  });

  test('an event that was changed is named', async () => {
    await sealAudit(server.deps.db);
    await server.deps.db.asSystem(async (tx) => {
      await tx.execute(sql`SET LOCAL session_replication_role = replica`);
      await tx.execute(sql`UPDATE audit_events SET action = 'study.read' WHERE action = 'key.created' AND clinic_id = ${server.clinicId}`);
    });
    const last = jsonLines((await owner.post('/admin/audit/verify')).body).at(-1);
    expect(last.faults).toEqual([{ position: expect.any(Number), problem: 'the event was changed after it was written' }]);
    expect((await owner.get('/admin/audit/integrity')).body.lastVerification).toMatchObject({ faults: 1 });
  });

  test('one walk at a time; a member has none', async () => {
    const [one, other] = await Promise.all([owner.post('/admin/audit/verify'), owner.post('/admin/audit/verify')]);
    expect([one.status, other.status].toSorted()).toEqual([200, 409]);
    expect((await owner.post('/admin/audit/verify')).status).toBe(200);
    expect((await (await newReader(server)).post('/admin/audit/verify')).status).toBe(403);
    expect((await browserClient(server.app).post('/admin/audit/verify')).status).toBe(401);
  });
});
