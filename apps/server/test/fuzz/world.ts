import { createClinic } from '../../src/features/clinics/index.ts';
import { revokeKey } from '../../src/features/keys/index.ts';
import { apiClient, newUid, studyBody } from '../api.ts';
import { createTestApp, type TestApp } from '../app.ts';
import { newReader, newStudy, signReport } from '../browser.ts';

/** In every text of the other clinic, and in no request: where an answer holds it, something leaked. */
export const MARKER = 'ZqForeignZq';

type Json = Record<string, unknown>;

/** What a clinic holds, by the prefix of the id (`stu`, `usr`, …); `uid` are StudyInstanceUIDs, `externalReferenceId` a client's own. */
export type Holdings = Record<'stu' | 'usr' | 'rep' | 'inv' | 'cus' | 'org' | 'ref' | 'ext' | 'uid' | 'externalReferenceId', string[]>;

export interface World {
  server: TestApp;
  own: Holdings;
  foreign: Holdings;
  /** `Authorization` values of clinic A: what each may do differs. */
  keys: Record<'all' | 'self' | 'noViewer' | 'revoked', string>;
  /** Everything that the other clinic's key reads: to compare before and after. */
  readForeign(): Promise<string>;
}

/** One server with two clinics, each with something of everything. */
export async function createWorld(): Promise<World> {
  const server = await createTestApp();
  const keyOf = async (options: Parameters<TestApp['newKey']>[0] = {}) =>
    server.newKey({ studyWebhookUrl: 'https://127.0.0.1:1/hook', ...options });
  const all = await keyOf();
  const self = await keyOf({ scope: 'self' });
  const noViewer = await keyOf({ isViewerEnabled: false });
  const revoked = await keyOf();
  await revokeKey(server.deps, revoked.id);
  const otherClinicId = await createClinic(server.deps, `${MARKER} clinic`);
  const other = await keyOf({ clinicId: otherClinicId, description: `${MARKER} key` });
  return {
    server,
    own: await populate(server, server.clinicId, all.authorization, 'Own'),
    foreign: await populate(server, otherClinicId, other.authorization, MARKER),
    keys: {
      all: all.authorization,
      self: self.authorization,
      noViewer: noViewer.authorization,
      revoked: revoked.authorization,
    },
    async readForeign() {
      const api = apiClient(server.app, other.authorization);
      const lists = [
        '/autoScribe/studies',
        '/viewer/studies',
        '/express',
        '/autoScribe/clinicalReferences?isActive=',
        '/autoScribe/users',
        '/autoScribe/users/invitations',
        '/autoScribe/studies/external/reports',
      ];
      const answers = [];
      for (const path of lists) answers.push((await api.get(`${path}${path.includes('?') ? '&' : '?'}limit=100`)).body);
      return JSON.stringify(answers);
    },
  };
}

async function populate(server: TestApp, clinicId: string, authorization: string, name: string): Promise<Holdings> {
  const api = apiClient(server.app, authorization);
  const create = async (path: string, body: Json): Promise<Record<string, string>> => {
    const answer = await api.post(path, body);
    if (answer.status !== 200) throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const studies = '/autoScribe/studies';
  const words = { exam: `${name} exam`, findings: `${name} findings.`, impression: `${name} impression.` };
  const header = { patientName: `${name}^PATIENT`, mrn: `${name}-MRN` };
  const study = (changes: Json = {}) =>
    newStudy(server, authorization, {
      studyDescription: `${name} study`,
      clinicalHistory: `${name} history`,
      reportMetadata: header,
      ...changes,
    });

  const reader = await newReader(server, { clinicId, email: `${name.toLowerCase()}@example.org`, lastName: `${name}Reader` });
  const member = await server.newUser({ clinicId, email: `${name.toLowerCase()}2@example.org`, firstName: name });
  const customer = await create('/express', { expressCustomerName: `${name} customer` });
  const closed = await create('/express', { expressCustomerName: `${name} closed` });
  await create(`/express/${closed.expressCustomerId}/deactivate`, {});

  const uid = newUid();
  const free = await study({ studyInstanceUid: uid, priorReports: [{ reportText: `${name} prior` }] });
  const signed = await study();
  const reportId = await signReport(reader, signed, words);
  const amended = await study();
  const parentId = await signReport(reader, amended, words);
  await create(`/autoScribe/reports/${parentId}/addendum`, {});
  const placed = await study({ expressCustomerId: customer.expressCustomerId });
  const cancelled = await study();
  await create(`${studies}/cancel`, { studyId: cancelled });
  const archive = await create(`${studies}/external`, {
    ...studyBody({ studyDescription: `${name} archive`, reportMetadata: header }),
    reportText: `${name} archived text`,
    readerName: `${name} archivist`,
  });
  const viewed = await create('/viewer/studies', { severity: 'normal', studyDescription: `${name} viewed`, studyInstanceUid: newUid() });
  const externalReferenceId = `${name === MARKER ? 'foreign' : 'own'}-reference`;
  const reference = await create('/autoScribe/clinicalReferences', { name: `${name} facility`, type: 'facility', externalReferenceId });
  const invited = await create('/autoScribe/users', {
    email: `${name.toLowerCase()}3@example.org`,
    firstName: name,
    lastName: 'Invited',
    level: 'member',
    clinicRole: 'Radiologist',
    canCreateReports: false,
    canManageStudies: true,
    hasDashboardAccess: false,
  });
  const invitations = (await api.get('/autoScribe/users/invitations')).body.invitations as { invitationId: string }[];
  const customers = [customer.expressCustomerId, closed.expressCustomerId].map(String);
  return {
    stu: [free, signed, amended, placed, cancelled, String(archive.studyId), String(viewed.studyId)],
    usr: [reader.userId, member.userId, String(invited.userId)],
    rep: [reportId, parentId],
    inv: invitations.map(({ invitationId }) => invitationId),
    cus: customers,
    org: customers.map((id) => id.replace('cus_', 'org_')),
    ref: [String(reference.clinicalReferenceId)],
    ext: [String(archive.externalReportId)],
    uid: [uid, String(viewed.studyInstanceUid)],
    externalReferenceId: [externalReferenceId],
  };
}
