import { createHash } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text as readAll } from 'node:stream/consumers';
import { type ReportPage, SECTION_IDS } from '@readroom/contract';
import { buildDicom, imageDataSet } from '@readroom/dicom/testing';
import { expect, test, vi } from 'vitest';
import { newUid } from './api.ts';
import { judgedFetch } from './judged-fetch.ts';
import { type Installation, newInstallation, type Running } from './process.ts';

/** Everything that the server said it has done, and what it may have done without being able to say so. */
interface Ledger {
  studies: string[];
  drafts: Map<string, { revision: number; text: string }>;
  /** By report, every text that was sent: one in flight when the server died may be there or not. */
  sent: Map<string, string[]>;
  signed: { reportId: string; studyId: string; text: string }[];
  images: { studyId: string; sopInstanceUid: string; sha256: string }[];
}

/** A client of a real server: a key for the API, a cookie for the reading room. An answer that is no success ends its work. */
interface Client {
  api(method: string, path: string, body?: unknown): Promise<Response>;
  app(method: string, path: string, body?: unknown): Promise<Response>;
}

class Refused extends Error {}

const ENOUGH = { signed: 4, images: 8, drafts: 12 };

// At once, because most of their time is waiting for the leases of what was being sent when the process died.
test.concurrent.for<{ what: string; kill: (installation: Installation, server: Running) => void; restart: boolean }>([
  { what: 'the server', kill: (_, { child }) => child.kill('SIGKILL'), restart: true },
  { what: 'PostgreSQL', kill: (installation) => process.kill(installation.postgresPid(), 'SIGKILL'), restart: false },
  {
    what: 'both at once',
    kill: (installation, { child }) => {
      process.kill(installation.postgresPid(), 'SIGKILL');
      child.kill('SIGKILL');
    },
    restart: true,
  },
])(
  'after a kill -9 of $what in the middle of work, what was acknowledged is there and nothing is half done',
  { timeout: 180_000 },
  async ({ kill, restart }, { onTestFinished }) => {
    const receiver = await startReceiver();
    onTestFinished(receiver.close);
    const installation = await newInstallation({ READROOM_OUTBOUND_ALLOW: '127.0.0.0/8' });
    onTestFinished(() => installation.remove());
    const server = await installation.start();
    const client = await signIn(installation, receiver.url);

    const ledger: Ledger = { studies: [], drafts: new Map(), sent: new Map(), signed: [], images: [] };
    let killed = false;
    const acknowledged = () => {
      const { signed, images, drafts } = ledger;
      if (killed || signed.length < ENOUGH.signed || images.length < ENOUGH.images || drafts.size < ENOUGH.drafts) return;
      killed = true;
      kill(installation, server);
    };
    const stopped = () => killed;
    await Promise.all(
      [report, report, report, upload, upload].map((work) => untilRefused(() => work(client, ledger, acknowledged), stopped)),
    );

    if (restart) await server.ended;
    if (restart) await installation.start();
    else await installation.ready(server);

    await checkStudies(client, ledger);
    await checkDrafts(client, ledger);
    await checkSigned(client, ledger);
    await checkImages(client, ledger);
    const unheard = () => ledger.signed.filter(({ reportId }) => !receiver.reports.has(reportId));
    await vi.waitFor(() => expect(unheard()).toEqual([]), { timeout: 120_000 });
    expect(await installation.command('doctor')).toMatchObject({ code: 0, result: { ok: true } });
  },
);

/** Repeats until an answer is no success, which must not happen before the kill. */
async function untilRefused(work: () => Promise<void>, killed: () => boolean): Promise<void> {
  for (;;) {
    try {
      await work();
    } catch (error) {
      // fetch throws a TypeError where the connection ends.
      if (killed() && (error instanceof Refused || error instanceof TypeError)) return;
      throw error;
    }
  }
}

async function createStudy(client: Client, ledger: Ledger): Promise<{ studyId: string; studyInstanceUid: string }> {
  const studyInstanceUid = newUid();
  const created = await client.api('POST', '/autoScribe/studies', {
    studyInstanceUid,
    studyDescription: 'CT head without contrast',
    severity: 'normal',
    reportMetadata: { patientName: 'Test Patient' },
  });
  const { studyId } = await created.json();
  ledger.studies.push(studyId);
  return { studyId, studyInstanceUid };
}

/** One study from order to signature; every other one stays a draft. */
async function report(client: Client, ledger: Ledger, acknowledged: () => void): Promise<void> {
  const { studyId } = await createStudy(client, ledger);
  const opened: ReportPage = await (await client.app('POST', `/studies/${studyId}/report`)).json();
  const { reportId } = opened.report;
  let revision = opened.draft?.revision ?? 0;
  let text = '';
  for (let pass = 1; pass <= 3; pass += 1) {
    text = `No acute finding. Pass ${pass} of ${reportId}.`;
    ledger.sent.set(reportId, [...(ledger.sent.get(reportId) ?? []), text]);
    const saved = await client.app('PUT', `/reports/${reportId}/draft`, {
      baseRevision: revision,
      document: documentSaying(opened, text),
      dictation: '',
    });
    ({ revision } = await saved.json());
    ledger.drafts.set(reportId, { revision, text });
    acknowledged();
  }
  if (ledger.drafts.size % 2 === 0) return;
  await client.app('POST', `/reports/${reportId}/sign`, { revision, isCritical: false, dismissals: [] });
  ledger.signed.push({ reportId, studyId, text });
  acknowledged();
}

