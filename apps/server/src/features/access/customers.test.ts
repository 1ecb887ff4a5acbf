import { publicId } from '@readroom/contract';
import { buildDicom, imageDataSet } from '@readroom/dicom/testing';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ApiClient, apiClient, newUid, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient, newReader, signReport } from '../../../test/browser.ts';

/** A member who belongs to customers sees only their studies; a member of none sees only studies without a customer; owner and admin see all. */

type Reader = BrowserClient & { userId: string; cookie: string };
interface Place {
  studyId: string;
  studyInstanceUid: string;
}

let server: TestApp;
let api: ApiClient;
let north: string;
let south: string;
const places: Record<'north' | 'south' | 'free', Place> = {} as never;
const readers: Record<string, Reader> = {};

beforeAll(async () => {
  server = await createTestApp();
  api = apiClient(server.app, (await server.newKey()).authorization);
  north = await newCustomer('North');
  south = await newCustomer('South');
  places.north = await newStudy({ expressCustomerId: north });
  places.south = await newStudy({ expressCustomerId: south });
  places.free = await newStudy();
  readers.none = await newReader(server);
  readers.north = await newReader(server);
  readers.both = await newReader(server);
  readers.manager = await newReader(server, { canManageStudies: true });
  readers.freeManager = await newReader(server, { canManageStudies: true });
  readers.admin = await newReader(server, { level: 'admin' });
  readers.owner = await newReader(server, { level: 'owner' });
  for (const name of ['north', 'both', 'manager', 'admin', 'owner']) await join(north, readers[name]!);
  await join(south, readers.both!);
  return () => server.close();
});

async function newCustomer(expressCustomerName: string): Promise<string> {
  return (await api.post('/express', { expressCustomerName })).body.expressCustomerId;
}

async function newStudy(changes: Record<string, unknown> = {}): Promise<Place> {
  const { status, body } = await api.post('/autoScribe/studies', studyBody(changes));
  expect(status).toBe(200);
  return body;
}

async function join(customer: string, { userId }: { userId: string }): Promise<void> {
  expect((await api.post(`/express/${customer}/users`, { userId })).status).toBe(200);
}
async function leave(customer: string, { userId }: { userId: string }): Promise<void> {
  expect((await api.delete(`/express/${customer}/users`, { userId })).status).toBe(200);
}

const slice = ({ studyInstanceUid }: Place) =>
  buildDicom(
    imageDataSet({
      '00080018': ['UI', newUid()],
      '0020000D': ['UI', studyInstanceUid],
      '0020000E': ['UI', `${studyInstanceUid}.1`],
    }),
  );

const upload = ({ cookie }: Reader, study: Place) =>
  server.app.inject({
    method: 'POST',
    url: `/api/studies/${study.studyId}/images`,
    payload: slice(study),
    headers: { cookie, 'content-type': 'application/dicom' },
  });

const listed = async (reader: BrowserClient): Promise<string[]> =>
  (await reader.get('/worklist?limit=100')).body.studies.map((row: Place) => row.studyId);

describe('who sees what', () => {
  const table: [string, ('north' | 'south' | 'free')[]][] = [
    ['none', ['free']],
    ['north', ['north']],
    ['both', ['north', 'south']],
    ['manager', ['north']],
    ['freeManager', ['free']],
    ['admin', ['north', 'south', 'free']],
    ['owner', ['north', 'south', 'free']],
  ];

  test.each(table)('%s: on the worklist, on the study page, of the images and of what may be added', async (name, seen) => {
    const reader = readers[name]!;
    const worklist = await listed(reader);
    for (const [place, study] of Object.entries(places) as [keyof typeof places, Place][]) {
      const isSeen = seen.includes(place);
      expect(worklist.includes(study.studyId)).toBe(isSeen);
      expect((await reader.get(`/studies/${study.studyId}`)).status).toBe(isSeen ? 200 : 404);
      expect((await reader.get(`/studies/${study.studyId}/series`)).status).toBe(isSeen ? 200 : 404);
      expect((await upload(reader, study)).statusCode).toBe(isSeen ? 201 : 404);
      if (!isSeen) {
        expect((await reader.post(`/studies/${study.studyId}/report`)).status).toBe(404);
        expect((await reader.post(`/studies/${study.studyId}/assign`, { assignedTo: 'me' })).status).toBe(404);
        expect((await reader.post(`/studies/${study.studyId}/addendum`)).status).toBe(404);
      }
    }
  });

  test('counts and modalities of the worklist tell nothing of other customers', async () => {
    await newStudy({ expressCustomerId: south, modality: 'US' });
    const { body } = await readers.north!.get('/worklist?limit=1');
    expect(body.total).toBe((await listed(readers.north!)).length);
    expect(body.modalities).not.toContain('US');
    expect((await readers.both!.get('/worklist')).body.modalities).toContain('US');
  });
});

