import {
  ErrorSchema,
  EXAMPLES,
  PdfItemSchema,
  ReportSchema,
  StudyCreateSchema,
  StudyPatchSchema,
  StudySchema,
  TextItemSchema,
} from '@readroom/contract';
import { Validator } from '@seriousme/openapi-schema-validator';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/app.ts';

let server: TestApp;
// biome-ignore lint/suspicious/noExplicitAny: the document is read as a client reads it
let document: any;

beforeAll(async () => {
  server = await createTestApp();
  const answer = await server.app.inject({ method: 'GET', url: '/openapi.json' });
  expect(answer.statusCode).toBe(200);
  document = answer.json();
  return () => server.close();
});

describe('/openapi.json', () => {
  test('is valid OpenAPI 3.1', async () => {
    const { valid, errors } = await new Validator().validate(structuredClone(document));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(document.openapi).toBe('3.1.0');
  });

  test('has every operation of the contract, each behind a key, with its errors', () => {
    const operations = Object.entries<Record<string, { operationId: string; security: unknown; responses: object }>>(
      document.paths,
    ).flatMap(([path, methods]) => Object.entries(methods).map(([method, operation]) => ({ call: `${method} ${path}`, operation })));
    expect(operations.map(({ call }) => call).sort()).toEqual([
      'get /v1/autoScribe/reports',
      'get /v1/autoScribe/reports/pdf',
      'get /v1/autoScribe/reports/text',
      'get /v1/autoScribe/studies',
      'get /v1/autoScribe/studies/by-uid/{studyInstanceUid}',
      'get /v1/autoScribe/studies/{studyId}',
      'patch /v1/autoScribe/studies/{studyId}',
      'post /v1/autoScribe/reports/{reportId}/addendum',
      'post /v1/autoScribe/reports/{reportId}/cancel-addendum',
      'post /v1/autoScribe/studies',
      'post /v1/autoScribe/studies/cancel',
      'post /v1/autoScribe/studies/reroute-url',
      'post /v1/autoScribe/studies/uncancel',
      'post /v1/autoScribe/studies/viewer-only-reroute-url',
    ]);
    for (const { operation } of operations) {
      expect(operation.security).toEqual([{ apiKey: [] }]);
      expect(Object.keys(operation.responses)).toEqual(expect.arrayContaining(['200', '401', '429', '500']));
    }
    expect(new Set(operations.map(({ operation }) => operation.operationId)).size).toBe(operations.length);
    expect(document.components.securitySchemes.apiKey).toMatchObject({ type: 'http', scheme: 'bearer' });
  });

  test('says what a generator cannot guess', () => {
    const list = document.paths['/v1/autoScribe/studies'].get.parameters;
    const named = (name: string) => list.find((parameter: { name: string }) => parameter.name === name);
    expect(named('studyReportStatus')).toMatchObject({ style: 'form', explode: false, required: false });
    expect(named('cursor').schema).toEqual({ type: 'string' });
    expect(named('limit').schema).toEqual({ type: 'integer', minimum: 1, maximum: 100, default: 20 });
    expect(document.paths['/v1/autoScribe/studies/{studyId}'].patch.requestBody.required).toBe(false);
    expect(document.paths['/v1/autoScribe/studies'].post.requestBody.required).toBe(true);
    expect(document.paths['/v1/autoScribe/reports/{reportId}/addendum'].post).not.toHaveProperty('requestBody');
  });

  test.each([
    ['StudyCreate', StudyCreateSchema, EXAMPLES.studyCreate],
    ['StudyPatch', StudyPatchSchema, EXAMPLES.studyPatch],
    ['Study', StudySchema, EXAMPLES.study],
    ['Report', ReportSchema, EXAMPLES.report],
    ['ReportText', TextItemSchema, EXAMPLES.reportText],
    ['ReportPdf', PdfItemSchema, EXAMPLES.reportPdf],
    ['Error', ErrorSchema, EXAMPLES.error],
  ])('the example of %s is one', (name, schema, example) => {
    expect(schema.safeParse(example).error).toBeUndefined();
    expect(document.components.schemas[name].examples).toEqual([example]);
  });
});

describe('/docs', () => {
  test('serves itself: its script comes from here and it may ask nobody else', async () => {
    const page = await server.app.inject({ method: 'GET', url: '/docs/' });
    expect(page.statusCode).toBe(200);
    expect(page.headers['content-type']).toContain('text/html');
    expect([...page.body.matchAll(/<(?:script|link|img)[^>]*(?:src|href)="([^"]*)"/g)].map((match) => match[1])).toEqual(['js/scalar.js']);
    expect(page.headers['content-security-policy']).toContain("default-src 'self'");
    expect(page.body).toContain('/openapi.json');
    const script = await server.app.inject({ method: 'GET', url: '/docs/js/scalar.js' });
    expect(script.statusCode).toBe(200);
    expect(script.headers['content-type']).toContain('javascript');
  });
});
