import { afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { inviteBody, studyBody } from './api.ts';
import { createTestApp, type TestApp } from './app.ts';
import { RawConnection, type RawRequest, requestBytes } from './raw-http.ts';

/** What the published client libraries put on the wire, over one connection that is kept alive. */
const STUDIES = '/v1/autoScribe/studies';
const JSON_TYPE = { 'content-type': 'application/json' };

let server: TestApp;
let origin: string;
let authorization: string;
let connection: RawConnection;

beforeAll(async () => {
  server = await createTestApp();
  origin = await server.app.listen({ port: 0, host: '127.0.0.1' });
  authorization = (await server.newKey()).authorization;
  return () => server.close();
});
beforeEach(async () => {
  connection = await RawConnection.open(origin);
});
afterEach(() => connection.close());

/** One call on the connection of the test, with the key. The body is JSON. */
async function call(method: string, path: string, rest: Partial<RawRequest> & { json?: unknown } = {}) {
  const { json, headers, ...others } = rest;
  const body = json === undefined ? others.body : JSON.stringify(json);
  const answer = await connection.ask({
    method,
    path,
    ...others,
    headers: { authorization, ...(json !== undefined && JSON_TYPE), ...headers },
    body,
  });
  return { ...answer, json: answer.body === '' ? undefined : JSON.parse(answer.body) };
}
const newStudy = async () => (await call('POST', STUDIES, { json: studyBody() })).json.studyId as string;
const newCustomer = async () =>
  (await call('POST', '/v1/express', { json: { expressCustomerName: 'North' } })).json.expressCustomerId as string;

test('a whole day of calls over one connection: none of them closes it', async () => {
  const studyId = await newStudy();
  const calls: [string, string, Parameters<typeof call>[2], number][] = [
    ['GET', `${STUDIES}/${studyId}`, {}, 200],
    ['PATCH', `${STUDIES}/${studyId}`, { json: { severity: 'stat' } }, 200],
    ['POST', STUDIES, { json: studyBody({ studyInstanceUid: 'none' }) }, 400],
    ['GET', `${STUDIES}/stu_unknown`, {}, 404],
    ['POST', `${STUDIES}/cancel`, { json: { studyId } }, 200],
    ['POST', `${STUDIES}/reroute-url`, { json: { studyId, assignedToUserId: `usr_${'0'.repeat(32)}` } }, 422],
    ['PUT', `${STUDIES}/${studyId}`, { json: {} }, 405],
    ['GET', STUDIES, { headers: { authorization: 'Bearer none' } }, 401],
    ['POST', STUDIES, { headers: { authorization: 'Bearer none' }, json: studyBody() }, 401],
    ['HEAD', STUDIES, {}, 200],
    ['GET', STUDIES, {}, 200],
  ];
  for (const [method, path, rest, status] of calls) {
    const answer = await call(method, path, rest);
    expect([method, path, answer.status]).toEqual([method, path, status]);
    expect([method, path, answer.headers.connection]).toEqual([method, path, 'keep-alive']);
  }
});

test.each<[string, Partial<RawRequest>, number]>([
  ['no JSON', { headers: JSON_TYPE, body: '{' }, 400],
  ['of another type', { headers: { 'content-type': 'text/plain' }, body: 'x' }, 415],
])('a body that is %s ends the connection, and the answer says so', async (_, rest, status) => {
  expect(await call('POST', STUDIES, rest)).toMatchObject({ status, headers: { connection: 'close' } });
});

describe('a call without fields', () => {
  const ABSENT: [string, Partial<RawRequest>][] = [
    ['no bytes, no content type, no length', {}],
    ['content-length: 0', { headers: { 'content-length': '0' } }],
    ['content-length: 0 of a JSON type', { headers: { ...JSON_TYPE, 'content-length': '0' } }],
    ['a JSON type and no bytes', { headers: JSON_TYPE }],
    ['no chunks', { headers: JSON_TYPE, body: '', framing: { chunks: 10 } }],
    ['no chunks, no content type', { body: '', framing: { chunks: 10 } }],
    ['an empty object', { headers: JSON_TYPE, body: '{}' }],
    ['an empty object in chunks', { headers: JSON_TYPE, body: '{}', framing: { chunks: 1 } }],
    ['null', { headers: JSON_TYPE, body: 'null' }],
  ];

  test.each(ABSENT)('%s: POST of an action', async (_, rest) => {
    const customer = await newCustomer();
    const answer = await call('POST', `/v1/express/${customer}/deactivate`, rest);
    expect(answer).toMatchObject({ status: 200, json: { expressCustomerId: customer, isActive: false } });
  });

  test.each(ABSENT)('%s: PATCH changes nothing', async (_, rest) => {
    const studyId = await newStudy();
    const { json: before } = await call('GET', `${STUDIES}/${studyId}`);
    expect(await call('PATCH', `${STUDIES}/${studyId}`, rest)).toMatchObject({ status: 200, json: before });
  });

  test.each(ABSENT)('%s: where a field is needed, it is named', async (_, rest) => {
    const answer = await call('POST', `${STUDIES}/cancel`, rest);
    expect(answer.status).toBe(400);
    expect(answer.json.issues[0].path).toMatch(/studyId/);
  });
});

describe('a JSON body on DELETE', () => {
  test.each<[string, Partial<RawRequest>]>([
    ['by its length', {}],
    ['in chunks', { framing: { chunks: 7 } }],
    ['with a charset', { headers: { 'content-type': 'application/json; charset=utf-8' } }],
  ])('%s', async (_, rest) => {
    const customer = await newCustomer();
    const { userId } = (await call('POST', '/v1/autoScribe/users', { json: inviteBody() })).json;
    expect((await call('POST', `/v1/express/${customer}/users`, { json: { userId } })).json.success).toBe(true);
    expect(await call('DELETE', `/v1/express/${customer}/users`, { json: { userId }, ...rest })).toMatchObject({
      status: 200,
      json: { success: true },
    });
    expect((await call('GET', `/v1/express/${customer}`)).json.userCount).toBe(0);
  });
});

describe('queries', () => {
  test.each([
    ['comma-joined', 'studyReportStatus=unassigned,assigned'],
    ['comma-joined, encoded', 'studyReportStatus=unassigned%2Cassigned'],
    ['repeated', 'studyReportStatus=unassigned&studyReportStatus=assigned'],
    ['both', 'studyReportStatus=unassigned,assigned&studyReportStatus=completed'],
  ])('an array %s', async (_, query) => {
    const studyId = await newStudy();
    const { status, json } = await call('GET', `${STUDIES}?${query}&limit=1`);
    expect(status).toBe(200);
    expect(json.studies[0].studyId).toBe(studyId);
    expect((await call('GET', `${STUDIES}?${query.replaceAll('unassigned', 'completed')}&limit=100`)).json.studies).not.toContainEqual(
      expect.objectContaining({ studyId }),
    );
  });

  test.each(['', 'null'])('null as %j: without one for an id, no filter for a boolean', async (word) => {
    const studyId = await newStudy();
    const { userId } = await server.newUser();
    const { json: given } = await call('POST', STUDIES, { json: studyBody({ assignedTo: userId }) });
    const ids = async (query: string) => {
      const { status, json } = await call('GET', `${STUDIES}?${query}&limit=100`);
      expect(status).toBe(200);
      return json.studies.map((study: { studyId: string }) => study.studyId) as string[];
    };
    const free = await ids(`assignedTo=${word}&expressCustomerId=${word}&isCancelled=${word}`);
    expect(free).toContain(studyId);
    expect(free).not.toContain(given.studyId);
    expect(await ids(`isCancelled=${word}`)).toEqual(expect.arrayContaining([studyId, given.studyId]));
  });

  test('empty values of every other kind are no filter', async () => {
    const studyId = await newStudy();
    const empty = ['cursor', 'limit', 'severity', 'studyDescription', 'studyReportStatus', 'studyType'].map((name) => `${name}=`).join('&');
    const { status, json } = await call('GET', `${STUDIES}?${empty}`);
    expect([status, json.studies[0].studyId]).toEqual([200, studyId]);
  });
});

/** As each library sets them (version and runtime are examples). */
const LIBRARIES: [string, Record<string, string>][] = [
  [
    'TypeScript',
    {
      accept: 'application/json',
      'user-agent': 'Avara/JS 1.4.0',
      'x-stainless-arch': 'x64',
      'x-stainless-lang': 'js',
      'x-stainless-os': 'Linux',
      'x-stainless-package-version': '1.4.0',
      'x-stainless-runtime': 'node',
      'x-stainless-runtime-version': 'v22.11.0',
      'x-stainless-timeout': '60',
      connection: 'keep-alive',
    },
  ],
  [
    'Python',
    {
      accept: 'application/json',
      'accept-encoding': 'gzip, deflate, br, zstd',
      'user-agent': 'Avara/Python 1.2.0',
      'x-stainless-async': 'false',
      'x-stainless-lang': 'python',
      'x-stainless-read-timeout': '60.0',
      'x-stainless-runtime': 'CPython',
      connection: 'keep-alive',
    },
  ],
  [
    'Java',
    {
      Accept: 'application/json',
      'Accept-Encoding': 'gzip',
      'User-Agent': 'Avara/Java 0.9.1',
      'X-Stainless-Lang': 'java',
      Connection: 'Keep-Alive',
    },
  ],
  ['C#', { Accept: 'application/json', 'User-Agent': 'Avara/C# 0.4.0', 'X-Stainless-Lang': 'csharp', Expect: '100-continue' }],
  ['curl', { Accept: '*/*', 'User-Agent': 'curl/8.11.0' }],
];

describe.each(LIBRARIES)('%s', (_, headers) => {
  test('its headers are taken, and a retry of it is done once', async () => {
    const json = studyBody();
    const key = `stainless-retry-${crypto.randomUUID()}`;
    const create = (retry: number) =>
      call('POST', STUDIES, { json, headers: { ...headers, 'x-stainless-retry-count': `${retry}`, 'idempotency-key': key } });
    const first = await create(0);
    expect(first.status).toBe(200);
    expect(await create(1)).toMatchObject({ status: 200, json: first.json });
    expect(first.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(first.headers['content-encoding']).toBeUndefined();
    expect((await call('GET', `${STUDIES}/by-uid/${json.studyInstanceUid}`, { headers })).status).toBe(200);
  });

  test('what is not tried again says so, what is says when', async () => {
    const json = studyBody();
    await call('POST', STUDIES, { json, headers });
    const taken = await call('POST', STUDIES, { json, headers: { ...headers, 'x-stainless-retry-count': '2' } });
    expect([taken.status, taken.headers['x-should-retry']]).toEqual([409, 'false']);
  });
});

describe('HTTP/1.1', () => {
  test('expect: 100-continue is told to go on, then answered', async () => {
    const body = JSON.stringify(studyBody());
    const whole = requestBytes({ method: 'POST', path: STUDIES, headers: { authorization, ...JSON_TYPE, expect: '100-continue' }, body });
    const head = whole.indexOf('\r\n\r\n') + 4;
    connection.write(whole.subarray(0, head));
    const answer = connection.answer();
    connection.write(whole.subarray(head));
    expect(await answer).toMatchObject({ status: 200, interim: [100] });
  });

  test.each([1, 2, 3, 100, 100_000])('a body in chunks of %i bytes, characters torn apart', async (chunks) => {
    const json = studyBody({ studyDescription: 'Röntgen 胸部 🩻', clinicalHistory: 'é'.repeat(500) });
    const answer = await call('POST', STUDIES, { json, framing: { chunks } });
    expect(answer).toMatchObject({ status: 200, json: { studyDescription: json.studyDescription, clinicalHistory: json.clinicalHistory } });
  });

  test('requests that do not wait for the answers before are answered in order', async () => {
    const ids = [await newStudy(), await newStudy(), await newStudy()];
    const paths = Array.from({ length: 30 }, (_, index) => (index % 5 === 4 ? STUDIES : `${STUDIES}/${ids[index % 3]}`));
    const changes = ids.map((id, index) =>
      requestBytes({
        method: 'PATCH',
        path: `${STUDIES}/${id}`,
        headers: { authorization, ...JSON_TYPE },
        body: JSON.stringify({ technologistTechnique: `${index}` }),
      }),
    );
    connection.write(
      Buffer.concat([...changes, ...paths.map((path) => requestBytes({ method: 'GET', path, headers: { authorization } }))]),
    );
    for (const id of ids) expect(JSON.parse((await connection.answer()).body).studyId).toBe(id);
    for (const path of paths) {
      const { status, body } = await connection.answer();
      expect(status).toBe(200);
      if (path === STUDIES) expect(JSON.parse(body)).toHaveProperty('studies');
      else expect(path).toContain(JSON.parse(body).studyId);
    }
  });

  test('HEAD has the headers of GET and no body, also where it is refused', async () => {
    const path = `${STUDIES}/${await newStudy()}`;
    const get = await call('GET', path);
    const head = await call('HEAD', path);
    expect(head).toMatchObject({ status: 200, body: '' });
    for (const name of ['content-type', 'content-length', 'etag']) expect(head.headers[name]).toBe(get.headers[name]);
    expect((await call('HEAD', `${STUDIES}/stu_unknown`)).status).toBe(404);
    expect((await call('GET', path)).status).toBe(200);
  });

  test('a client that says so is let go', async () => {
    expect(await call('GET', STUDIES, { headers: { connection: 'close' } })).toMatchObject({
      status: 200,
      headers: { connection: 'close' },
    });
    await expect.poll(() => connection.isOpen).toBe(false);
  });

  test.each([
    ['headers of more than the server reads', { 'x-filler': 'x'.repeat(200_000) }],
    ['a length that is none', { 'content-length': 'many' }],
    ['a length and chunks', { 'content-length': '5', 'transfer-encoding': 'chunked' }],
  ])('%s: an answer in the form of every other, then the end', async (_, headers) => {
    connection.write(requestBytes({ method: 'POST', path: STUDIES, headers: { authorization, ...headers } }));
    const answer = await connection.answer();
    expect(answer.status).toBe(400);
    expect(JSON.parse(answer.body)).toMatchObject({ code: 'malformed_request', requestId: answer.headers['x-request-id'] });
    await expect.poll(() => connection.isOpen).toBe(false);
  });
});