describe('a report of another customer', () => {
  test('is read, written, signed and printed by nobody outside', async () => {
    const { studyId } = await newStudy({ expressCustomerId: south });
    const reportId = await signReport(readers.both!, studyId);
    const outsider = readers.north!;
    const answers = [
      await outsider.get(`/reports/${reportId}`),
      await outsider.get(`/reports/${reportId}/pdf`),
      await outsider.put(`/reports/${reportId}/draft`, {
        baseRevision: 1,
        document: (await readers.both!.get(`/reports/${reportId}`)).body.document,
        dictation: '',
      }),
      await outsider.post(`/reports/${reportId}/sign`, { revision: 1, isCritical: false, dismissals: [] }),
      await outsider.post(`/reports/${reportId}/cancel-addendum`),
      await outsider.post(`/studies/${studyId}/addendum`),
    ];
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 404));
    expect((await readers.admin!.get(`/reports/${reportId}`)).status).toBe(200);
  });

  test('is no prior for those outside, though a study names it', async () => {
    const prior = await newStudy({ expressCustomerId: south });
    await signReport(readers.both!, prior.studyId, { exam: 'CT.', findings: 'Clear.', impression: 'Known only in the south.' });
    const { studyId } = await newStudy({ expressCustomerId: north, priorStudyIds: [prior.studyId] });
    expect(JSON.stringify((await readers.both!.get(`/studies/${studyId}`)).body)).toContain('Known only in the south.');
    expect(JSON.stringify((await readers.north!.get(`/studies/${studyId}`)).body)).not.toContain('Known only in the south.');
    expect(JSON.stringify((await readers.north!.post(`/studies/${studyId}/report`)).body)).not.toContain('Known only in the south.');
  });
});

test('an image sent to /dicom-web for a study of another customer is refused', async () => {
  const send = async ({ cookie }: Reader, study: Place) => {
    const payload = Buffer.concat([
      Buffer.from('--b\r\nContent-Type: application/dicom\r\n\r\n'),
      slice(study),
      Buffer.from('\r\n--b--\r\n'),
    ]);
    const headers = { cookie, 'content-type': 'multipart/related; type="application/dicom"; boundary=b' };
    return (await server.app.inject({ method: 'POST', url: '/dicom-web/studies', payload, headers })).statusCode;
  };
  expect(await send(readers.north!, places.north)).toBe(200);
  expect(await send(readers.north!, places.south)).toBe(409);
  expect(await send(readers.none!, places.north)).toBe(409);
});

test('who joins or leaves a customer sees it at once, in the session that is open', async () => {
  const reader = await newReader(server);
  expect((await reader.get(`/studies/${places.free.studyId}`)).status).toBe(200);
  await join(south, reader);
  expect((await reader.get(`/studies/${places.south.studyId}`)).status).toBe(200);
  expect((await reader.get(`/studies/${places.free.studyId}`)).status).toBe(404);
  await leave(south, reader);
  expect((await reader.get(`/studies/${places.south.studyId}`)).status).toBe(404);
  expect((await reader.get(`/studies/${places.free.studyId}`)).status).toBe(200);
});

test('a deactivated customer keeps its data in sight of those who belong to it', async () => {
  const east = await newCustomer('East');
  const { studyId } = await newStudy({ expressCustomerId: east });
  const reader = await newReader(server);
  await join(east, reader);
  await api.post(`/express/${east}/deactivate`);
  expect(await listed(reader)).toEqual([studyId]);
  expect((await reader.get(`/studies/${studyId}`)).status).toBe(200);
});

test('assigned to somebody outside, a study is still not theirs to see; a reroute link opens that one study and no other', async () => {
  const reader = await newReader(server);
  const study = await newStudy({ expressCustomerId: south, assignedTo: reader.userId });
  expect((await reader.get(`/studies/${study.studyId}`)).status).toBe(404);
  const { url } = (await api.post('/autoScribe/studies/reroute-url', { studyId: study.studyId, assignedToUserId: reader.userId })).body;
  const opened = await browserClient(server.app).post('/session/open', { token: new URL(url).hash.slice(1) });
  const cookie = [opened.headers['set-cookie']].flat().join(';').split(';')[0] ?? '';
  const linked = browserClient(server.app, cookie);
  expect((await linked.get(`/studies/${study.studyId}`)).status).toBe(200);
  expect((await linked.post(`/studies/${study.studyId}/report`)).status).toBe(200);
  expect((await linked.get(`/studies/${places.south.studyId}`)).status).toBe(404);
});

test('a user of the clinic is not told by id whether a study of another customer exists', async () => {
  const unknown = await readers.north!.get(`/studies/${publicId('stu', crypto.randomUUID())}`);
  const hidden = await readers.north!.get(`/studies/${places.south.studyId}`);
  expect({ ...hidden.body, requestId: '' }).toEqual({ ...unknown.body, requestId: '' });
});
