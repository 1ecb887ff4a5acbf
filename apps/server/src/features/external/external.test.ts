import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { publicId, rawId } from '@readroom/contract';
import { eq } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ApiClient, apiClient, newUid, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { auditEvents } from '../../platform/db/schema.ts';
import { createClinic } from '../clinics/index.ts';

const EXTERNAL = '/autoScribe/studies/external';
const STUDIES = '/autoScribe/studies';
const PDF = Buffer.from('%PDF-1.7\n% a report\n');
const PNG = Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), Buffer.from('image')]);

let server: TestApp;
let api: ApiClient;
let self: ApiClient;
let neighbour: ApiClient;
let now = new Date();
/** The archive that has the files: what it was asked for, and what it answers by path. */
let archive: Server;
let asked: string[] = [];
const urlOf = (path: string) => `http://127.0.0.1:${(archive.address() as AddressInfo).port}/${path}`;

const FILES: Record<string, { status?: number; body: Buffer; headers?: Record<string, string> }> = {
  'report.pdf': { body: PDF },
  picture: { body: PNG, headers: { 'content-type': 'text/html' } },
  page: { body: Buffer.from('<!doctype html><script>alert(1)</script>'), headers: { 'content-type': 'application/pdf' } },
  empty: { body: Buffer.alloc(0) },
  gone: { status: 404, body: PDF },
  moved: { status: 302, body: PDF, headers: { location: '/report.pdf' } },
  large: { body: Buffer.concat([PDF, Buffer.alloc(50 * 1024 * 1024)]) },
};

beforeAll(async () => {
  archive = createServer((request, response) => {
    const path = request.url?.slice(1) ?? '';
    asked.push(path);
    const { status = 200, body, headers } = FILES[path] ?? { status: 404, body: Buffer.alloc(0) };
    response.writeHead(status, headers).end(body);
  });
  await new Promise<void>((resolve) => archive.listen(0, '127.0.0.1', resolve));
  server = await createTestApp({ deps: { clock: { now: () => now } } });
  api = apiClient(server.app, (await server.newKey()).authorization);
  self = apiClient(server.app, (await server.newKey({ scope: 'self' })).authorization);
  const clinicId = await createClinic(server.deps, 'Neighbour');
  neighbour = apiClient(server.app, (await server.newKey({ clinicId })).authorization);
  return async () => {
    archive.close();
    await server.close();
  };
});

const withFile = (path = 'report.pdf', reportFileName = 'report.pdf') => ({ reportFileUrl: urlOf(path), reportFileName });
async function create(changes: Record<string, unknown> = {}, client = api) {
  const { status, body } = await client.post(EXTERNAL, studyBody(changes));
  expect(status).toBe(200);
  return body;
}
const add = (study: { studyId: string }, fields: Record<string, unknown>, client = api) =>
  client.post(`${EXTERNAL}/reports`, { studyId: study.studyId, ...fields });
const read = async (study: { externalReportId: string }) => (await api.get(`${EXTERNAL}/reports/${study.externalReportId}`)).body;
const unknown = () => publicId('stu', crypto.randomUUID());

async function storedFiles(): Promise<string[]> {
  const keys: string[] = [];
  for await (const key of server.deps.storage.list('external-reports/')) keys.push(key);
  return keys;
}
function download(presignedUrl: string) {
  return server.app.inject({ method: 'GET', url: presignedUrl.replace(server.deps.config.publicUrl, '') });
}

