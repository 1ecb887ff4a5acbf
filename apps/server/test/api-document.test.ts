import { beforeAll, expect, test } from 'vitest';
import { studyBody } from './api.ts';
import { AnswerJudge, type SentAnswer } from './api-document.ts';
import { createTestApp, type TestApp } from './app.ts';

const CREATE = { path: '/v1/autoScribe/studies', method: 'post' };
const READ = { path: '/v1/autoScribe/studies/{studyId}', method: 'get' };
let server: TestApp;
let judge: AnswerJudge;
let created: SentAnswer;
let read: SentAnswer;
let refused: SentAnswer;

beforeAll(async () => {
  server = await createTestApp();
  judge = new AnswerJudge((await server.app.inject({ url: '/openapi.json' })).json());
  const { authorization } = await server.newKey();
  const ask = async (method: 'GET' | 'POST', url: string, payload?: Record<string, unknown>): Promise<SentAnswer> => {
    const answer = await server.app.inject({ method, url, headers: { authorization }, ...(payload && { payload }) });
    return { status: answer.statusCode, headers: answer.headers, body: answer.json() };
  };
  const body = studyBody();
  created = await ask('POST', CREATE.path, body);
  refused = await ask('POST', CREATE.path, body);
  read = await ask('GET', `${CREATE.path}/${(created.body as { studyId: string }).studyId}`);
  return () => server.close();
});

test('what the server answers is as documented', () => {
  expect([created.status, refused.status, read.status]).toEqual([200, 409, 200]);
  expect(judge.faults(CREATE, created)).toEqual([]);
  expect(judge.faults(CREATE, refused)).toEqual([]);
  expect(judge.faults(READ, read)).toEqual([]);
});

test('what is not as documented is named', () => {
  const study = created.body as Record<string, unknown>;
  const changed = (changes: Record<string, unknown>) => judge.faults(CREATE, { ...created, body: { ...study, ...changes } });
  const without = (answer: SentAnswer, name: string) => ({ ...answer, headers: { ...answer.headers, [name]: undefined } });
  expect(changed({ severity: 'urgent' })).toEqual(['/severity must be equal to one of the allowed values']);
  expect(changed({ secret: 1 })).toEqual(['the body must NOT have additional properties']);
  expect(changed({ createdAt: 'yesterday' })).not.toEqual([]);
  expect(changed({ studyDescription: undefined })).not.toEqual([]);
  expect(judge.faults(CREATE, { ...created, status: 201 })).toEqual(['the status 201 is not documented']);
  expect(judge.faults(CREATE, { ...created, headers: { ...created.headers, 'content-type': 'text/html' } })).toEqual([
    'the content type text/html is not documented',
  ]);
  expect(judge.faults(CREATE, without(created, 'x-request-id'))).toEqual(['the header x-request-id is missing']);
  expect(judge.faults(CREATE, without(refused, 'x-should-retry'))).toEqual(['the header x-should-retry is missing']);
  expect(judge.faults(READ, without(read, 'etag'))).toEqual(['the header etag is missing']);
  expect(judge.faults(CREATE, { ...created, headers: { ...created.headers, etag: '"a"' } })).toEqual(['the header etag is not documented']);
});
