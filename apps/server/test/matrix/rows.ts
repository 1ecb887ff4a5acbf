import { randomBytes } from 'node:crypto';
import { createClinic } from '../../src/features/clinics/index.ts';
import { revokeKey } from '../../src/features/keys/index.ts';
import { SESSION_COOKIE } from '../../src/features/principal/index.ts';
import { apiClient, newUid, studyBody } from '../api.ts';
import type { TestApp } from '../app.ts';
import { browserClient, newReader, signReport, writeReport } from '../browser.ts';

/** What the operations on a row name: ids by prefix, and a study's UID. */
export type Row = Partial<Record<'stu' | 'uid' | 'rep' | 'ref' | 'externalId' | 'cus' | 'usr' | 'inv' | 'ext' | 'key', string>>;

type Json = Record<string, unknown>;
type Headers = Record<string, string>;

export interface Stage {
  /** Request headers of every caller, by the names of expected.md and those whom `else` stands for. */
  callers: Record<string, Headers>;
  readerId: string;
  /** A new row, by its name in expected.md. */
  rows: Record<string, () => Promise<Row>>;
}

/** A clinic with every kind of caller and the makers of every kind of row, beside another clinic with the same. */
export async function setStage(server: TestApp): Promise<Stage> {
  const otherClinicId = await createClinic(server.deps, 'Other clinic');
  const keys = {
    self: await server.newKey({ scope: 'self' }),
    all: await server.newKey(),
    noViewer: await server.newKey({ isViewerEnabled: false }),
    revoked: await server.newKey(),
    other: await server.newKey({ clinicId: otherClinicId }),
  };
  await revokeKey(server.deps, keys.revoked.id);

  const ask = async (key: { authorization: string }, path: string, body?: Json): Promise<Record<string, string>> => {
    const answer = await apiClient(server.app, key.authorization).post(path, body);
    if (answer.status !== 200) throw new Error(`POST ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    return answer.body;
  };
  const newCustomer = async (key: { authorization: string }) =>
    (await ask(key, '/express', { expressCustomerName: 'Customer' })).expressCustomerId;
  const north = await newCustomer(keys.self);
  const south = await newCustomer(keys.all);
  const join = (userId: string, customer = north) => ask(keys.all, `/express/${customer}/users`, { userId });

  const cookieOf = async (email: string): Promise<Headers> => ({ cookie: await server.signIn(email) });
  const nobodysReports = { canCreateReports: false };
  const owner = await server.newUser({ level: 'owner', ...nobodysReports });
  const admin = await server.newUser({ level: 'admin', ...nobodysReports });
  const radiologist = await newReader(server);
  const technologist = await server.newUser({ canManageStudies: true, ...nobodysReports });
  const colleague = await newReader(server);
  const southerner = await newReader(server);
  const stranger = await newReader(server, { clinicId: otherClinicId });
  for (const { userId } of [radiologist, technologist, colleague]) await join(userId);
  await join(southerner.userId, south);

  const study = async (key: { authorization: string }, changes: Json = {}): Promise<{ stu: string; uid: string }> => {
    const uid = newUid();
    const { studyId = '' } = await ask(key, '/autoScribe/studies', studyBody({ studyInstanceUid: uid, ...changes }));
    return { stu: studyId, uid };
  };
  const inNorth = { expressCustomerId: north };
  const archive = async (key: { authorization: string }, changes: Json = inNorth): Promise<Row> => {
    const uid = newUid();
    const created = await ask(key, '/autoScribe/studies/external', {
      ...studyBody({ studyInstanceUid: uid, ...changes }),
      reportText: 'Text.',
    });
    return { stu: created.studyId, uid, ext: created.externalReportId };
  };
  const viewed = async (key: { authorization: string }): Promise<Row> => {
    const uid = newUid();
    const body = { severity: 'normal', studyDescription: 'MR KNEE', studyInstanceUid: uid };
    return { stu: (await ask(key, '/viewer/studies', body)).studyId, uid };
  };
  const reference = async (key: { authorization: string }): Promise<Row> => {
    const externalId = randomBytes(8).toString('hex');
    const body = { name: `Facility ${externalId}`, type: 'facility', externalReferenceId: externalId };
    return { ref: (await ask(key, '/autoScribe/clinicalReferences', body)).clinicalReferenceId, externalId };
  };
  const invited = async (key: { authorization: string }): Promise<Row> => {
    const { userId } = await ask(key, '/autoScribe/users', {
      email: `${randomBytes(8).toString('hex')}@example.org`,
      firstName: 'In',
      lastName: 'Vited',
      level: 'member',
      clinicRole: 'Radiologist',
      canCreateReports: false,
      canManageStudies: false,
      hasDashboardAccess: false,
    });
    const list = await apiClient(server.app, key.authorization).get(`/autoScribe/users/invitations?userId=${userId}`);
    return { usr: userId, inv: list.body.invitations[0].invitationId };
  };
  const signed = async (key: { authorization: string }, reader: Parameters<typeof signReport>[0], changes: Json): Promise<Row> => {
    const { stu, uid } = await study(key, changes);
    return { stu, uid, rep: await signReport(reader, stu) };
  };

  const linked = await study(keys.self, inNorth);
  const rerouted = await server.newUser();
  await join(rerouted.userId);
  const follow = async (path: string, body: Json): Promise<Headers> => {
    const { url = '' } = await ask(keys.self, `/autoScribe/studies/${path}`, { studyId: linked.stu, ...body });
    const opened = await browserClient(server.app).post('/session/open', { token: url.split('#')[1] });
    const cookie = String(opened.headers['set-cookie']).split(';')[0] ?? '';
    if (!cookie.startsWith(SESSION_COOKIE)) throw new Error(`opening the link of ${path} answered ${opened.status}`);
    return { cookie };
  };

  return {
    readerId: colleague.userId,
    callers: {
      nobody: {},
      revoked: { authorization: keys.revoked.authorization },
      self: { authorization: keys.self.authorization },
      all: { authorization: keys.all.authorization },
      noViewer: { authorization: keys.noViewer.authorization },
      owner: await cookieOf(owner.email),
      admin: await cookieOf(admin.email),
      radiologist: { cookie: radiologist.cookie },
      technologist: await cookieOf(technologist.email),
      reroute: await follow('reroute-url', { assignedToUserId: rerouted.userId }),
      viewer: await follow('viewer-only-reroute-url', {}),
    },
    rows: {
      '-': async () => ({}),
      unknown: async () => ({ stu: `stu_${randomBytes(16).toString('hex')}`, uid: newUid() }),
      linked: async () => linked,
      own: () => study(keys.self, inNorth),
      'other key': () => study(keys.all, inNorth),
      'other customer': () => study(keys.all, { expressCustomerId: south }),
      'no customer': () => study(keys.all),
      'other clinic': () => study(keys.other),
      assigned: () => study(keys.self, { ...inNorth, assignedTo: colleague.userId }),
      cancelled: async () => {
        const row = await study(keys.self, inNorth);
        await ask(keys.self, '/autoScribe/studies/cancel', { studyId: row.stu });
        return row;
      },
      archive: () => archive(keys.self),
      deleted: async () => {
        const row = await archive(keys.self);
        await ask(keys.self, '/autoScribe/studies/external/delete', { studyId: row.stu });
        return row;
      },
      'archived report': () => archive(keys.self),
      'archived report other key': () => archive(keys.all),
      'archived report other clinic': () => archive(keys.other, {}),
      signed: () => signed(keys.self, radiologist, inNorth),
      'signed other customer': () => signed(keys.all, southerner, { expressCustomerId: south }),
      'signed other clinic': () => signed(keys.other, stranger, {}),
      'in progress': async () => {
        const row = await study(keys.self, inNorth);
        return { ...row, rep: (await writeReport(radiologist, row.stu)).reportId };
      },
      'reference own': () => reference(keys.self),
      'reference other key': () => reference(keys.all),
      'reference other clinic': () => reference(keys.other),
      'reference deleted': async () => {
        const row = await reference(keys.self);
        await ask(keys.self, `/autoScribe/clinicalReferences/${row.ref}/delete`);
        return row;
      },
      'customer own': async () => ({ cus: await newCustomer(keys.self) }),
      'customer other key': async () => ({ cus: await newCustomer(keys.all) }),
      'customer other clinic': async () => ({ cus: await newCustomer(keys.other) }),
      'customer deactivated': async () => {
        const cus = await newCustomer(keys.self);
        await ask(keys.self, `/express/${cus}/deactivate`);
        return { cus };
      },
      'user own': () => invited(keys.self),
      'user other key': () => invited(keys.all),
      'user other clinic': () => invited(keys.other),
      'user owner': async () => ({ usr: owner.userId }),
      'invitation own': () => invited(keys.self),
      'invitation other key': () => invited(keys.all),
      'invitation other clinic': () => invited(keys.other),
      key: async () => ({ key: (await server.newKey()).id }),
      'key other clinic': async () => ({ key: (await server.newKey({ clinicId: otherClinicId })).id }),
      'viewed own': () => viewed(keys.self),
      'viewed other key': () => viewed(keys.all),
      'viewed other clinic': () => viewed(keys.other),
      'viewed cancelled': async () => {
        const row = await viewed(keys.self);
        await ask(keys.self, '/viewer/studies/cancel', { studyId: row.stu });
        return row;
      },
    },
  };
}