describe('create', () => {
  test('a study with its report: text, file, reader and time', async () => {
    const sent = studyBody({
      modality: 'CT',
      externalPatientId: 'P-7',
      metadata: { box: '12' },
      readerName: 'Dr. Grace Hopper',
      signedAt: 'in the spring of 2019',
      reportText: 'No nodule.',
      ...withFile(),
    });
    const { status, body: study } = await api.post(EXTERNAL, sent);
    expect(status).toBe(200);
    expect(study).toMatchObject({
      studyInstanceUid: sent.studyInstanceUid,
      studyType: 'external',
      studyReportStatus: 'completed',
      externalReportId: expect.stringMatching(/^ext_[0-9a-f]{32}$/),
      modality: 'CT',
      externalPatientId: 'P-7',
      metadata: { box: '12' },
      reportIds: [],
      assignedTo: null,
    });
    for (const field of ['reportText', 'readerName', 'reportFileUrl']) expect(study).not.toHaveProperty(field);
    expect((await api.get(`${STUDIES}/${study.studyId}`)).body).toEqual(study);
    expect((await api.get(`${STUDIES}/by-uid/${sent.studyInstanceUid}`)).body).toEqual(study);
    expect(await read(study)).toEqual({
      externalReportId: study.externalReportId,
      studyId: study.studyId,
      studyInstanceUid: sent.studyInstanceUid,
      createdAt: expect.stringMatching(/Z$/),
      readerName: 'Dr. Grace Hopper',
      signedAt: 'in the spring of 2019',
      reportText: 'No nodule.',
      presignedUrl: expect.stringContaining(`/files/external-reports/${study.externalReportId}.pdf?expires=`),
      snapshotMetadata: { patientName: 'DOE^JANE', mrn: 'MRN-1' },
    });
  });

  test('without a report field there is no report', async () => {
    const study = await create();
    expect(study).not.toHaveProperty('externalReportId');
    expect((await api.get(`${EXTERNAL}/reports?studyId=${study.studyId}`)).body).toEqual({ reports: [], hasMore: false });
  });

  test('takes the names of the first revision', async () => {
    const cus = (await api.post('/express', { expressCustomerName: 'East' })).body.expressCustomerId;
    const study = await create({ orgId: cus.replace('cus_', 'org_'), reportMetadata: { scanDate: '2019-04-01' } });
    expect(study).toMatchObject({ expressCustomer: { expressCustomerId: cus }, reportMetadata: { studyDate: '2019-04-01' } });
  });

  test.each([
    ['clinical history', { clinicalHistory: 'x' }, 'clinicalHistory'],
    ['priors', { priorReports: [] }, 'priorReports'],
    ['notes', { technologistNotes: ['x'] }, 'technologistNotes'],
    ['an assignee', { assignedTo: publicId('usr', crypto.randomUUID()) }, 'assignedTo'],
    ['a file without a name', { reportFileUrl: 'https://a.example/x' }, 'reportFileName'],
    ['a name without a file', { reportFileName: 'a.pdf' }, 'reportFileUrl'],
    ['a name of another type', { reportFileUrl: 'https://a.example/x', reportFileName: 'a.docx' }, 'reportFileName'],
    ['a URL that is none', { reportFileUrl: 'report.pdf', reportFileName: 'a.pdf' }, 'reportFileUrl'],
    ['a URL of another scheme', { reportFileUrl: 'file:///etc/passwd', reportFileName: 'a.pdf' }, 'reportFileUrl'],
    ['an empty text', { reportText: '' }, 'reportText'],
    ['a text of 100,001 characters', { reportText: 'x'.repeat(100_001) }, 'reportText'],
    ['no header', { reportMetadata: undefined }, 'reportMetadata'],
  ])('400: %s', async (_name, changes, path) => {
    expect(await api.post(EXTERNAL, studyBody(changes))).toMatchObject({ status: 400, body: { issues: [{ path }] } });
  });

  test('400 for no body; 401 without a key', async () => {
    expect((await api.post(EXTERNAL)).status).toBe(400);
    expect((await apiClient(server.app, '').post(EXTERNAL, studyBody())).status).toBe(401);
  });

  test.each([
    ['a page that says it is a PDF', 'page', 'report.pdf', 'reportFileUrl'],
    ['an image that is named as a PDF', 'picture', 'report.pdf', 'reportFileName'],
    ['nothing', 'empty', 'report.pdf', 'reportFileUrl'],
    ['an error of the archive', 'gone', 'report.pdf', 'reportFileUrl'],
    ['a redirect', 'moved', 'report.pdf', 'reportFileUrl'],
    ['more than 50 MB', 'large', 'report.pdf', 'reportFileUrl'],
  ])('422 and nothing is left: %s', async (_name, path, name, field) => {
    const before = await storedFiles();
    const sent = studyBody({ reportText: 'x', ...withFile(path, name) });
    expect(await api.post(EXTERNAL, sent)).toMatchObject({ status: 422, body: { issues: [{ path: field }] } });
    expect((await api.get(`${STUDIES}/by-uid/${sent.studyInstanceUid}`)).status).toBe(404);
    expect(await storedFiles()).toEqual(before);
    // All or nothing: the UID is still free.
    expect((await api.post(EXTERNAL, { ...sent, ...withFile() })).status).toBe(200);
  });

  test.each([
    'https://10.0.0.1/report.pdf',
    'http://[::1]/report.pdf',
    'https://169.254.169.254/latest',
    'https://does-not-exist.invalid/x',
  ])('422: %s is not reached', async (reportFileUrl) => {
    const answer = await api.post(EXTERNAL, studyBody({ reportFileUrl, reportFileName: 'report.pdf' }));
    expect(answer).toMatchObject({ status: 422, body: { issues: [{ path: 'reportFileUrl' }] } });
  });

  test('409 for a UID that is taken, and 404 for an unknown customer, before the file is fetched', async () => {
    const { studyInstanceUid } = await create();
    asked = [];
    const taken = await api.post(EXTERNAL, studyBody({ studyInstanceUid, ...withFile() }));
    expect(taken).toMatchObject({ status: 409, body: { code: 'study_uid_taken' } });
    expect(taken.headers['x-should-retry']).toBe('false');
    const expressCustomerId = publicId('cus', crypto.randomUUID());
    expect((await api.post(EXTERNAL, studyBody({ expressCustomerId, ...withFile() }))).status).toBe(404);
    expect(asked).toEqual([]);
    expect((await neighbour.post(EXTERNAL, studyBody({ studyInstanceUid }))).status).toBe(200);
  });

  test('of many with the same UID one wins, and only its file stays', async () => {
    const before = await storedFiles();
    const body = studyBody(withFile());
    const answers = await Promise.all(Array.from({ length: 20 }, () => api.post(EXTERNAL, body)));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
    expect(await storedFiles()).toHaveLength(before.length + 1);
  });

  test('the 422 of a file that could not be fetched is not kept: the same key may be sent again, and the file is asked for again', async () => {
    const headers = { 'idempotency-key': crypto.randomUUID() };
    FILES.late = { status: 404, body: PDF };
    const body = studyBody(withFile('late'));
    expect((await api.post(EXTERNAL, body, headers)).status).toBe(422);
    FILES.late = { body: PDF };
    const second = await api.post(EXTERNAL, body, headers);
    expect(second.status).toBe(200);
    expect((await api.post(EXTERNAL, body, headers)).body).toEqual(second.body);
  });

  test('a repeat under the same Idempotency-Key is the first answer, without another fetch', async () => {
    const body = studyBody(withFile());
    const headers = { 'idempotency-key': crypto.randomUUID() };
    const first = await api.post(EXTERNAL, body, headers);
    expect(first.status).toBe(200);
    const files = await storedFiles();
    asked = [];
    expect(await api.post(EXTERNAL, body, headers)).toMatchObject({ status: 200, body: first.body });
    expect(asked).toEqual([]);
    expect(await storedFiles()).toEqual(files);
    expect((await api.post(EXTERNAL, studyBody(withFile()), headers)).status).toBe(422);
  });
});

