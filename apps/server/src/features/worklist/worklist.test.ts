import { rawId } from '@readroom/contract';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { apiClient } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient, newReader, newStudy, signReport, writeReport } from '../../../test/browser.ts';
import { createClinic } from '../clinics/index.ts';

type Reader = BrowserClient & { userId: string };

let server: TestApp;

beforeAll(async () => {
  server = await createTestApp();
  return () => server.close();
});

/** A clinic of its own with a key, a radiologist and an owner, so that lists can be compared whole. */
async function clinic() {
  const clinicId = await createClinic(server.deps, 'Clinic');
  const { authorization } = await server.newKey({ clinicId });
  const reader = await newReader(server, { clinicId, firstName: 'Rea', lastName: 'Der' });
  const owner = await newReader(server, { clinicId, level: 'owner' });
  const study = (changes: Record<string, unknown> = {}) => newStudy(server, authorization, changes);
  const api = apiClient(server.app, authorization);
  return { clinicId, authorization, reader, owner, study, api };
}
const ids = async (reader: Reader, query = '') => list(await reader.get(`/worklist${query}`));
const search = async (reader: Reader, words: string, query = '') => list(await reader.post(`/worklist${query}`, { words }));
function list({ status, body }: Awaited<ReturnType<BrowserClient['get']>>): string[] {
  expect([status, body.message]).toEqual([200, undefined]);
  return body.studies.map(({ studyId }: { studyId: string }) => studyId);
}

test('STAT first, then high, then the oldest', async () => {
  const { reader, study } = await clinic();
  const normal = [await study(), await study()];
  const high = [await study({ severity: 'high' }), await study({ severity: 'high' })];
  const stat = [await study({ severity: 'stat' }), await study({ severity: 'stat' })];
  expect(await ids(reader)).toEqual([...stat, ...high, ...normal]);
});

test('pages meet without a gap or a double while studies come, go and change between them', async () => {
  const { reader, study, api } = await clinic();
  const made: string[] = [];
  for (let i = 0; i < 12; i += 1) made.push(await study({ severity: i % 3 === 0 ? 'stat' : i % 3 === 1 ? 'high' : 'normal' }));
  const seen: string[] = [];
  let cursor: string | undefined;
  let page = 0;
  do {
    const { body } = await reader.get(`/worklist?limit=3${cursor ? `&cursor=${cursor}` : ''}`);
    expect(body.studies.length).toBeLessThanOrEqual(3);
    seen.push(...body.studies.map(({ studyId }: { studyId: string }) => studyId));
    cursor = body.cursor;
    expect(body.hasMore).toBe(cursor !== undefined);
    if (page === 0) await study({ severity: 'stat' });
    if (page === 1) await api.post('/autoScribe/studies/cancel', { studyId: seen[0] });
    page += 1;
  } while (cursor);
  expect(new Set(seen).size).toBe(seen.length);
  expect(made.filter((id) => !seen.includes(id))).toEqual([]);
});

test('a row says what the reader needs, and no more', async () => {
  const { reader, study } = await clinic();
  const studyId = await study({
    severity: 'high',
    modality: 'CT',
    assignedTo: reader.userId,
    reportMetadata: { patientName: 'DOE^JANE', mrn: 'M-1', age: '61 Y', dateOfBirth: '1965-02-03', sex: 'female' },
    priorReports: [{ reportText: 'Earlier.' }, { reportText: 'Earliest.' }],
  });
  const { body } = await reader.get('/worklist');
  expect(body).toEqual({
    studies: [
      {
        studyId,
        studyInstanceUid: expect.any(String),
        severity: 'high',
        status: 'assigned',
        isCancelled: false,
        isCritical: null,
        patientName: 'DOE^JANE',
        mrn: 'M-1',
        age: '61 Y',
        dateOfBirth: '1965-02-03',
        sex: 'female',
        studyDescription: 'CT CHEST W CONTRAST',
        modality: 'CT',
        assignedTo: { userId: reader.userId, name: 'Rea Der' },
        imageCount: 0,
        priorCount: 2,
        createdAt: expect.any(String),
        completedAt: null,
      },
    ],
    hasMore: false,
    total: 1,
    modalities: ['CT'],
    serverNow: expect.any(String),
  });
});

test('a member sees what is theirs or nobody’s; who manages studies and the owner see all; another clinic is not there', async () => {
  const here = await clinic();
  const there = await clinic();
  const manager = await newReader(server, { clinicId: here.clinicId, canManageStudies: true });
  const colleague = await newReader(server, { clinicId: here.clinicId });
  const free = await here.study();
  const mine = await here.study({ assignedTo: here.reader.userId });
  const theirs = await here.study({ assignedTo: colleague.userId });
  await there.study();
  expect(await ids(here.reader)).toEqual([free, mine]);
  expect(await ids(colleague)).toEqual([free, theirs]);
  for (const all of [manager, here.owner]) expect(await ids(all)).toEqual([free, mine, theirs]);
  expect((await here.reader.get('/worklist')).body.total).toBe(2);
});

