import { publicId, rawId } from '@readroom/contract';
import { eq, sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { type Answer, type ApiClient, apiClient, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { expressCustomers, studies } from '../../platform/db/schema.ts';
import { createClinic } from '../clinics/index.ts';

const STUDIES = '/autoScribe/studies';
let server: TestApp;
beforeAll(async () => {
  server = await createTestApp();
  return () => server.close();
});

/** A clinic of its own, so that a test sees its own studies only. */
async function newClinic(): Promise<{ clinicId: string; api: ApiClient }> {
  const clinicId = await createClinic(server.deps, 'Clinic of a test');
  return { clinicId, api: apiClient(server.app, (await server.newKey({ clinicId })).authorization) };
}

async function create(api: ApiClient, changes: Record<string, unknown> = {}): Promise<string> {
  const { status, body } = await api.post(STUDIES, studyBody(changes));
  expect(status).toBe(200);
  return body.studyId;
}

const idsOf = ({ body }: Answer): string[] => body.studies.map((study: { studyId: string }) => study.studyId);

describe('filters', () => {
  let api: ApiClient;
  let reader: string;
  let customer: string;
  const made: Record<string, string> = {};

  beforeAll(async () => {
    const clinic = await newClinic();
    api = clinic.api;
    reader = (await server.newUser({ clinicId: clinic.clinicId })).userId;
    customer = publicId('cus', crypto.randomUUID());
    await server.deps.db.inClinic(clinic.clinicId, (tx) =>
      tx.insert(expressCustomers).values({ id: rawId('cus', customer) ?? '', clinicId: clinic.clinicId, name: 'Site' }),
    );
    made.plain = await create(api, { studyDescription: 'MR BRAIN' });
    made.stat = await create(api, { severity: 'stat', studyDescription: 'CT head 100% urgent' });
    made.assigned = await create(api, { assignedTo: reader, studyDescription: 'CT_CHEST' });
    made.customers = await create(api, { expressCustomerId: customer, studyDescription: 'CT CHEST' });
    made.cancelled = await create(api, { studyDescription: 'XR HAND' });
    await api.post(`${STUDIES}/cancel`, { studyId: made.cancelled });
    made.completed = await create(api, { assignedTo: reader, studyDescription: 'XR FOOT' });
    await server.deps.db.inClinic(clinic.clinicId, (tx) =>
      tx
        .update(studies)
        .set({ status: 'completed' })
        .where(eq(studies.id, rawId('stu', made.completed!) ?? '')),
    );
  });

  const cases: [string, (id: string) => string, string[]][] = [
    ['no filter: all, cancelled too, newest first', () => '', ['completed', 'cancelled', 'customers', 'assigned', 'stat', 'plain']],
    ['assignedTo an id', (id) => `assignedTo=${id}`, ['completed', 'assigned']],
    ['assignedTo empty is nobody', () => 'assignedTo=', ['cancelled', 'customers', 'stat', 'plain']],
    ['assignedTo null is nobody', () => 'assignedTo=null', ['cancelled', 'customers', 'stat', 'plain']],
    ['assignedTo an unknown user', () => `assignedTo=usr_${'0'.repeat(32)}`, []],
    ['expressCustomerId empty is none', () => 'expressCustomerId=&isCancelled=false', ['completed', 'assigned', 'stat', 'plain']],
    ['isCancelled=true', () => 'isCancelled=true', ['cancelled']],
    ['isCancelled=false', () => 'isCancelled=false', ['completed', 'customers', 'assigned', 'stat', 'plain']],
    ['isCancelled empty is no filter', () => 'isCancelled=&severity=stat', ['stat']],
    ['isCancelled null is no filter', () => 'isCancelled=null&severity=stat', ['stat']],
    ['severity', () => 'severity=stat', ['stat']],
    ['severity empty is no filter', () => 'severity=&isCancelled=true', ['cancelled']],
    ['studyDescription contains, in any case', () => 'studyDescription=chest', ['customers', 'assigned']],
    ['studyDescription takes % as it is', () => `studyDescription=${encodeURIComponent('100%')}`, ['stat']],
    ['studyDescription takes _ as it is', () => 'studyDescription=T_C', ['assigned']],
    ['studyReportStatus joined by commas', () => 'studyReportStatus=assigned,completed', ['completed', 'assigned']],
    ['studyReportStatus repeated', () => 'studyReportStatus=assigned&studyReportStatus=completed', ['completed', 'assigned']],
    ['studyReportStatus once', () => 'studyReportStatus=completed', ['completed']],
    ['studyReportStatus empty is no filter', () => 'studyReportStatus=&severity=stat', ['stat']],
    ['studyType standard', () => 'studyType=standard&severity=stat', ['stat']],
    ['studyType external', () => 'studyType=external', []],
    ['two filters', (id) => `assignedTo=${id}&studyReportStatus=assigned`, ['assigned']],
  ];
  test.each(cases)('%s', async (_name, query, expected) => {
    const answer = await api.get(`${STUDIES}?${query(reader)}`);
    expect(answer.status).toBe(200);
    expect(idsOf(answer)).toEqual(expected.map((name) => made[name]));
    expect(answer.body.hasMore).toBe(false);
    expect(answer.body).not.toHaveProperty('cursor');
  });

  test('expressCustomerId', async () => {
    expect(idsOf(await api.get(`${STUDIES}?expressCustomerId=${customer}`))).toEqual([made.customers]);
  });

  test.each([
    ['limit=0', 'limit'],
    ['limit=101', 'limit'],
    ['limit=ten', 'limit'],
    ['cursor=nonsense', 'cursor'],
    ['cursor=%E2%98%83', 'cursor'],
    ['assignedTo=me', 'assignedTo'],
    ['isCancelled=yes', 'isCancelled'],
    ['severity=urgent', 'severity'],
    ['studyReportStatus=assigned,done', 'studyReportStatus[1]'],
    ['studyType=archive', 'studyType'],
    ['studyDescription=a%00b', 'studyDescription'],
    ['state=open', 'state'],
  ])('400 for %s', async (query, path) => {
    const { status, body } = await api.get(`${STUDIES}?${query}`);
    expect(status).toBe(400);
    expect(body).toMatchObject({ code: 'malformed_request', issues: [{ path }] });
  });
});

describe('pages', () => {
  test('20 without a limit; every study once, newest first', async () => {
    const { api } = await newClinic();
    const made: string[] = [];
    for (let i = 0; i < 45; i += 1) made.unshift(await create(api));
    const seen: string[][] = [];
    for (let query = ''; ; ) {
      const answer = await api.get(`${STUDIES}?${query}`);
      seen.push(idsOf(answer));
      if (!answer.body.hasMore) break;
      query = `cursor=${encodeURIComponent(answer.body.cursor)}`;
    }
    expect(seen.map((page) => page.length)).toEqual([20, 20, 5]);
    expect(seen.flat()).toEqual(made);
  });

  test('a cursor goes on where it stopped while studies are added and taken away, its own last one included', async () => {
    const { api, clinicId } = await newClinic();
    const made: string[] = [];
    for (let i = 0; i < 6; i += 1) made.unshift(await create(api));
    const first = await api.get(`${STUDIES}?limit=2`);
    expect(idsOf(first)).toEqual(made.slice(0, 2));
    await create(api);
    const gone = [made[1]!, made[2]!];
    for (const id of gone) {
      await server.deps.db.inClinic(clinicId, (tx) =>
        tx
          .update(studies)
          .set({ deletedAt: new Date() })
          .where(eq(studies.id, rawId('stu', id) ?? '')),
      );
    }
    const second = await api.get(`${STUDIES}?limit=2&cursor=${first.body.cursor}`);
    expect(idsOf(second)).toEqual([made[3], made[4]]);
    expect(second.body.hasMore).toBe(true);
    const third = await api.get(`${STUDIES}?limit=2&cursor=${second.body.cursor}`);
    expect(idsOf(third)).toEqual([made[5]]);
    expect(third.body.hasMore).toBe(false);
  });

  test('a full last page has no more', async () => {
    const { api } = await newClinic();
    for (let i = 0; i < 4; i += 1) await create(api);
    const last = await api.get(`${STUDIES}?limit=4`);
    expect(last.body).toMatchObject({ hasMore: false });
    expect(last.body).not.toHaveProperty('cursor');
  });
});

test('a description that few studies have is found however many are newer, page by page, with the other filters and in its own clinic only', async () => {
  const { clinicId, api } = await newClinic();
  const other = await newClinic();
  const rare = [
    await create(api, { studyDescription: 'NM Bone 50% scan' }),
    await create(api, { studyDescription: 'nm BONE 50% SCAN', severity: 'stat' }),
  ];
  await create(other.api, { studyDescription: 'NM BONE 50% SCAN' });
  await server.deps.db.asSystem((tx) =>
    tx.execute(sql`
      INSERT INTO studies (id, clinic_id, study_instance_uid, study_description, severity, report_metadata)
      SELECT gen_random_uuid(), ${clinicId}, '2.25.' || n, 'CT BONES 50 SCAN', 'normal', '{}' FROM generate_series(1, 2500) n`),
  );
  const latest = await create(api, { studyDescription: 'NM BONE 50% SCAN OF THE FOOT' });
  const find = async (query: string) => idsOf(await api.get(`${STUDIES}?${query}`));
  const words = `studyDescription=${encodeURIComponent('bone 50% scan')}`;
  expect(await find(words)).toEqual([latest, rare[1], rare[0]]);
  expect(await find(`${words}&severity=stat`)).toEqual([rare[1]]);
  expect(await find(`${words}&isCancelled=true`)).toEqual([]);
  const first = (await api.get(`${STUDIES}?${words}&limit=1`)).body;
  expect(first).toMatchObject({ studies: [{ studyId: latest }], hasMore: true });
  const second = (await api.get(`${STUDIES}?${words}&limit=1&cursor=${encodeURIComponent(first.cursor)}`)).body;
  expect(second).toMatchObject({ studies: [{ studyId: rare[1] }], hasMore: true });
  expect(await find(`${words}&cursor=${encodeURIComponent(second.cursor)}`)).toEqual([rare[0]]);
  // Too short for the index.
  expect(await find(`studyDescription=${encodeURIComponent('M B')}`)).toEqual([latest, rare[1], rare[0]]);
  expect(await find('studyDescription=nothing+like+it')).toEqual([]);
});

test('words of a description that more studies have than are looked up by their letters, none of them new', async () => {
  const { clinicId, api } = await newClinic();
  const add = (description: string, count: number) =>
    server.deps.db.asSystem((tx) =>
      tx.execute(sql`
        INSERT INTO studies (id, clinic_id, study_instance_uid, study_description, severity, report_metadata)
        SELECT gen_random_uuid(), ${clinicId}, gen_random_uuid()::text, ${description}, 'normal', '{}' FROM generate_series(1, ${count}::int) n`),
    );
  await add('DXA SPINE', 20_050);
  const newest = await create(api, { studyDescription: 'DXA SPINE OF THE NEWEST' });
  await add('CT CHEST', 500);
  const { body } = await api.get(`${STUDIES}?studyDescription=dxa+spine`);
  expect(body.studies).toHaveLength(20);
  expect(body.studies.slice(0, 2)).toMatchObject([{ studyId: newest }, { studyDescription: 'DXA SPINE' }]);
  expect(body.hasMore).toBe(true);
});