describe('an external study', () => {
  test('is found by its type, and is no work for anybody', async () => {
    const study = await create();
    const standard = (await api.post(STUDIES, studyBody())).body;
    const ids = async (query: string) =>
      (await api.get(`${STUDIES}?${query}`)).body.studies.map(({ studyId }: { studyId: string }) => studyId);
    expect(await ids('studyType=external&limit=1')).toEqual([study.studyId]);
    expect(await ids('studyType=standard&limit=1')).toEqual([standard.studyId]);
    const { userId } = await server.newUser();
    expect((await api.patch(`${STUDIES}/${study.studyId}`, { assignedTo: userId })).status).toBe(422);
    expect((await api.post(`${STUDIES}/reroute-url`, { studyId: study.studyId, assignedToUserId: userId })).status).toBe(422);
    expect((await api.post(`${STUDIES}/viewer-only-reroute-url`, { studyId: study.studyId })).status).toBe(200);
  });

  test('takes no clinical context later either', async () => {
    const study = await create();
    const patch = (changes: Record<string, unknown>) => api.patch(`${STUDIES}/${study.studyId}`, changes);
    expect(await patch({ clinicalHistory: 'x' })).toMatchObject({ status: 422, body: { issues: [{ path: 'clinicalHistory' }] } });
    expect((await patch({ severity: 'high', clinicalHistory: null })).body).toMatchObject({ severity: 'high', studyType: 'external' });
  });
});