describe('filters', () => {
  let reader: Reader;
  const made: Record<string, string> = {};

  beforeAll(async () => {
    const all = await clinic();
    reader = all.owner;
    const name = (patientName: string, mrn: string) => ({ reportMetadata: { patientName, mrn, procedure: 'Angiography of the head' } });
    made.ct = await all.study({ modality: 'CT', ...name('DOE^JANE', 'A-100') });
    made.mr = await all.study({ modality: 'MR', severity: 'stat', studyDescription: 'MR BRAIN 100% _W_', ...name("O'NEIL^ÉVA", 'B-200') });
    made.assigned = await all.study({ modality: 'CT', severity: 'high', assignedTo: all.reader.userId, ...name('DOE^JOHN', 'C-300') });
    made.started = await all.study({ ...name('MUÑOZ^LUIS', 'D-400') });
    await writeReport(all.reader, made.started);
    made.signed = await all.study(name('KIM^MIN', 'E-500'));
    await signReport(all.reader, made.signed);
    made.cancelled = await all.study(name('LEE^SUE', 'F-600'));
    await all.api.post('/autoScribe/studies/cancel', { studyId: made.cancelled });
    made.me = all.reader.userId;
  });
  const named = (found: string[]) => found.map((id) => Object.keys(made).find((key) => made[key] === id)).sort();

  test.each([
    ['', ['assigned', 'ct', 'mr', 'signed', 'started']],
    ['?status=unassigned', ['ct', 'mr']],
    ['?status=assigned,in_progress', ['assigned', 'started']],
    ['?status=completed', ['signed']],
    ['?severity=stat,high', ['assigned', 'mr']],
    ['?modality=MR', ['mr']],
    ['?modality=CT&status=assigned', ['assigned']],
    ['?assigned=none', ['ct', 'mr']],
    ['?assigned=me', []],
    ['?cancelled=true', ['cancelled']],
    ['?cancelled=false', ['assigned', 'ct', 'mr', 'signed', 'started']],
    ['?status=', ['assigned', 'ct', 'mr', 'signed', 'started']],
  ])('%s', async (query, expected) => {
    const { body } = await reader.get(`/worklist${query}`);
    expect(named(body.studies.map(({ studyId }: { studyId: string }) => studyId))).toEqual(expected);
    expect(body.total).toBe(expected.length);
  });

  test('by reader, and to these studies only', async () => {
    expect(named(await ids(reader, `?assigned=${made.me}`))).toEqual(['assigned', 'signed', 'started']);
    expect(named(await ids(reader, `?studies=${made.ct},${made.cancelled},stu_${'0'.repeat(32)}`))).toEqual(['ct']);
  });

  test.each([
    ['doe', ['assigned', 'ct']],
    ['DOE john', ['assigned']],
    ['jane doe', ['ct']],
    ['Doe, Jane', ['ct']],
    ['doe^jane', ['ct']],
    ['b-200', ['mr']],
    ['angio kim', ['signed']],
    ["o'neil éva", ['mr']],
    ['MUÑOZ', ['started']],
    ['100%', ['mr']],
    ['_w_', ['mr']],
    ['%', ['mr']],
    ['doe zebra', []],
    ['   ', ['assigned', 'ct', 'mr', 'signed', 'started']],
    ["'; DROP TABLE studies; --", []],
  ])('words: %s', async (words, expected) => {
    expect(named(await search(reader, words))).toEqual(expected);
  });

  test('words together with filters', async () => {
    expect(named(await search(reader, 'doe', '?severity=high'))).toEqual(['assigned']);
  });

  test.each([
    '?status=done',
    '?severity=urgent',
    '?assigned=somebody',
    '?cancelled=maybe',
    '?limit=0',
    '?limit=101',
    '?studies=1',
    '?cursor=foreign',
    `?cursor=${Buffer.from('v1:3').toString('base64')}`,
    '?order=asc',
    '?q=doe',
  ])('what is none is refused with its name: %s', async (query) => {
    const { status, body } = await reader.get(`/worklist${query}`);
    expect([status, JSON.stringify(body.issues)]).toEqual([400, expect.stringContaining(query.slice(1).split('=')[0] ?? '')]);
  });
});

test('without a session there is no list', async () => {
  expect((await browserClient(server.app).get('/worklist')).status).toBe(401);
  expect((await browserClient(server.app).get('/events')).status).toBe(401);
});

