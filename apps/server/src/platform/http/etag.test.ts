import { publicId } from '@readroom/contract';
import { beforeAll, describe, expect, test } from 'vitest';
import { type ApiClient, apiClient, inviteBody, studyBody } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { newReader } from '../../../test/browser.ts';

const STUDIES = '/autoScribe/studies';
let server: TestApp;
let api: ApiClient;

beforeAll(async () => {
  server = await createTestApp();
  api = apiClient(server.app, (await server.newKey()).authorization);
  return () => server.close();
});

const newStudy = async () => `${STUDIES}/${(await api.post(STUDIES, studyBody())).body.studyId}`;
const etagAt = async (path: string) => String((await api.get(path)).headers.etag);
const patch = (path: string, ifMatch: string, body: Record<string, unknown> = { severity: 'stat' }) =>
  api.patch(path, body, { 'if-match': ifMatch });

async function newInvitation(): Promise<string> {
  const { userId } = (await api.post('/autoScribe/users', inviteBody())).body;
  return (await api.get(`/autoScribe/users/invitations?userId=${userId}`)).body.invitations[0].invitationId;
}

/** Each kind of resource: the path of a new one, and a change to it. */
const RESOURCES: [string, () => Promise<string>, Record<string, unknown>][] = [
  ['an AutoScribe study', newStudy, { severity: 'high' }],
  [
    'a Viewer study',
    async () => {
      const { reportMetadata: _, ...body } = studyBody();
      return `/viewer/studies/${(await api.post('/viewer/studies', body)).body.studyId}`;
    },
    { severity: 'high' },
  ],
  ['a user', async () => `/autoScribe/users/${(await server.newUser()).userId}`, { lastName: 'Other' }],
  ['a user of the Viewer', async () => `/viewer/users/${(await server.newUser()).userId}`, { lastName: 'Other' }],
  ['an invitation', async () => `/autoScribe/users/invitations/${await newInvitation()}`, { lastName: 'Other' }],
  ['an invitation to the Viewer', async () => `/viewer/users/invitations/${await newInvitation()}`, { lastName: 'Other' }],
  [
    'a clinical reference',
    async () => {
      const { body } = await api.post('/autoScribe/clinicalReferences', { name: `CT ${crypto.randomUUID()}`, type: 'study_description' });
      return `/autoScribe/clinicalReferences/${body.clinicalReferenceId}`;
    },
    { metadata: { color: 'blue' } },
  ],
  [
    'a customer',
    async () => `/express/${(await api.post('/express', { expressCustomerName: 'North' })).body.expressCustomerId}`,
    { expressCustomerName: 'South' },
  ],
  ['an organization', async () => `/orgs/${(await api.post('/orgs', { orgName: 'North' })).body.orgId}`, { orgName: 'South' }],
];

describe.each(RESOURCES)('%s', (_name, create, change) => {
  test('has an ETag that changes with it and with nothing else', async () => {
    const path = await create();
    const first = await etagAt(path);
    expect(first).toMatch(/^"[\w-]{43}"$/);
    expect(await etagAt(path)).toBe(first);
    const before = await api.get(path);
    for (const nothing of [{}, undefined]) expect(await api.patch(path, nothing)).toMatchObject({ status: 200, body: before.body });
    expect((await api.patch(path, {}, { 'if-match': first })).headers.etag).toBe(first);
    const changed = await api.patch(path, change);
    expect(changed.status).toBe(200);
    expect(changed.headers.etag).not.toBe(first);
    expect(await etagAt(path)).toBe(changed.headers.etag);
  });

  test('is changed where If-Match names it as it stands; else 412, and nothing is changed', async () => {
    const path = await create();
    const stale = await etagAt(path);
    const changed = await patch(path, stale, change);
    expect(changed.status).toBe(200);
    expect(await patch(path, stale, {})).toMatchObject({ status: 412, body: { code: 'precondition_failed' } });
    expect((await api.get(path)).body).toEqual(changed.body);
  });
});

describe('If-Match', () => {
  test.each([
    ['*', 200],
    [' * ', 200],
    ['ETAG', 200],
    ['"other", ETAG', 200],
    ['ETAG,"other"', 200],
    [', ETAG ,, "with,comma"', 200],
    ['W/ETAG', 412],
    ['W/ETAG, "other"', 412],
    ['"other"', 412],
    ['""', 412],
    ['"*"', 412],
  ])('%s -> %i', async (condition, status) => {
    const path = await newStudy();
    expect((await patch(path, condition.replace('ETAG', await etagAt(path)))).status).toBe(status);
    expect((await api.get(path)).body.severity).toBe(status === 200 ? 'stat' : 'normal');
  });

  test.each(['', ',', 'abc', '"open', '"a" "b"', 'w/"a"', '*, "a"'])('400 for what is no list of entity tags: %j', async (condition) => {
    expect(await patch(await newStudy(), condition)).toMatchObject({ status: 400, body: { issues: [{ path: 'If-Match' }] } });
  });

  test('what is not there is 404 whatever the condition; a body that is none 400', async () => {
    const unknown = `${STUDIES}/${publicId('stu', crypto.randomUUID())}`;
    for (const condition of ['*', '"a"']) expect((await patch(unknown, condition)).status).toBe(404);
    expect((await patch(await newStudy(), '"a"', { nothing: 1 })).status).toBe(400);
  });

  test('the dashboard’s users and invitations take it too', async () => {
    const owner = await newReader(server, { level: 'owner' });
    for (const path of [`/admin/users/${(await server.newUser()).userId}`, `/admin/invitations/${await newInvitation()}`]) {
      const stale = String((await owner.get(path)).headers.etag);
      const change = (lastName: string, ifMatch: string) => owner.patch(path, { lastName }, { 'if-match': ifMatch });
      expect((await owner.patch(path, {}, { 'if-match': stale })).headers.etag).toBe(stale);
      expect((await change('First', stale)).status).toBe(200);
      expect((await change('Second', stale)).status).toBe(412);
      expect((await owner.get(path)).body.lastName).toBe('First');
    }
  });

  test('the same ETag by UID; none where the answer is a list or an action', async () => {
    const created = await api.post(STUDIES, studyBody());
    const { studyId, studyInstanceUid } = created.body;
    expect(await etagAt(`${STUDIES}/by-uid/${studyInstanceUid}`)).toBe(await etagAt(`${STUDIES}/${studyId}`));
    expect((await api.get(STUDIES)).headers).not.toHaveProperty('etag');
    expect((await api.post(`${STUDIES}/cancel`, { studyId })).headers).not.toHaveProperty('etag');
    expect((await api.get(`${STUDIES}/stu_nothing`)).headers).not.toHaveProperty('etag');
  });
});