describe('delete', () => {
  test('is for good: the study, its report and its file are gone, and its UID stays taken', async () => {
    const study = await create({ reportText: 'x', ...withFile() });
    const { presignedUrl } = await read(study);
    const file = await download(presignedUrl);
    expect(file.statusCode).toBe(200);
    // It came from outside: it runs nothing here.
    expect(file.headers['content-security-policy']).toContain("default-src 'none'");
    expect((await api.post(`${EXTERNAL}/delete`, { studyInstanceUid: study.studyInstanceUid })).body).toEqual({ success: true });
    const { studyId } = study;
    expect((await api.get(`${STUDIES}/${studyId}`)).status).toBe(404);
    expect((await api.get(`${EXTERNAL}/reports/${study.externalReportId}`)).status).toBe(404);
    expect((await api.get(`${EXTERNAL}/reports?studyId=${studyId}`)).body.reports).toEqual([]);
    expect((await download(presignedUrl)).statusCode).toBe(401);
    expect((await api.post(`${STUDIES}/uncancel`, { studyId })).status).toBe(404);
    expect((await api.post(`${EXTERNAL}/delete`, { studyId })).status).toBe(404);
    expect((await add(study, { readerName: 'x' })).status).toBe(404);
    expect((await api.post(EXTERNAL, studyBody({ studyInstanceUid: study.studyInstanceUid }))).status).toBe(409);
  });

  test('400, 404, and 422 for a standard study', async () => {
    const study = await create();
    const remove = (body?: Record<string, unknown>, client = api) => client.post(`${EXTERNAL}/delete`, body);
    expect((await remove()).status).toBe(400);
    expect((await remove({})).body.issues[0].path).toBe('studyId');
    expect((await remove({ studyId: study.studyId, force: true })).status).toBe(400);
    expect((await remove({ studyId: unknown() })).status).toBe(404);
    for (const client of [neighbour, self]) expect((await remove({ studyId: study.studyId }, client)).status).toBe(404);
    expect((await remove({ studyId: study.studyId, studyInstanceUid: newUid() })).status).toBe(422);
    const standard = (await api.post(STUDIES, studyBody())).body;
    expect((await remove({ studyId: standard.studyId })).status).toBe(422);
    expect((await api.get(`${STUDIES}/${study.studyId}`)).status).toBe(200);
  });
});

