import { randomBytes } from 'node:crypto';
import { rawId } from '@readroom/contract';
import { eq } from 'drizzle-orm';
import { createClinic } from '../../src/features/clinics/index.ts';
import { revokeKey } from '../../src/features/keys/index.ts';
import { SESSION_COOKIE } from '../../src/features/principal/index.ts';
import { users } from '../../src/platform/db/schema.ts';
import { apiClient, inviteBody, newUid, studyBody } from '../api.ts';
import type { TestApp } from '../app.ts';
import { browserClient, newReader, signReport, writeReport } from '../browser.ts';
import { APP_OPERATIONS } from './app-operations.ts';
import type { Row } from './call.ts';

type Json = Record<string, unknown>;
type Headers = Record<string, string>;

export interface Stage {
  /** Request headers of every caller, by the names of the tables and those whom `else` stands for. */
  callers: Record<string, Headers>;
  /** Signs a caller in (again). */
  newCaller: Record<string, () => Promise<Headers>>;
  readerId: string;
  foreignReaderId: string;
  /** A new row, by its name in the tables. */
  rows: Record<string, () => Promise<Row>>;
}

/** A clinic with every kind of caller and the makers of every kind of row, beside another clinic with the same. */
export async function setStage(server: TestApp): Promise<Stage> {
  const otherClinicId = await createClinic(server.deps, 'Other clinic');
  const keys = {
    self: await server.newKey({ scope: 'self', reportWebhookUrl: 'https://127.0.0.1:1/hook' }),
    all: await server.newKey(),
    noViewer: await server.newKey({ isViewerEnabled: false }),
    revoked: await server.newKey(),
    other: await server.newKey({ clinicId: otherClinicId, reportWebhookUrl: 'https://127.0.0.1:1/hook' }),
  };
  await revokeKey(server.deps, keys.revoked.id);
  // Nobody answers there.
  const asking = await server.newKey({ studyWebhookUrl: 'http://127.0.0.1:9/hook' });

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

  /** As if the key had invited the user. */
  const invitedBy = (key: { id: string }, userId: string) =>
    server.deps.db.asSystem((tx) =>
      tx
        .update(users)
        .set({ invitedByApiKeyId: key.id })
        .where(eq(users.id, rawId('usr', userId) ?? '')),
    );

  const cookieOf = async (email: string): Promise<Headers> => ({ cookie: await server.signIn(email) });
  const nobodysReports = { canCreateReports: false };
  const owner = await server.newUser({ level: 'owner', ...nobodysReports });
  const admin = await server.newUser({ level: 'admin', ...nobodysReports });
  const radiologist = await newReader(server, { email: 'radiologist@example.org' });
  const technologist = await server.newUser({ canManageStudies: true, ...nobodysReports });
  const desk = await server.newUser({ canManageStudies: true, ...nobodysReports });
  const plain = await server.newUser(nobodysReports);
  const freelance = await server.newUser();
  const colleague = await newReader(server);
  const southerner = await newReader(server);
  const stranger = await newReader(server, { clinicId: otherClinicId });
  const strangeOwner = await server.newUser({ clinicId: otherClinicId, level: 'owner', ...nobodysReports });
  for (const { userId } of [radiologist, technologist, desk, plain, colleague]) await join(userId);
  const opened = await apiClient(server.app, keys.all.authorization).patch(`/autoScribe/users/${desk.userId}`, {
    hasDashboardAccess: true,
  });
  if (opened.status !== 200) throw new Error(`opening the dashboard answered ${opened.status}`);
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
  const reference = async (key: { authorization: string }, changes: Json = {}): Promise<Row> => {
    const externalId = randomBytes(8).toString('hex');
    const body = { name: `Facility ${externalId}`, type: 'facility', externalReferenceId: externalId, ...changes };
    return { ref: (await ask(key, '/autoScribe/clinicalReferences', body)).clinicalReferenceId, externalId };
  };
  const invited = async (key: { authorization: string }): Promise<Row> => {
    const { userId = '' } = await ask(key, '/autoScribe/users', inviteBody());
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
  for (const { userId } of [colleague, rerouted]) await invitedBy(keys.self, userId);
  const open = async (url = ''): Promise<Headers> => {
    const answer = await browserClient(server.app).post('/session/open', { token: url.split('#')[1] });
    const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? '';
    if (!cookie.startsWith(SESSION_COOKIE)) throw new Error(`opening a link answered ${answer.status}`);
    return { cookie };
  };
  const follow = async (path: string, body: Json): Promise<Headers> =>
    open((await ask(keys.self, `/autoScribe/studies/${path}`, { studyId: linked.stu, ...body })).url);

  /** With one image in it, stored by the key that made it. */
  const withImage = async (key: { authorization: string }, row: Row): Promise<Row> => {
    const { method, url, payload, headers } = APP_OPERATIONS['images.store']?.(row, { readerId: '', foreignReaderId: '' }) ?? {
      method: 'POST',
      url: '',
    };
    const answer = await server.app.inject({ method, url, payload, headers: { ...headers, ...key } });
    const sop = answer.json()['00081199']?.Value[0]['00081155'].Value[0];
    if (answer.statusCode !== 200) throw new Error(`storing an image answered ${answer.statusCode}: ${answer.body}`);
    return { ...row, sop };
  };
  const authorizationOf = ({ authorization }: { authorization: string }) => ({ authorization });
  const inProgress = async (): Promise<Row> => {
    const row = await study(keys.self, inNorth);
    const { reportId, document, revision } = await writeReport(radiologist, row.stu);
    return { ...row, rep: reportId, draft: JSON.stringify({ baseRevision: revision, document, dictation: '' }) };
  };
  const pathOf = (url: string) => url.slice(new URL(url).origin.length);
  /** The webhook event of a report that was just signed, as the owner of the clinic sees it. */
  const delivered = async (
    key: { authorization: string },
    reader: Parameters<typeof signReport>[0],
    changes: Json,
    seenBy: string,
  ): Promise<Row> => {
    await signed(key, reader, changes);
    const log = await browserClient(server.app, (await cookieOf(seenBy)).cookie).get('/admin/webhook-events');
    return { whe: log.body.events[0].eventId };
  };

  const newCaller: Stage['newCaller'] = {
    nobody: async () => ({}),
    revoked: async () => authorizationOf(keys.revoked),
    self: async () => authorizationOf(keys.self),
    all: async () => authorizationOf(keys.all),
    noViewer: async () => authorizationOf(keys.noViewer),
    owner: () => cookieOf(owner.email),
    admin: () => cookieOf(admin.email),
    desk: () => cookieOf(desk.email),
    technologist: () => cookieOf(technologist.email),
    radiologist: () => cookieOf('radiologist@example.org'),
    plain: () => cookieOf(plain.email),
    freelance: () => cookieOf(freelance.email),
    stranger: () => cookieOf(strangeOwner.email),
    reroute: () => follow('reroute-url', { assignedToUserId: rerouted.userId }),
    viewer: () => follow('viewer-only-reroute-url', {}),
    ephemeral: async () => open((await ask(asking, '/viewer/ephemeral-sessions', { retrievalId: 'A-1' })).url),
  };
  const callers: Stage['callers'] = {};
  for (const [name, make] of Object.entries(newCaller)) callers[name] = await make();

  return {
    readerId: colleague.userId,
    foreignReaderId: radiologist.userId,
    callers,
    newCaller,
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
      'signed file': async () => {
        const row = await signed(keys.self, radiologist, inNorth);
        const { body } = await apiClient(server.app, keys.self.authorization).get(`/autoScribe/reports/pdf?reportId=${row.rep}`);
        return { ...row, file: pathOf(body.presignedUrl) };
      },
      'signed other customer': () => signed(keys.all, southerner, { expressCustomerId: south }),
      'signed other clinic': () => signed(keys.other, stranger, {}),
      'in progress': inProgress,
      addendum: async () => {
        const row = await signed(keys.self, radiologist, inNorth);
        const { body } = await radiologist.post(`/studies/${row.stu}/addendum`);
        return { ...row, rep: body.report.reportId };
      },
      'image own': async () => withImage(keys.self, await study(keys.self, inNorth)),
      'image assigned': async () => withImage(keys.self, await study(keys.self, { ...inNorth, assignedTo: colleague.userId })),
      'image other customer': async () => withImage(keys.all, await study(keys.all, { expressCustomerId: south })),
      'image no customer': async () => withImage(keys.all, await study(keys.all)),
      'image other clinic': async () => withImage(keys.other, await study(keys.other)),
      'image linked': () => withImage(keys.self, linked),
      'session other': async () => {
        const cookie = await cookieOf('radiologist@example.org');
        const { body } = await browserClient(server.app, cookie.cookie).get('/sessions');
        return { session: body.sessions.find(({ isCurrent }: { isCurrent: boolean }) => isCurrent).sessionId };
      },
      event: () => delivered(keys.self, radiologist, inNorth, owner.email),
      'event other clinic': () => delivered(keys.other, stranger, {}, strangeOwner.email),
      'reference own': () => reference(keys.self),
      'reference other key': () => reference(keys.all),
      'reference of North': () => reference(keys.all, inNorth),
      'reference of South': () => reference(keys.all, { expressCustomerId: south }),
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
