import {
  ClinicalReferenceCreateSchema,
  ClinicalReferenceListSchema,
  ClinicalReferencePatchSchema,
  ClinicalReferenceSchema,
  CustomerUserSchema,
  EphemeralSessionCreateSchema,
  EphemeralSessionUrlSchema,
  ErrorSchema,
  EXAMPLES,
  ExpressCustomerCreateSchema,
  ExpressCustomerListSchema,
  ExpressCustomerPatchSchema,
  ExpressCustomerSchema,
  ExternalReportCreateSchema,
  ExternalReportEntrySchema,
  ExternalReportListSchema,
  ExternalReportReferenceSchema,
  ExternalReportSchema,
  ExternalStudyCreateSchema,
  exampleOf,
  INVITATION_EXAMPLES,
  InvitationSchema,
  OrgCreateSchema,
  OrgListSchema,
  OrgPatchSchema,
  OrgSchema,
  PdfItemSchema,
  ReportSchema,
  StudyCreateSchema,
  StudyPatchSchema,
  StudySchema,
  TextItemSchema,
  USER_EXAMPLES,
  UserInviteSchema,
  UserPatchSchema,
  UserSchema,
  ViewerInvitationSchema,
  ViewerStudyCreateSchema,
  ViewerStudyPatchSchema,
  ViewerStudySchema,
  ViewerUserInviteSchema,
  ViewerUserPatchSchema,
  ViewerUserSchema,
  WEBHOOKS,
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
      'delete /v1/express/{expressCustomerId}/users',
      'delete /v1/orgs/{orgId}/users',
      'get /v1/autoScribe/clinicalReferences',
      'get /v1/autoScribe/clinicalReferences/byExternalReferenceId/{externalReferenceId}',
      'get /v1/autoScribe/clinicalReferences/{clinicalReferenceId}',
      'get /v1/autoScribe/reports',
      'get /v1/autoScribe/reports/pdf',
      'get /v1/autoScribe/reports/text',
      'get /v1/autoScribe/studies',
      'get /v1/autoScribe/studies/by-uid/{studyInstanceUid}',
      'get /v1/autoScribe/studies/external/reports',
      'get /v1/autoScribe/studies/external/reports/{externalReportId}',
      'get /v1/autoScribe/studies/{studyId}',
      'get /v1/autoScribe/users',
      'get /v1/autoScribe/users/invitations',
      'get /v1/autoScribe/users/invitations/{invitationId}',
      'get /v1/autoScribe/users/{userId}',
      'get /v1/express',
      'get /v1/express/{expressCustomerId}',
      'get /v1/orgs',
      'get /v1/orgs/{orgId}',
      'get /v1/viewer/studies',
      'get /v1/viewer/studies/by-uid/{studyInstanceUid}',
      'get /v1/viewer/studies/{studyId}',
      'get /v1/viewer/users',
      'get /v1/viewer/users/invitations',
      'get /v1/viewer/users/invitations/{invitationId}',
      'get /v1/viewer/users/{userId}',
      'patch /v1/autoScribe/clinicalReferences/{clinicalReferenceId}',
      'patch /v1/autoScribe/studies/{studyId}',
      'patch /v1/autoScribe/users/invitations/{invitationId}',
      'patch /v1/autoScribe/users/{userId}',
      'patch /v1/express/{expressCustomerId}',
      'patch /v1/orgs/{orgId}',
      'patch /v1/viewer/studies/{studyId}',
      'patch /v1/viewer/users/invitations/{invitationId}',
      'patch /v1/viewer/users/{userId}',
      'post /v1/autoScribe/clinicalReferences',
      'post /v1/autoScribe/clinicalReferences/{clinicalReferenceId}/delete',
      'post /v1/autoScribe/ephemeral-sessions',
      'post /v1/autoScribe/reports/{reportId}/addendum',
      'post /v1/autoScribe/reports/{reportId}/cancel-addendum',
      'post /v1/autoScribe/studies',
      'post /v1/autoScribe/studies/cancel',
      'post /v1/autoScribe/studies/external',
      'post /v1/autoScribe/studies/external/delete',
      'post /v1/autoScribe/studies/external/reports',
      'post /v1/autoScribe/studies/reroute-url',
      'post /v1/autoScribe/studies/uncancel',
      'post /v1/autoScribe/studies/viewer-only-reroute-url',
      'post /v1/autoScribe/users',
      'post /v1/autoScribe/users/invitations/revoke',
      'post /v1/autoScribe/users/reactivate',
      'post /v1/autoScribe/users/revoke-access',
      'post /v1/express',
      'post /v1/express/{expressCustomerId}/deactivate',
      'post /v1/express/{expressCustomerId}/reactivate',
      'post /v1/express/{expressCustomerId}/users',
      'post /v1/orgs',
      'post /v1/orgs/{orgId}/deactivate',
      'post /v1/orgs/{orgId}/reactivate',
      'post /v1/orgs/{orgId}/users',
      'post /v1/viewer/ephemeral-sessions',
      'post /v1/viewer/studies',
      'post /v1/viewer/studies/cancel',
      'post /v1/viewer/studies/reroute-url',
      'post /v1/viewer/studies/uncancel',
      'post /v1/viewer/users',
      'post /v1/viewer/users/invitations/revoke',
      'post /v1/viewer/users/reactivate',
      'post /v1/viewer/users/revoke-access',
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

  test('says which answers have an ETag, and that their PATCH takes If-Match and may answer 412', () => {
    const singles = ['autoScribe/studies/{studyId}', 'viewer/studies/{studyId}', 'autoScribe/users/{userId}', 'viewer/users/{userId}'];
    singles.push('autoScribe/users/invitations/{invitationId}', 'viewer/users/invitations/{invitationId}');
    singles.push('autoScribe/clinicalReferences/{clinicalReferenceId}', 'express/{expressCustomerId}', 'orgs/{orgId}');
    for (const single of singles) {
      const { get, patch } = document.paths[`/v1/${single}`];
      expect(get.responses['200'].headers.etag).toEqual({ $ref: '#/components/headers/ETag' });
      expect(patch.responses['200'].headers.etag).toEqual({ $ref: '#/components/headers/ETag' });
      expect(patch.parameters).toContainEqual({ $ref: '#/components/parameters/IfMatch' });
      expect(patch.responses).toHaveProperty('412');
      expect(get.responses).not.toHaveProperty('412');
    }
    expect(document.paths['/v1/autoScribe/studies'].get.responses['200'].headers).not.toHaveProperty('etag');
  });

  test('has the seven webhooks, each signed, with what is sent and what is answered', () => {
    expect(Object.keys(document.webhooks).sort()).toEqual([
      'clinical_context.enrichment_requested',
      'ephemeral.access_requested',
      'modality_worklist.requested',
      'patient_study.enrichment_requested',
      'report.delivered',
      'secondary_capture.access_requested',
      'study.access_requested',
    ]);
    const schemaOf = ({ $ref }: { $ref: string }) => document.components.schemas[$ref.replace('#/components/schemas/', '')];
    // biome-ignore lint/suspicious/noExplicitAny: as above
    for (const [type, { post }] of Object.entries<Record<string, any>>(document.webhooks)) {
      const names = post.parameters.map(({ name, in: place }: { name: string; in: string }) => `${place} ${name}`);
      expect(names).toEqual(['header webhook-id', 'header webhook-timestamp', 'header webhook-signature']);
      const sent = post.requestBody.content['application/json'];
      expect(sent.schema.properties.type).toMatchObject({ const: type, description: expect.any(String) });
      expect(sent.example).toMatchObject({ id: expect.stringMatching(/^whe_[0-9a-f]{32}$/), type });
      for (const schema of [schemaOf(sent.schema.properties.data), schemaOf(post.responses['200'].content['application/json'].schema)]) {
        expect(schema).toMatchObject({ type: 'object', examples: [expect.any(Object)] });
      }
    }
    // As the contract has them: what is asked is closed, what is answered may say more.
    const { StudyAccessRequest, PatientStudyAnswer, SecondaryCaptureAnswer } = document.components.schemas;
    expect(StudyAccessRequest).toMatchObject({ required: ['studyId', 'studyInstanceUid'], additionalProperties: false });
    expect(SecondaryCaptureAnswer.required).toEqual(['authorized']);
    expect(SecondaryCaptureAnswer).not.toHaveProperty('additionalProperties');
    expect(PatientStudyAnswer.required).toBeUndefined();
    expect(Object.keys(PatientStudyAnswer.properties).sort()).toEqual([
      'dateOfBirth',
      'expressCustomerId',
      'externalPatientId',
      'facilityName',
      'height',
      'mrn',
      'patientName',
      'procedure',
      'referringPhysicianName',
      'severity',
      'sex',
      'studyDate',
      'studyDescription',
      'studyTime',
      'weight',
    ]);
  });

  test.each(Object.entries(WEBHOOKS))('the examples of %s are what it is', (_type, { data, answer }) => {
    expect(data.safeParse(exampleOf(data)).error).toBeUndefined();
    expect(answer.safeParse(exampleOf(answer)).error).toBeUndefined();
  });

  test('marks what only the first revision says', () => {
    const { schemas } = document.components;
    for (const name of ['scanDate', 'scanTime', 'scanType']) expect(schemas.ReportMetadata.properties[name].deprecated).toBe(true);
    for (const name of ['org', 'priorReportTexts', 'priorStudyIds']) expect(schemas.Study.properties[name].deprecated).toBe(true);
    for (const name of ['orgId', 'priorReportTexts', 'priorStudyIds']) {
      expect(schemas.StudyCreate.properties[name].deprecated).toBe(true);
      expect(schemas.StudyPatch.properties[name].deprecated).toBe(true);
    }
    const orgs = Object.entries<Record<string, { deprecated?: boolean }>>(document.paths).filter(([path]) => path.startsWith('/v1/orgs'));
    for (const operation of orgs.flatMap(([, methods]) => Object.values(methods))) expect(operation.deprecated).toBe(true);
    const query = document.paths['/v1/autoScribe/studies'].get.parameters;
    expect(query.find(({ name }: { name: string }) => name === 'orgId')).toMatchObject({ required: false, deprecated: true });
  });

  test.each([
    ['StudyCreate', StudyCreateSchema, EXAMPLES.studyCreate],
    ['StudyPatch', StudyPatchSchema, EXAMPLES.studyPatch],
    ['Study', StudySchema, EXAMPLES.study],
    ['ViewerStudyCreate', ViewerStudyCreateSchema, EXAMPLES.viewerStudyCreate],
    ['ViewerStudyPatch', ViewerStudyPatchSchema, EXAMPLES.viewerStudyPatch],
    ['ViewerStudy', ViewerStudySchema, EXAMPLES.viewerStudy],
    ['ExternalStudyCreate', ExternalStudyCreateSchema, EXAMPLES.externalStudyCreate],
    ['ExternalReportCreate', ExternalReportCreateSchema, EXAMPLES.externalReportCreate],
    ['ExternalReportReference', ExternalReportReferenceSchema, EXAMPLES.externalReportReference],
    ['ExternalReportEntry', ExternalReportEntrySchema, EXAMPLES.externalReportEntry],
    ['ExternalReportList', ExternalReportListSchema, EXAMPLES.externalReportList],
    ['ExternalReport', ExternalReportSchema, EXAMPLES.externalReport],
    ['Report', ReportSchema, EXAMPLES.report],
    ['EphemeralSessionCreate', EphemeralSessionCreateSchema, EXAMPLES.ephemeralSessionCreate],
    ['EphemeralSessionUrl', EphemeralSessionUrlSchema, EXAMPLES.url],
    ['ClinicalReferenceCreate', ClinicalReferenceCreateSchema, EXAMPLES.clinicalReferenceCreate],
    ['ClinicalReferencePatch', ClinicalReferencePatchSchema, EXAMPLES.clinicalReferencePatch],
    ['ClinicalReference', ClinicalReferenceSchema, EXAMPLES.clinicalReference],
    ['ClinicalReferenceList', ClinicalReferenceListSchema, EXAMPLES.clinicalReferenceList],
    ['ExpressCustomerCreate', ExpressCustomerCreateSchema, EXAMPLES.expressCustomerCreate],
    ['ExpressCustomerPatch', ExpressCustomerPatchSchema, EXAMPLES.expressCustomerPatch],
    ['ExpressCustomer', ExpressCustomerSchema, EXAMPLES.expressCustomer],
    ['ExpressCustomerList', ExpressCustomerListSchema, EXAMPLES.expressCustomerList],
    ['ExpressCustomerUser', CustomerUserSchema, EXAMPLES.expressCustomerUser],
    ['OrgCreate', OrgCreateSchema, EXAMPLES.orgCreate],
    ['OrgPatch', OrgPatchSchema, EXAMPLES.orgPatch],
    ['Org', OrgSchema, EXAMPLES.org],
    ['OrgList', OrgListSchema, EXAMPLES.orgList],
    ['ReportText', TextItemSchema, EXAMPLES.reportText],
    ['ReportPdf', PdfItemSchema, EXAMPLES.reportPdf],
    ['UserInvite', UserInviteSchema, USER_EXAMPLES.invite],
    ['ViewerUserInvite', ViewerUserInviteSchema, USER_EXAMPLES.viewerInvite],
    ['UserPatch', UserPatchSchema, USER_EXAMPLES.patch],
    ['ViewerUserPatch', ViewerUserPatchSchema, USER_EXAMPLES.viewerPatch],
    ['User', UserSchema, USER_EXAMPLES.user],
    ['ViewerUser', ViewerUserSchema, USER_EXAMPLES.viewerUser],
    ['Invitation', InvitationSchema, INVITATION_EXAMPLES.invitation],
    ['ViewerInvitation', ViewerInvitationSchema, INVITATION_EXAMPLES.viewerInvitation],
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
