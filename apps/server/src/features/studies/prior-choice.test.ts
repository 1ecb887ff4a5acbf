import { publicId } from '@readroom/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { newUid, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, newReader, newStudy, newStudyManager } from '../../../test/browser.ts';
import { createClinic } from '../clinics/index.ts';

/** Which studies a person may name as priors in the dashboard: suggested for a patient, found by words, and told by their ids. */

type User = BrowserClient & { userId: string; cookie: string };
const STUDIES = '/admin/studies';
const PRIORS = `${STUDIES}/priors`;
let server: TestApp;
let owner: User;
let manager: User;
let north: string;

beforeAll(async () => {
  server = await createTestApp();
  owner = await newReader(server, { level: 'owner' });
  manager = await newStudyManager(server, owner);
  north = (await owner.post('/admin/customers', { expressCustomerName: 'North' })).body.expressCustomerId;
  return () => server.close();
});

async function create(reportMetadata: Record<string, unknown>, changes: Record<string, unknown> = {}, path = STUDIES) {
  const { status, body } = await owner.post(path, studyBody({ reportMetadata, ...changes }));
  expect([status, body.issues]).toEqual([200, undefined]);
  return body as { studyId: string; studyInstanceUid: string };
}

const newMrn = () => `M-${crypto.randomUUID()}`;
const idsOf = (studies: { studyId: string }[]) => studies.map(({ studyId }) => studyId);

async function suggested(query: Record<string, unknown>, client: BrowserClient = owner): Promise<string[]> {
  const { status, body } = await client.post(`${PRIORS}/suggest`, query);
  expect(status).toBe(200);
  return idsOf(body.studies);
}

async function named(studyIds: string[], client: BrowserClient = owner) {
  const { status, body } = await client.post(`${PRIORS}/named`, { studyIds });
  expect(status).toBe(200);
  return body.studies;
}

describe('suggestions', () => {
  test('without words: the studies of the patient, newest first, and of nobody else', async () => {
    const mrn = newMrn();
    const first = await create({ mrn });
    await create({ mrn: newMrn() });
    const archived = await create({ mrn }, { reportText: 'Clear.' }, `${STUDIES}/external`);
    // Each customer numbers its own patients.
    const ofNorth = await create({ mrn }, { expressCustomerId: north });
    expect(await suggested({ mrn })).toEqual([archived.studyId, first.studyId]);
    expect(await suggested({ mrn, expressCustomerId: north })).toEqual([ofNorth.studyId]);
  });

  test('without words and patient there are none: nobody reads of patients whom they did not ask for', async () => {
    await create({ mrn: newMrn() });
    expect(await suggested({ mrn: newMrn() })).toEqual([]);
    expect(await suggested({ words: '  ', mrn: null })).toEqual([]);
    expect(await suggested({})).toEqual([]);
  });

  test('by words: every one of them in patient, exam or MRN, those of the patient first', async () => {
    const mrn = newMrn();
    const ofPatient = await create({ mrn, patientName: 'MARLOWE^EDITH' }, { studyDescription: 'XR KNEE RIGHT' });
    const ofOther = await create({ mrn: newMrn(), patientName: 'MARLOWE^JON' }, { studyDescription: 'XR KNEE LEFT' });
    expect(await suggested({ words: 'marlowe  Knee', mrn })).toEqual([ofPatient.studyId, ofOther.studyId]);
    expect(await suggested({ words: 'marlowe knee' })).toEqual([ofOther.studyId, ofPatient.studyId]);
    expect(await suggested({ words: 'marlowe hip', mrn })).toEqual([]);
    expect(await suggested({ words: mrn.toUpperCase() })).toEqual([ofPatient.studyId]);
    expect(await suggested({ words: 'KNEE_RIGHT' })).toEqual([]);
  });

  test('by id and by UID, in full', async () => {
    const { studyId, studyInstanceUid } = await create({});
    // Who has its number means it, cancelled or not.
    await owner.post(`${STUDIES}/cancel`, { studyId });
    expect(await suggested({ words: ` ${studyId} `, mrn: newMrn() })).toEqual([studyId]);
    expect(await suggested({ words: studyInstanceUid })).toEqual([studyId]);
    expect(await suggested({ words: studyInstanceUid.slice(0, -1) })).toEqual([]);
    expect(await suggested({ words: publicId('stu', crypto.randomUUID()) })).toEqual([]);
  });

  test('at most 20, and none that was cancelled or deleted', async () => {
    const mrn = newMrn();
    const gone = await create({ mrn }, { reportText: 'Clear.' }, `${STUDIES}/external`);
    await owner.post(`${STUDIES}/external/delete`, { studyId: gone.studyId });
    const cancelled = await create({ mrn });
    await owner.post(`${STUDIES}/cancel`, { studyId: cancelled.studyId });
    const standing = await create({ mrn });
    expect(await suggested({ mrn })).toEqual([standing.studyId]);
    for (let index = 0; index < 20; index++) await create({ mrn });
    expect(await suggested({ mrn })).toHaveLength(20);
  });
});

