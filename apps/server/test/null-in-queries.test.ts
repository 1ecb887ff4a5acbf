import { beforeAll, describe, expect, test } from 'vitest';
import { apiClient, studyBody } from './api.ts';
import { createTestApp, type TestApp } from './app.ts';
import { readDocument } from './fuzz/document.ts';

/** How a query says null: by the empty value, and by the word. */

/** Free text: the word is looked for. */
const TEXTS = ['email', 'firstName', 'lastName', 'studyDescription'];

let server: TestApp;
let authorization: string;
let parameters: { path: string; name: string }[];

beforeAll(async () => {
  server = await createTestApp();
  ({ authorization } = await server.newKey());
  const api = apiClient(server.app, authorization);
  const { body: customer } = await api.post('/express', { expressCustomerName: 'North' });
  const { userId } = await server.newUser({ lastName: 'Null' });
  for (const changes of [{}, { expressCustomerId: customer.expressCustomerId }, { assignedTo: userId }])
    await api.post('/autoScribe/studies', studyBody(changes));
  await api.post('/autoScribe/studies/external', { ...studyBody(), reportText: 'Read elsewhere.' });
  await api.post('/autoScribe/clinicalReferences', { name: 'West', type: 'facility' });
  const { operations } = await readDocument(server.app);
  parameters = operations
    .filter(({ method }) => method === 'GET')
    .flatMap(({ path, parameters }) => parameters.filter((one) => one.in === 'query').map(({ name }) => ({ path, name })));
  return () => server.close();
});

async function ask(path: string, query: string) {
  const answer = await server.app.inject({ url: `${path}?${query}`, headers: { authorization } });
  const { requestId: _, ...body } = answer.json();
  return { status: answer.statusCode, body };
}

test('the word null is the empty value in every parameter of the API document but free text', async () => {
  expect(parameters.length).toBeGreaterThan(40);
  const differing: string[] = [];
  for (const { path, name } of parameters.filter(({ name }) => !TEXTS.includes(name))) {
    const [empty, word] = [await ask(path, `${name}=`), await ask(path, `${name}=null`)];
    if (JSON.stringify(empty) !== JSON.stringify(word)) differing.push(`${path}?${name}: ${empty.status}, ${word.status}`);
  }
  expect(differing).toEqual([]);
});

describe('it means', () => {
  const studies = '/v1/autoScribe/studies';
  const users = '/v1/autoScribe/users';
  test.each([
    ['"is null" for an id that may be null', studies, 'expressCustomerId=null', 'studies', 3],
    ['no filter for one that is never null', `${studies}/external/reports`, 'studyId=null', 'reports', 1],
    ['no filter for a boolean', studies, 'isCancelled=null', 'studies', 4],
    ['no filter for an enum', studies, 'severity=null&studyType=null', 'studies', 4],
    ['no filter for a list, and nothing in one', studies, 'studyReportStatus=null,assigned', 'studies', 1],
    ['no filter for text that is empty', users, 'lastName=&email=', 'users', 1],
    ['a word to look for in text', users, 'lastName=null', 'users', 1],
    ['a word that is not there', users, 'firstName=null', 'users', 0],
    ['the first page of usual length', studies, 'cursor=null&limit=null', 'studies', 4],
  ])('%s', async (_meaning, path, query, items, found) => {
    const { status, body } = await ask(path, query);
    expect({ status, found: body[items]?.length }).toEqual({ status: 200, found });
  });
});