test('counts the images of a study, wherever they came from', async () => {
  const { clinicId, reader, study } = await clinic();
  const studyInstanceUid = `2.25.${Date.now()}`;
  const studyId = await study({ studyInstanceUid });
  await server.deps.db.asSystem(async (tx) => {
    for (let i = 0; i < 3; i += 1) {
      await tx.execute(
        sql`INSERT INTO dicom_instances (clinic_id, study_instance_uid, series_instance_uid, sop_instance_uid, sop_class_uid, transfer_syntax_uid, attributes, storage_key, size, sha256)
            VALUES (${clinicId}, ${studyInstanceUid}, '1.2', ${`1.2.${i}`}, '1', '1', '{}', 'k', 1, 'h')`,
      );
    }
  });
  const { body } = await reader.get('/worklist');
  expect(body.studies).toMatchObject([{ studyId, imageCount: 3 }]);
});

/** `count` studies, made at once: every severity, status, modality and reader with every other. */
async function fill(clinicId: string, readerId: string, count: number): Promise<void> {
  const assignee = rawId('usr', readerId);
  await server.deps.db.asSystem((tx) =>
    tx.execute(sql`
      INSERT INTO studies (id, clinic_id, study_instance_uid, study_description, severity, status, modality, assigned_to_user_id, report_metadata)
      SELECT gen_random_uuid(), ${clinicId}, '2.25.' || n, 'Examination ' || n % 6, (ARRAY['stat', 'high', 'normal'])[n % 3 + 1],
        (ARRAY['unassigned', 'assigned', 'in_progress', 'completed', 'addendum_active'])[n % 5 + 1], (ARRAY['CT', 'MR', 'XR', NULL])[n % 4 + 1],
        CASE WHEN n % 7 = 0 THEN ${assignee}::uuid END, '{}'
      FROM generate_series(1, ${count}::int) n`),
  );
}

test('every page of every filter is what a reader who sorts by hand would find', async () => {
  const { clinicId, owner, reader } = await clinic();
  await fill(clinicId, reader.userId, 100);
  const { studies: all } = (await owner.get('/worklist?limit=100')).body;
  expect(all).toHaveLength(100);
  const rank = ['stat', 'high', 'normal'];
  const number = ({ studyInstanceUid }: { studyInstanceUid: string }) => Number(studyInstanceUid.slice('2.25.'.length));
  const sorted = [...all].sort((a, b) => rank.indexOf(a.severity) - rank.indexOf(b.severity) || number(a) - number(b));
  expect(all.map(number)).toEqual(sorted.map(number));
  const filters: [string, string, (row: { [field: string]: string }) => boolean][] = [
    ['status=unassigned,in_progress,completed', '', ({ status = '' }) => ['unassigned', 'in_progress', 'completed'].includes(status)],
    ['severity=high,normal', '', ({ severity = '' }) => severity !== 'stat'],
    ['modality=CT&modality=XR', '', ({ modality = '' }) => ['CT', 'XR'].includes(modality)],
    [
      'modality=A&modality=B&modality=C&modality=D&modality=E&modality=MR&status=assigned,unassigned&severity=high',
      '',
      ({ modality = '', status = '', severity }) => modality === 'MR' && ['assigned', 'unassigned'].includes(status) && severity === 'high',
    ],
    [
      `assigned=${reader.userId}&status=unassigned,completed`,
      '',
      (row) => row.assignedTo !== null && /unassigned|completed/.test(row.status!),
    ],
    ['status=completed', 'examination 4', ({ status, studyDescription }) => status === 'completed' && studyDescription === 'Examination 4'],
    ['', '4 on', ({ studyDescription }) => studyDescription === 'Examination 4'],
  ];
  for (const [query, words, isAsked] of filters) {
    const seen: string[] = [];
    for (let cursor = ''; ; ) {
      const { body } = await owner.post(`/worklist?${query}&limit=7${cursor && `&cursor=${cursor}`}`, { words });
      seen.push(...body.studies.map(({ studyId }: { studyId: string }) => studyId));
      expect([query, body.total]).toEqual([query, sorted.filter(isAsked).length]);
      if (!body.hasMore) break;
      cursor = body.cursor;
    }
    expect([query, seen]).toEqual([query, sorted.filter(isAsked).map(({ studyId }) => studyId)]);
  }
});

test('up to ten thousand studies are counted, and every modality of the clinic is named once', async () => {
  const { clinicId, owner, reader, study } = await clinic();
  await study({ modality: 'US' });
  await fill(clinicId, reader.userId, 9999);
  await newStudy(server, (await clinic()).authorization, { modality: 'NM' });
  const first = (await owner.get('/worklist')).body;
  expect([first.total, first.modalities]).toEqual([10_000, ['CT', 'MR', 'US', 'XR']]);
  await study();
  expect((await owner.get('/worklist?limit=1')).body.total).toBe(null);
  expect((await owner.post('/worklist', { words: 'examination' })).body.total).toBe(9999);
});