describe('named studies', () => {
  test('are told with what a person knows them by, cancelled ones too', async () => {
    const known = await create(
      { mrn: 'M-7', patientName: 'MARLOWE^EDITH', studyDate: '2023-05-06' },
      { studyDescription: 'CT CHEST', modality: 'CT' },
    );
    const bare = await create({}, { modality: null });
    await owner.post(`${STUDIES}/cancel`, { studyId: bare.studyId });
    const studies = await named([bare.studyId, known.studyId, publicId('stu', crypto.randomUUID())]);
    expect(studies).toHaveLength(2);
    expect(studies).toContainEqual({
      studyId: known.studyId,
      studyDescription: 'CT CHEST',
      modality: 'CT',
      studyDate: '2023-05-06',
      patientName: 'MARLOWE^EDITH',
      mrn: 'M-7',
      studyType: 'standard',
      studyReportStatus: 'unassigned',
      isCancelled: false,
    });
    expect(studies).toContainEqual(
      expect.objectContaining({ studyId: bare.studyId, modality: null, studyDate: null, patientName: null, mrn: null, isCancelled: true }),
    );
  });

  test('400 for none, for more than 100 and for what is no id', async () => {
    const id = publicId('stu', crypto.randomUUID());
    for (const studyIds of [[], Array.from({ length: 101 }, () => id), ['usr_1']]) {
      expect((await owner.post(`${PRIORS}/named`, { studyIds })).status).toBe(400);
    }
  });
});

test('nothing out of reach is suggested or told: another customer’s, another clinic’s, a viewer’s', async () => {
  const mrn = newMrn();
  const ofNorth = await create({ mrn }, { expressCustomerId: north });
  const free = await create({ mrn });
  const neighbour = (await server.newKey({ clinicId: await createClinic(server.deps, 'Neighbour') })).authorization;
  const foreign = await newStudy(server, neighbour, { reportMetadata: { mrn } });
  const viewed = (await owner.post('/admin/viewer-studies', { studyInstanceUid: newUid(), studyDescription: 'CT', severity: 'normal' }))
    .body;
  const ids = [ofNorth.studyId, free.studyId, foreign, viewed.studyId];
  expect(idsOf(await named(ids, manager))).toEqual([free.studyId]);
  expect(idsOf(await named(ids)).sort()).toEqual([ofNorth.studyId, free.studyId].sort());
  expect(await suggested({ words: mrn }, manager)).toEqual([free.studyId]);
  expect(await suggested({ mrn, expressCustomerId: north }, manager)).not.toContain(ofNorth.studyId);
  expect(await suggested({ words: foreign })).toEqual([]);
  expect(await suggested({ words: viewed.studyInstanceUid })).toEqual([]);
});

test('whose studies were seen stands in the audit log; the words do not', async () => {
  const { studyId } = await create({ mrn: newMrn(), patientName: 'SECRET^NAME' });
  await suggested({ words: 'secret' });
  await named([studyId]);
  const { body } = await owner.get('/admin/audit?action=study.listed');
  const [last, before] = body.events;
  for (const event of [last, before]) expect(event.detail).toMatchObject({ count: 1, studyIds: studyId });
  expect(JSON.stringify(body).toLowerCase()).not.toContain('secret');
});
