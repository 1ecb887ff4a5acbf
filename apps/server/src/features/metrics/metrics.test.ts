import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/app.ts';

let testApp: TestApp;
beforeAll(async () => {
  testApp = await createTestApp();
});
afterAll(() => testApp.close());

test('requests are counted by their route, and no id or name appears', async () => {
  const { authorization } = await testApp.newKey();
  const id = `stu_${'ab'.repeat(16)}`;
  await testApp.app.inject({ url: `/v1/autoScribe/studies/${id}?studyDescription=Jane`, headers: { authorization } });
  const { body, headers } = await testApp.app.inject({ url: '/metrics' });
  expect(headers['content-type']).toContain('text/plain');
  expect(body).toMatch(/readroom_http_requests_total\{method="GET",route="\/v1\/autoScribe\/studies\/:studyId",status="404"\} 1/);
  expect(body).not.toContain('ab'.repeat(16));
  expect(body).not.toContain('Jane');
});