describe('reports', () => {
  test('what is added bit by bit; reader and time overwrite, the header is that of the first day', async () => {
    const study = await create();
    const first = await add(study, { readerName: 'Dr. A' });
    expect(first.body).toEqual({
      externalReportId: expect.stringMatching(/^ext_/),
      studyId: study.studyId,
      studyInstanceUid: study.studyInstanceUid,
    });
    await api.patch(`${STUDIES}/${study.studyId}`, { reportMetadata: { mrn: 'MRN-2' } });
    const more = { reportText: 'No nodule.', readerName: 'Dr. B', signedAt: '2019' };
    const second = await api.post(`${EXTERNAL}/reports`, { studyInstanceUid: study.studyInstanceUid, ...more });
    expect(second.body).toEqual(first.body);
    expect(await read(first.body)).toMatchObject({ ...more, presignedUrl: null, snapshotMetadata: { mrn: 'MRN-1' } });
    expect((await add(study, withFile('picture', 'scan.PNG'))).status).toBe(200);
    expect(await read(first.body)).toMatchObject({ ...more, presignedUrl: expect.stringContaining('.png?') });
    expect((await api.get(`${STUDIES}/${study.studyId}`)).body.externalReportId).toBe(first.body.externalReportId);
  });

  test('text and file are written once: 409, nothing changes and nothing is fetched', async () => {
    const study = await create({ reportText: 'First.', readerName: 'Dr. A', ...withFile() });
    const before = await read(study);
    const files = await storedFiles();
    asked = [];
    for (const [fields, path] of [
      [{ reportText: 'Second.', readerName: 'Dr. B' }, 'reportText'],
      [{ reportText: 'First.' }, 'reportText'],
      [{ ...withFile(), readerName: 'Dr. B' }, 'reportFileUrl'],
    ] as const) {
      const answer = await add(study, fields);
      expect(answer).toMatchObject({ status: 409, body: { code: 'conflict', issues: [{ path }] } });
      expect(answer.headers['x-should-retry']).toBe('false');
    }
    expect(asked).toEqual([]);
    const { presignedUrl: _url, ...after } = await read(study);
    expect(before).toMatchObject(after);
    expect(await storedFiles()).toEqual(files);
  });

  test('of many that write text and file at once one is kept', async () => {
    const study = await create();
    const files = await storedFiles();
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) => add(study, { reportText: `Text ${index}`, readerName: `Dr. ${index}`, ...withFile() })),
    );
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array.from({ length: 19 }, () => 409)]);
    const winner = answers.findIndex(({ status }) => status === 200);
    expect(await read(answers[winner]?.body)).toMatchObject({ reportText: `Text ${winner}`, readerName: `Dr. ${winner}` });
    expect(await storedFiles()).toHaveLength(files.length + 1);
  });

  test('400, 401, 404 and 422', async () => {
    const study = await create();
    const post = (body?: Record<string, unknown>, client = api) => client.post(`${EXTERNAL}/reports`, body);
    expect((await post()).status).toBe(400);
    expect((await post({})).status).toBe(400);
    expect((await post({ readerName: 'x' })).body.issues[0].path).toBe('studyId');
    expect((await post({ studyId: study.studyId })).body.issues[0].path).toBe('reportText');
    expect((await add(study, { reportFileUrl: 'https://a.example/x' })).body.issues[0].path).toBe('reportFileName');
    expect((await add(study, { readerName: null })).body.issues[0].path).toBe('readerName');
    expect((await add(study, { readerName: 'x' }, apiClient(server.app, ''))).status).toBe(401);
    for (const client of [neighbour, self]) expect((await add(study, { readerName: 'x' }, client)).status).toBe(404);
    expect((await add({ studyId: unknown() }, { readerName: 'x' })).status).toBe(404);
    expect((await add({ studyId: unknown() }, withFile())).status).toBe(404);
    expect((await add(study, { readerName: 'x', studyInstanceUid: newUid() })).status).toBe(422);
    const standard = (await api.post(STUDIES, studyBody())).body;
    expect((await add(standard, { readerName: 'x' })).status).toBe(422);
    expect((await add(study, withFile('page'))).status).toBe(422);
    expect((await api.get(`${EXTERNAL}/reports?studyId=${study.studyId}`)).body.reports).toEqual([]);
  });

  test('the list, newest first, by study, in pages', async () => {
    const clinicId = await createClinic(server.deps, 'Clinic of the lists');
    const client = apiClient(server.app, (await server.newKey({ clinicId })).authorization);
    const one = await create({ reportText: 'x' }, client);
    const two = await create({ readerName: 'Dr. A', signedAt: '2019', ...withFile() }, client);
    const three = await create({ reportText: 'y' }, client);
    const list = async (query = '') => (await client.get(`${EXTERNAL}/reports?${query}`)).body;
    const ids = (page: { reports: { studyId: string }[] }) => page.reports.map(({ studyId }) => studyId);
    expect(ids(await list())).toEqual([three, two, one].map(({ studyId }) => studyId));
    expect((await list(`studyId=${two.studyId}`)).reports).toEqual([
      {
        externalReportId: two.externalReportId,
        studyId: two.studyId,
        studyInstanceUid: two.studyInstanceUid,
        createdAt: expect.any(String),
        readerName: 'Dr. A',
        signedAt: '2019',
        hasReportText: false,
        reportPdfPresent: true,
      },
    ]);
    expect((await list(`studyId=${one.studyId}`)).reports[0]).toMatchObject({
      hasReportText: true,
      reportPdfPresent: false,
      readerName: null,
    });
    expect(await list(`studyId=${unknown()}`)).toEqual({ reports: [], hasMore: false });
    const first = await list('limit=2');
    const second = await list(`limit=2&cursor=${encodeURIComponent(first.cursor)}`);
    expect([...ids(first), ...ids(second)]).toEqual([three, two, one].map(({ studyId }) => studyId));
    expect([first.hasMore, second.hasMore]).toEqual([true, false]);
    for (const query of ['limit=0', 'studyId=x', 'cursor=x', 'page=1']) {
      expect((await client.get(`${EXTERNAL}/reports?${query}`)).status).toBe(400);
    }
    expect((await neighbour.get(`${EXTERNAL}/reports?studyId=${one.studyId}`)).body.reports).toEqual([]);
    expect((await self.get(`${EXTERNAL}/reports`)).body.reports).toEqual([]);
  });

  test('404 for what is unknown, of another clinic, or outside the scope', async () => {
    const study = await create({ reportText: 'x' });
    const at = `${EXTERNAL}/reports/${study.externalReportId}`;
    for (const client of [neighbour, self]) expect((await client.get(at)).status).toBe(404);
    expect((await apiClient(server.app, '').get(at)).status).toBe(401);
    expect((await api.get(`${EXTERNAL}/reports/${publicId('ext', crypto.randomUUID())}`)).status).toBe(404);
    expect((await api.get(`${EXTERNAL}/reports/x`)).status).toBe(404);
  });
});

