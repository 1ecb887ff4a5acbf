import { rawId } from '@readroom/contract';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ApiClient, apiClient, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { idempotencyKeys, studies } from '../db/schema.ts';
import { startForgetting } from './forget-answers.ts';

const STUDIES = '/autoScribe/studies';
let server: TestApp;
let api: ApiClient;
let reader: string;

beforeAll(async () => {
  server = await createTestApp();
  api = apiClient(server.app, (await server.newKey()).authorization);
  reader = (await server.newUser()).userId;
  return () => server.close();
});

const withKey = (key: string) => ({ 'idempotency-key': key });
/** Until so many of this database's transactions wait for a lock. */
const waitUntilBlocked = (wanted: number) =>
  expect
    .poll(async () => {
      const { rows } = await server.deps.db.asSystem((tx) =>
        tx.execute<{ blocked: number }>(
          sql`SELECT count(*)::int AS blocked FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`,
        ),
      );
      return rows[0]?.blocked;
    })
    .toBe(wanted);
const count = async (client = api) => (await client.get(`${STUDIES}?limit=100`)).body.studies.length;

describe('Idempotency-Key', () => {
  test('the same key and body: the first answer again, and one study', async () => {
    const body = studyBody();
    const before = await count();
    const first = await api.post(STUDIES, body, withKey('a'));
    await api.patch(`${STUDIES}/${first.body.studyId}`, { severity: 'stat' });
    const repeated = await api.post(STUDIES, Object.fromEntries(Object.entries(body).reverse()), withKey('a'));
    expect(repeated.status).toBe(200);
    expect(repeated.body).toEqual(first.body);
    expect(await count()).toBe(before + 1);
  });

  test('many at once: all get the one answer', async () => {
    const body = studyBody();
    const answers = await Promise.all(Array.from({ length: 8 }, () => api.post(STUDIES, body, withKey('at-once'))));
    expect(answers.map((answer) => answer.status)).toEqual(Array.from({ length: 8 }, () => 200));
    expect(new Set(answers.map((answer) => answer.body.studyId)).size).toBe(1);
  });

  test('many at once, some of them repeats, some under the same key with another body, some refused: each as if it were alone', async () => {
    const answered = studyBody();
    const first = await api.post(STUDIES, answered, withKey('mixed'));
    const other = studyBody();
    const before = await count();
    const sends = Array.from({ length: 60 }, (_, index) => {
      if (index % 6 === 0) return { body: answered, key: 'mixed', status: 200 };
      if (index % 6 === 1) return { body: other, key: 'mixed', status: 422 };
      if (index % 6 === 2)
        return { body: { ...studyBody(), studyInstanceUid: answered.studyInstanceUid }, key: `taken-${index}`, status: 409 };
      if (index % 6 === 3) return { body: studyBody({ assignedTo: `usr_${'0'.repeat(32)}` }), key: `nobody-${index}`, status: 404 };
      return { body: studyBody(), key: `own-${index}`, status: 200 };
    });
    const answers = await Promise.all(sends.map(({ body, key }) => api.post(STUDIES, body, withKey(key))));
    expect(answers.map(({ status }) => status)).toEqual(sends.map(({ status }) => status));
    for (const [index, { key, status }] of sends.entries()) {
      if (key === 'mixed' && status === 200) expect(answers[index]?.body).toEqual(first.body);
      if (key.startsWith('own')) expect(answers[index]?.body.studyInstanceUid).toBe(sends[index]?.body.studyInstanceUid);
    }
    const created = sends.filter(({ key }) => key.startsWith('own')).length;
    expect(await count()).toBe(before + created);
    const again = await Promise.all(sends.map(({ body, key }) => api.post(STUDIES, body, withKey(key))));
    expect(again.map(({ status }) => status)).toEqual(sends.map(({ status }) => status));
    expect(again.flatMap(({ status, body }) => (status === 200 ? [body] : []))).toEqual(
      answers.flatMap(({ status, body }) => (status === 200 ? [body] : [])),
    );
  });

  test('a map whose keys come in another order is the same body', async () => {
    const body = studyBody();
    const first = await api.post(STUDIES, { ...body, metadata: { site: 'north', room: '2' } }, withKey('map'));
    expect(first.status).toBe(200);
    const again = await api.post(STUDIES, { ...body, metadata: { room: '2', site: 'north' } }, withKey('map'));
    expect([again.status, again.body.studyId]).toEqual([200, first.body.studyId]);
  });

  test('another body or another path under the key: 422', async () => {
    const { body } = await api.post(STUDIES, studyBody(), withKey('b'));
    expect(await api.post(STUDIES, studyBody(), withKey('b'))).toMatchObject({ status: 422, body: { code: 'idempotency_key_reused' } });
    expect((await api.post(`${STUDIES}/cancel`, { studyId: body.studyId }, withKey('b'))).status).toBe(422);
  });

  test('a refusal is the first answer too', async () => {
    const { body: study } = await api.post(STUDIES, studyBody());
    const uncancel = () => api.post(`${STUDIES}/uncancel`, { studyId: study.studyId }, withKey('c'));
    const first = await uncancel();
    await api.post(`${STUDIES}/cancel`, { studyId: study.studyId });
    const { requestId: _first, ...refusal } = first.body;
    const repeated = await uncancel();
    expect(repeated).toMatchObject({ status: 422, body: refusal });
    expect((await api.get(`${STUDIES}/${study.studyId}`)).body.isCancelled).toBe(true);
  });

  test('a malformed request does not use the key up', async () => {
    expect((await api.post(STUDIES, studyBody({ severity: 'x' }), withKey('d'))).status).toBe(400);
    expect((await api.post(STUDIES, studyBody(), withKey('d'))).status).toBe(200);
  });

  test('keys of two API keys are strangers', async () => {
    const other = apiClient(server.app, (await server.newKey()).authorization);
    expect((await api.post(STUDIES, studyBody(), withKey('e'))).status).toBe(200);
    expect((await other.post(STUDIES, studyBody(), withKey('e'))).status).toBe(200);
  });

  test('after 24 hours the key is free', async () => {
    await api.post(STUDIES, studyBody(), withKey('f'));
    const old = new Date(Date.now() - 24 * 3_600_000 - 1000);
    await server.deps.db.asSystem((tx) => tx.update(idempotencyKeys).set({ createdAt: old }).where(eq(idempotencyKeys.key, 'f')));
    expect((await api.post(STUDIES, studyBody(), withKey('f'))).status).toBe(200);
  });

  test('a one-use URL is repeated, not made twice; neither it nor PHI lies open in the table', async () => {
    const { body: study } = await api.post(STUDIES, studyBody(), withKey('g'));
    const reroute = () => api.post(`${STUDIES}/reroute-url`, { studyId: study.studyId, assignedToUserId: reader }, withKey('h'));
    const first = await reroute();
    expect((await reroute()).body).toEqual(first.body);
    const rows = await server.deps.db.asSystem((tx) => tx.select().from(idempotencyKeys));
    const text = JSON.stringify(rows);
    expect(text).not.toContain(new URL(first.body.url).hash.slice(1));
    expect(text).not.toContain('DOE^JANE');
  });

  test('a fault of ours keeps nothing, so that the repeat does the work', async () => {
    await server.deps.db.asSystem(async (tx) => {
      await tx.execute(sql`CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no'; END $$`);
      await tx.execute(sql`CREATE TRIGGER fail BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION fail()`);
    });
    const body = studyBody();
    expect((await api.post(STUDIES, body, withKey('i'))).status).toBe(500);
    await server.deps.db.asSystem((tx) => tx.execute(sql`DROP TRIGGER fail ON audit_events`));
    expect((await api.post(STUDIES, body, withKey('i'))).status).toBe(200);
  });

  test('409 while the first request with the key is still running, and no automatic retry', async () => {
    const { body: study } = await api.post(STUDIES, studyBody());
    const { promise: end, resolve: letGo } = Promise.withResolvers<void>();
    const { promise: taken, resolve: take } = Promise.withResolvers<void>();
    const holding = server.deps.db.inClinic(server.clinicId, async (tx) => {
      await tx
        .select()
        .from(studies)
        .where(eq(studies.id, rawId('stu', study.studyId) ?? ''))
        .for('update');
      take();
      await end;
    });
    await taken;
    const cancel = () => api.post(`${STUDIES}/cancel`, { studyId: study.studyId }, withKey('j'));
    const first = cancel();
    await waitUntilBlocked(1);
    const second = await cancel();
    expect(second).toMatchObject({ status: 409, body: { code: 'request_in_flight' } });
    expect(second.headers['x-should-retry']).toBe('false');
    letGo();
    await holding;
    expect(await first).toMatchObject({ status: 200, body: { success: true } });
    expect(await cancel()).toMatchObject({ status: 200, body: (await first).body });
  });

  test('a 400 is not kept: the same key may be sent with the body corrected', async () => {
    const body = studyBody();
    expect((await api.post(STUDIES, { ...body, severity: 'urgent' }, withKey('corrected'))).status).toBe(400);
    const first = await api.post(STUDIES, body, withKey('corrected'));
    expect(first.status).toBe(200);
    expect((await api.post(STUDIES, body, withKey('corrected'))).body).toEqual(first.body);
  });

  test.each(['', 'x'.repeat(256), 'ümlaut', 'a b'])('400 for the key %j', async (key) => {
    expect(await api.post(STUDIES, studyBody(), withKey(key))).toMatchObject({
      status: 400,
      body: { issues: [{ path: 'Idempotency-Key' }] },
    });
  });

  test('answers older than a day are forgotten without another POST, more than one round of them, the newer ones kept', async () => {
    const isForgotten = async (key: string) => {
      const rows = await server.deps.db.asSystem((tx) => tx.select().from(idempotencyKeys).where(eq(idempotencyKeys.key, key)));
      return rows.length === 0;
    };
    await api.post(STUDIES, studyBody(), withKey('newer'));
    await api.post(STUDIES, studyBody(), withKey('older'));
    await server.deps.db.asSystem((tx) =>
      tx.execute(sql`
        INSERT INTO idempotency_keys (clinic_id, api_key_id, key, request_hash, created_at)
        SELECT clinic_id, api_key_id, 'older' || n, request_hash, now() - interval '25 hours'
        FROM idempotency_keys, generate_series(1, 150) n WHERE key = 'older'`),
    );
    const forgetting = startForgetting(server.deps);
    await expect.poll(() => isForgotten('older150')).toBe(true);
    await expect.poll(() => isForgotten('older1')).toBe(true);
    await forgetting.stop();
    expect([await isForgotten('older'), await isForgotten('newer')]).toEqual([false, false]);
  });
});