function documentSaying(page: ReportPage, text: string) {
  return {
    templateId: page.draft?.document.templateId,
    sections: SECTION_IDS.map((id) => ({
      id,
      paragraphs: [{ label: null, spans: [{ text: wordsOf(id, text), origin: 'typed', accepted: true }] }],
    })),
  };
}

function wordsOf(section: (typeof SECTION_IDS)[number], text: string): string {
  const fixed = {
    exam: 'CT head without contrast',
    indication: 'Headache.',
    technique: 'Axial images without contrast.',
    comparison: 'None available.',
  };
  return section === 'findings' || section === 'impression' ? text : fixed[section];
}

/** A study with three images. */
async function upload(client: Client, ledger: Ledger, acknowledged: () => void): Promise<void> {
  const { studyId, studyInstanceUid } = await createStudy(client, ledger);
  const seriesInstanceUid = newUid();
  for (let number = 1; number <= 3; number += 1) {
    const sopInstanceUid = newUid();
    const bytes = buildDicom(
      imageDataSet({
        '00080018': ['UI', sopInstanceUid],
        '0020000D': ['UI', studyInstanceUid],
        '0020000E': ['UI', seriesInstanceUid],
        '00200013': ['IS', String(number)],
      }),
    );
    await client.app('POST', `/studies/${studyId}/images`, bytes);
    ledger.images.push({ studyId, sopInstanceUid, sha256: createHash('sha256').update(bytes).digest('hex') });
    acknowledged();
  }
}

async function checkStudies(client: Client, ledger: Ledger): Promise<void> {
  for (const studyId of ledger.studies) expect((await client.api('GET', `/autoScribe/studies/${studyId}`)).status).toBe(200);
}

async function checkDrafts(client: Client, ledger: Ledger): Promise<void> {
  for (const [reportId, { revision, text }] of ledger.drafts) {
    const page: ReportPage = await (await client.app('GET', `/reports/${reportId}`)).json();
    const words = (page.draft ?? page).document?.sections.at(-1)?.paragraphs[0]?.spans[0]?.text;
    // The save or the signature that was in flight may have arrived.
    expect(ledger.sent.get(reportId)).toContain(words);
    if (page.draft) expect(page.draft.revision).toBeGreaterThanOrEqual(revision);
    if (page.draft?.revision === revision) expect(words).toBe(text);
  }
}

async function checkSigned(client: Client, ledger: Ledger): Promise<void> {
  for (const { reportId, studyId, text } of ledger.signed) {
    const { reports } = await (await client.api('GET', `/autoScribe/reports?studyId=${studyId}`)).json();
    expect(reports).toMatchObject([{ reportId, status: 'completed', isCritical: false, reportPlainText: expect.stringContaining(text) }]);
    const { presignedUrl } = await (await client.api('GET', `/autoScribe/reports/pdf?reportId=${reportId}`)).json();
    await vi.waitFor(async () => expect((await fetch(presignedUrl)).status).toBe(200), { timeout: 60_000 });
  }
}

async function checkImages(client: Client, ledger: Ledger): Promise<void> {
  for (const { studyId, sopInstanceUid, sha256 } of ledger.images) {
    const bytes = await (await client.app('GET', `/studies/${studyId}/instances/${sopInstanceUid}`)).bytes();
    expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
  }
}

async function signIn(installation: Installation, webhookUrl: string): Promise<Client> {
  const email = 'reader@example.org';
  const person = ['--email', email, '--first-name', 'Rea', '--last-name', 'Der', '--role', 'Radiologist', '--manage-studies'];
  const user = await installation.command('user', 'create', ...person, '--reports', '--npi', '1234567893');
  const made = await installation.command('key', 'create', '--description', 'Test', '--scope', 'all', '--webhook-report', webhookUrl);
  const { password } = user.result as { password: string };
  const { key } = made.result as { key: string };
  const json = { 'content-type': 'application/json' };
  const session = await fetch(`${installation.url}/api/session`, {
    method: 'POST',
    headers: json,
    body: JSON.stringify({ email, password }),
  });
  const cookie = session.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  const call = async (path: string, method: string, headers: Record<string, string>, body: unknown) => {
    const isFile = body instanceof Uint8Array;
    const type = isFile ? { 'content-type': 'application/dicom' } : body === undefined ? {} : json;
    const send = path.startsWith('/v1/') ? judgedFetch : fetch;
    const answer = await send(`${installation.url}${path}`, {
      method,
      headers: { ...headers, ...type },
      ...(body === undefined ? {} : { body: isFile ? new Uint8Array(body) : JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Refused(`${method} ${path} answered ${answer.status}: ${await answer.text()}`);
    return answer;
  };
  return {
    api: (method, path, body) => call(`/v1${path}`, method, { authorization: `Bearer ${key}` }, body),
    app: (method, path, body) => call(`/api${path}`, method, { cookie }, body),
  };
}

/** A webhook receiver that remembers which reports it was told of. */
async function startReceiver(): Promise<{ url: string; reports: Set<string>; close(): Promise<void> }> {
  const reports = new Set<string>();
  const server: Server = createServer(async (request, response) => {
    reports.add(JSON.parse(await readAll(request)).data.reportId);
    response.setHeader('content-type', 'application/json').end('{"success":true}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    reports,
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