describe('the file', () => {
  test('comes as it is, as what it is, for an hour', async () => {
    const study = await create(withFile('picture', 'scan.png'));
    const { presignedUrl } = await read(study);
    const answer = await download(presignedUrl);
    expect(answer.statusCode).toBe(200);
    expect(answer.rawPayload.equals(PNG)).toBe(true);
    expect(answer.headers).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
      'content-disposition': `inline; filename="${study.externalReportId}.png"`,
    });
    const begun = now;
    now = new Date(begun.getTime() + 3_599_000);
    expect((await download(presignedUrl)).statusCode).toBe(200);
    now = new Date(begun.getTime() + 3_601_000);
    expect((await download(presignedUrl)).statusCode).toBe(401);
    now = begun;
  });

  test('no other address opens it', async () => {
    const study = await create(withFile());
    const other = await create(withFile());
    const { presignedUrl } = await read(study);
    const url = new URL(presignedUrl);
    const changed = (name: string, value: string) => {
      const copy = new URL(url);
      copy.searchParams.set(name, value);
      return copy.href;
    };
    for (const wrong of [
      presignedUrl.replace(study.externalReportId, other.externalReportId),
      presignedUrl.replace('.pdf', '.png'),
      changed('expires', String(Number(url.searchParams.get('expires')) + 1)),
      changed('signature', '0'.repeat(64)),
      presignedUrl.split('?')[0] ?? '',
      presignedUrl.replace('/external-reports/', '/reports/'),
    ]) {
      expect((await download(wrong)).statusCode).toBe(401);
    }
  });
});

test('what is done is in the audit log, without a word of the report', async () => {
  const study = await create({ reportText: 'Secret words.' });
  await add(study, { readerName: 'Dr. Secret', ...withFile() });
  await download((await read(study)).presignedUrl);
  await api.post(`${EXTERNAL}/delete`, { studyId: study.studyId });
  const rows = await server.deps.db.asSystem((tx) =>
    tx
      .select({ action: auditEvents.action, detail: auditEvents.detail })
      .from(auditEvents)
      .where(eq(auditEvents.studyId, rawId('stu', study.studyId) ?? ''))
      .orderBy(auditEvents.seq),
  );
  expect(rows.map(({ action }) => action)).toEqual([
    'study.created',
    'study.read',
    'external_report.updated',
    'external_report.read',
    'external_report.file_downloaded',
    'study.deleted',
  ]);
  expect(JSON.stringify(rows)).not.toContain('Secret');
});
