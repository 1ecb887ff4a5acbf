import type { ServerResponse } from 'node:http';
import { type ImageAccess, publicId, rawId } from '@readroom/contract';
import { buildDicom, imageDataSet } from '@readroom/dicom/testing';
import { sql } from 'drizzle-orm';
import { afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { apiClient, newUid } from '../../../test/api.ts';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, browserClient, newReader, newStudy } from '../../../test/browser.ts';
import { answering, type ReceivedRequest, startReceiver } from '../../../test/receiver.ts';
import type { Clock } from '../../platform/clock/index.ts';
import type { UserPrincipal } from '../principal/index.ts';
import { openStudyImages } from './access.ts';
import { fetchGranted } from './fetch-granted.ts';

/** The sender: `/hook` says where the images are, every other path is one of them. */
type Sender = Awaited<ReturnType<typeof startReceiver>>;

let server: TestApp;
let reader: BrowserClient & { userId: string; cookie: string };
let later = 0;
const clock: Clock = { now: () => new Date(Date.now() + later) };
const senders: Sender[] = [];
const SLICE = buildDicom(imageDataSet({ '00080018': ['UI', newUid()] }));
const SECRET = 'X-Amz-Signature=5ec4e7';

beforeAll(async () => {
  server = await createTestApp({ deps: { clock } });
  reader = await newReader(server);
  return () => server.close();
});
afterEach(async () => {
  later = 0;
  for (const sender of senders.splice(0)) await sender.close();
});

const sendSlice = (response: ServerResponse) => void response.writeHead(200, { 'content-type': 'application/dicom' }).end(SLICE);

/** A sender whose webhook answers so (of its own origin), and whose images are answered by `image`. */
async function newSender(
  answer: (origin: string) => unknown,
  image: (response: ServerResponse, request: ReceivedRequest) => void = sendSlice,
): Promise<Sender & { asked: () => Record<string, unknown>[]; authorization: string; keyId: string }> {
  const sender: Sender = await startReceiver((response, _number, request) => {
    if (request.path === '/hook') answering(answer(sender.origin))(response);
    else image(response, request);
  });
  senders.push(sender);
  const { authorization, id } = await server.newKey({ studyWebhookUrl: sender.url });
  const asked = () => sender.received.filter(({ path }) => path === '/hook').map(({ body }) => JSON.parse(body));
  return { ...sender, asked, authorization, keyId: id };
}

const one = (origin: string) => ({ authorized: true, urls: [`${origin}/a.dcm?${SECRET}`] });

async function openStudy(sender: { authorization: string }, browser: BrowserClient = reader) {
  const studyId = await newStudy(server, sender.authorization);
  const { status, body } = await browser.post(`/studies/${studyId}/image-access`);
  return { studyId, status, access: body as ImageAccess, body };
}

/** Creates an ephemeral session and opens its URL. */
async function openEphemeral(authorization: string, body: string | Record<string, unknown>, cookie?: string) {
  const created = await server.app.inject({
    method: 'POST',
    url: '/v1/viewer/ephemeral-sessions',
    headers: { authorization, 'content-type': 'application/json' },
    payload: body,
  });
  expect(created.statusCode).toBe(200);
  const [, token] = created.json().url.split('#');
  const headers = cookie === undefined ? {} : { cookie };
  const opened = await server.app.inject({ method: 'POST', url: '/api/session/open', payload: { token }, headers });
  expect(opened.statusCode).toBe(200);
  const set = opened.cookies.find(({ name }) => name === 'readroom_session');
  const held = set ? `readroom_session=${set.value}` : (cookie ?? '');
  return { ...browserClient(server.app, held), cookie: held, id: opened.json().goTo.split('/').pop() as string };
}

async function logOf(keyId: string) {
  const { rows } = await server.deps.db.asSystem((tx) =>
    tx.execute(sql`SELECT e.type, e.status, e.study_id, e.warnings, a.response FROM webhook_events e LEFT JOIN webhook_attempts a ON a.event_id = e.id
                   WHERE e.api_key_id = ${keyId} ORDER BY e.seq`),
  );
  return rows as { type: string; status: string; study_id: string | null; warnings: string[]; response: string }[];
}

async function auditOf(subject: string): Promise<string[]> {
  const { rows } = await server.deps.db.asSystem((tx) =>
    tx.execute(sql`SELECT action FROM audit_events WHERE subject = ${subject} AND action LIKE 'images.%' ORDER BY seq`),
  );
  return rows.map((row) => String(row.action));
}

describe('POST /api/studies/:studyId/image-access', () => {
  test('200: the key that created the study is asked, and the images come through the server', async () => {
    const sender = await newSender(one);
    const { studyId, status, access } = await openStudy(sender);
    expect(status).toBe(200);
    expect(access).toMatchObject({ authorized: true, error: null, warnings: [], media: [], manifests: [], hangingProtocol: null });
    const [event] = sender.asked();
    const { body: study } = await apiClient(server.app, sender.authorization).get(`/autoScribe/studies/${studyId}`);
    expect(event).toMatchObject({
      type: 'study.access_requested',
      id: expect.stringMatching(/^whe_[0-9a-f]{32}$/),
      data: { studyId, studyInstanceUid: study.studyInstanceUid },
    });
    expect(Object.keys(event?.data as object)).toEqual(['studyId', 'studyInstanceUid']);

    const image = await reader.get(`/image-access/${access.images[0]?.key}`);
    expect(image.status).toBe(200);
    expect(image.headers).toMatchObject({ 'content-type': 'application/dicom', 'cache-control': 'private, no-store' });
    expect(Buffer.compare(image.body, SLICE)).toBe(0);
    expect(sender.received.at(-1)?.path).toBe(`/a.dcm?${SECRET}`);
    expect(sender.received.at(-1)?.headers).not.toHaveProperty('cookie');
  });

  test('one row of the audit log for an opening, however many images', async () => {
    const sender = await newSender((origin) => ({ authorized: true, urls: [`${origin}/1`, `${origin}/2`, `${origin}/3`] }));
    const { studyId, access } = await openStudy(sender);
    for (const { key } of access.images) expect((await reader.get(`/image-access/${key}`)).status).toBe(200);
    expect(await auditOf(studyId)).toEqual(['images.access_granted']);
  });

  test("the sender's URL is neither in the answer nor in the log of webhooks", async () => {
    const sender = await newSender(one);
    const { access, studyId } = await openStudy(sender);
    expect(JSON.stringify(access)).not.toContain('5ec4e7');
    const [event] = await logOf(sender.keyId);
    expect(event).toMatchObject({ type: 'study.access_requested', status: 'delivered', study_id: rawId('stu', studyId), warnings: [] });
    expect(event?.response).toContain('(hidden)');
    expect(event?.response).not.toContain('5ec4e7');
  });

  test('200 and empty, and nobody is asked, without a study webhook or after the key was revoked', async () => {
    const { authorization } = await server.newKey();
    const empty = { authorized: true, error: null, warnings: [], images: [], media: [], manifests: [], hangingProtocol: null };
    expect((await openStudy({ authorization })).access).toEqual(empty);

    const owner = await newReader(server, { level: 'owner' });
    const sender = await newSender(one);
    const studyId = await newStudy(server, sender.authorization);
    expect((await reader.get(`/studies/${studyId}`)).body.hasImageAccess).toBe(true);
    await owner.post(`/admin/keys/${sender.keyId}/revoke`);
    expect((await reader.get(`/studies/${studyId}`)).body.hasImageAccess).toBe(false);
    expect((await reader.post(`/studies/${studyId}/image-access`)).body).toEqual(empty);
    expect(sender.received).toEqual([]);
  });

  test('200 with the words of a refusal', async () => {
    const sender = await newSender((origin) => ({ authorized: false, urls: [`${origin}/a`], error: 'The patient withdrew consent.' }));
    const { studyId, access } = await openStudy(sender);
    expect(access).toMatchObject({ authorized: false, error: 'The patient withdrew consent.', images: [] });
    expect(await auditOf(studyId)).toEqual(['images.access_refused']);
  });

  test('bad parts are left out alone, each with a warning in the log', async () => {
    const sop = {
      sopInstanceUID: '1.2.3.4',
      sopClassUID: '1.2.840.10008.5.1.4.1.1.2',
      rows: 2,
      columns: 2,
      bitsAllocated: 16,
      photometricInterpretation: 'MONOCHROME2',
      samplesPerPixel: 1,
    };
    let uid = '';
    const sender = await newSender((origin) => ({
      authorized: true,
      urls: [`${origin}/a`, 'ftp://nowhere'],
      mediaUrls: [{ url: `${origin}/doc`, mimeType: 'text/html' }],
      manifest: {
        studyInstanceUID: uid,
        series: [
          { seriesInstanceUID: '1.2.3', seriesNumber: 1, seriesDescription: 'Axial', modality: 'CT', sops: [sop, { ...sop, rows: -1 }] },
        ],
      },
    }));
    const studyId = await newStudy(server, sender.authorization);
    uid = (await reader.get(`/studies/${studyId}`)).body.study.studyInstanceUid;
    const { body } = await reader.post(`/studies/${studyId}/image-access`);
    expect(body.images).toEqual([{ key: expect.any(String), sopInstanceUid: '1.2.3.4' }]);
    expect(body.media).toEqual([]);
    expect(body.manifests[0].series[0].sops).toEqual([sop]);
    expect(body.warnings).toHaveLength(3);
    expect((await logOf(sender.keyId))[0]?.warnings).toEqual(body.warnings);
  });

  test.each([
    [500, 'image_source_failed'],
    [404, 'image_source_failed'],
    [302, 'image_source_failed'],
  ])('502: the webhook answers %i', async (status, code) => {
    const dead = await startReceiver((response) => void response.writeHead(status, { location: '/elsewhere' }).end());
    senders.push(dead);
    const { authorization } = await server.newKey({ studyWebhookUrl: dead.url });
    const answer = await openStudy({ authorization });
    expect([answer.status, answer.body.code]).toEqual([502, code]);
  });

  test('502: nobody is there, or what is answered is none', async () => {
    const gone = await startReceiver(() => {});
    await gone.close();
    const { authorization } = await server.newKey({ studyWebhookUrl: gone.url });
    expect((await openStudy({ authorization })).body).toMatchObject({ code: 'image_source_failed' });
    const odd = await newSender(() => ({ authorized: 'maybe' }));
    expect((await openStudy(odd)).status).toBe(502);
  });

  test('504: the webhook does not answer in time', async () => {
    const slow = await startReceiver(() => {});
    senders.push(slow);
    const { authorization } = await server.newKey({ studyWebhookUrl: slow.url });
    const studyId = await newStudy(server, authorization);
    const user: UserPrincipal = {
      kind: 'user',
      clinicId: server.clinicId,
      sessionId: crypto.randomUUID(),
      session: 'full',
      userId: rawId('usr', publicId('usr', crypto.randomUUID())),
      level: 'owner',
      canManageStudies: true,
      canCreateReports: false,
      studyId: null,
      openedStudies: {},
      customerIds: [],
    };
    const asking = openStudyImages(server.deps, { user, requestId: 'r', deadlineMs: 100 }, studyId);
    await expect(asking).rejects.toMatchObject({ code: 'image_source_timeout', status: 504 });
  });

  test('401 without a session, 404 for a study out of reach, 403 for a session without studies', async () => {
    const sender = await newSender(one);
    const studyId = await newStudy(server, sender.authorization, { assignedTo: (await newReader(server)).userId });
    expect((await browserClient(server.app).post(`/studies/${studyId}/image-access`)).status).toBe(401);
    expect((await reader.post(`/studies/${studyId}/image-access`)).status).toBe(404);
    expect((await reader.post(`/studies/stu_${'0'.repeat(32)}/image-access`)).status).toBe(404);
    const browser = await openEphemeral(sender.authorization, { retrievalId: 'A' });
    expect((await browser.post(`/studies/${studyId}/image-access`)).status).toBe(403);
    expect(sender.received).toEqual([]);
  });

  test('400 for a body with a field', async () => {
    const studyId = await newStudy(server, (await server.newKey()).authorization);
    expect((await reader.post(`/studies/${studyId}/image-access`, { all: true })).status).toBe(400);
  });
});

describe('POST /api/ephemeral/image-access', () => {
  test('200: asked with retrievalId and options as they were given, to the character', async () => {
    const sender = await newSender(one);
    const options = '{"10":"ten","2":[1.0,12345678901234567890,{"z":null,"a":"\\u00e9 é 名前 \\"}"}],"ключ":true}';
    const hangingProtocol = { layout: '1x2', viewportAssignments: ['Axial', null] };
    const body = `{"retrievalId":"Ä \\"1\\"","hangingProtocol":${JSON.stringify(hangingProtocol)}, "options": ${options}}`;
    const browser = await openEphemeral(sender.authorization, body);
    const { status, body: access } = await browser.post('/ephemeral/image-access');
    expect(status).toBe(200);
    expect(access).toMatchObject({ authorized: true, hangingProtocol, images: [{ key: expect.any(String) }] });
    const sent = sender.received.find(({ path }) => path === '/hook')?.body ?? '';
    expect(sent).toContain(`"data":{"retrievalId":"Ä \\"1\\"","options":${options}}}`);
    expect(JSON.parse(sent).type).toBe('ephemeral.access_requested');
    const image = await browser.get(`/image-access/${access.images[0].key}`);
    expect(Buffer.compare(image.body, SLICE)).toBe(0);
    expect(await auditOf(browser.id)).toEqual(['images.access_granted']);
  });

  test('without options none are sent', async () => {
    const sender = await newSender(one);
    await (await openEphemeral(sender.authorization, { retrievalId: 'A' })).post('/ephemeral/image-access');
    expect(sender.asked()[0]?.data).toEqual({ retrievalId: 'A' });
  });

  test('several in one browser, each by its id, the last one without', async () => {
    const sender = await newSender(one);
    const first = await openEphemeral(sender.authorization, { retrievalId: 'first' });
    const second = await openEphemeral(sender.authorization, { retrievalId: 'second' }, first.cookie);
    expect(second.cookie).toBe(first.cookie);
    for (const body of [{ ephemeralSessionId: first.id }, undefined, { ephemeralSessionId: second.id }])
      expect((await first.post('/ephemeral/image-access', body)).status).toBe(200);
    expect(sender.asked().map(({ data }) => (data as { retrievalId: string }).retrievalId)).toEqual(['first', 'second', 'second']);
  });

  test('beside a sign-in', async () => {
    const sender = await newSender(one);
    const { id } = await openEphemeral(sender.authorization, { retrievalId: 'A' }, reader.cookie);
    expect((await reader.post('/ephemeral/image-access', { ephemeralSessionId: id })).status).toBe(200);
  });

  test("404 for another browser's, for one that ended, and where there is none; 401 without a session; 400 for no id", async () => {
    const sender = await newSender(one);
    const [mine, other] = [
      await openEphemeral(sender.authorization, { retrievalId: 'A' }),
      await openEphemeral(sender.authorization, { retrievalId: 'B' }),
    ];
    expect((await other.post('/ephemeral/image-access', { ephemeralSessionId: mine.id })).status).toBe(404);
    expect((await (await newReader(server)).post('/ephemeral/image-access')).status).toBe(404);
    expect((await browserClient(server.app).post('/ephemeral/image-access')).status).toBe(401);
    expect((await mine.post('/ephemeral/image-access', { ephemeralSessionId: 'A' })).status).toBe(400);
    later = 8 * 3600_000 + 1000;
    expect((await mine.post('/ephemeral/image-access')).status).toBe(404);
    expect(sender.received).toEqual([]);
  });
});

describe('GET /api/image-access/:key', () => {
  test('documents by their content, under their name', async () => {
    const PDF = Buffer.from('%PDF-1.7\n');
    const sender = await newSender(
      (origin) => ({
        authorized: true,
        urls: [],
        mediaUrls: [
          { url: `${origin}/a`, mimeType: 'application/pdf', fileName: "Über (1) 'x'.pdf" },
          { url: `${origin}/b`, mimeType: 'image/png' },
        ],
      }),
      (response) => void response.end(PDF),
    );
    const { access } = await openStudy(sender);
    expect(access.media.map(({ mimeType, fileName }) => [mimeType, fileName])).toEqual([
      ['application/pdf', "Über (1) 'x'.pdf"],
      ['image/png', null],
    ]);
    const pdf = await reader.get(`/image-access/${access.media[0]?.key}`);
    expect(pdf.status).toBe(200);
    expect(pdf.body).toEqual(PDF);
    expect(pdf.headers).toMatchObject({
      'content-type': 'application/pdf',
      'content-disposition': "inline; filename*=UTF-8''%C3%9Cber%20%281%29%20%27x%27.pdf",
      'content-security-policy': expect.stringContaining("default-src 'none'; object-src 'self'"),
      'x-content-type-options': 'nosniff',
    });
    const png = await reader.get(`/image-access/${access.media[1]?.key}`);
    expect([png.status, png.body.code]).toEqual([502, 'image_not_usable']);
  });

  describe('a video, in parts', () => {
    const MP4 = Buffer.from('....ftypisom and much more of it');

    async function videoOf(content: Buffer) {
      const sender = await newSender(
        (origin) => ({ authorized: true, urls: [], mediaUrls: [{ url: `${origin}/clip`, mimeType: 'video/mp4' }] }),
        (response, { headers }) => {
          const [, start, end] = /^bytes=(\d+)-(\d*)$/.exec(headers.range ?? '') ?? [];
          if (start === undefined) return response.end(content);
          const part = content.subarray(Number(start), end ? Number(end) + 1 : undefined);
          const last = Number(start) + part.length - 1;
          return response.writeHead(206, { 'content-range': `bytes ${start}-${last}/${content.length}` }).end(part);
        },
      );
      const { access } = await openStudy(sender);
      return (headers?: Record<string, string>) => reader.get(`/image-access/${access.media[0]?.key}`, headers);
    }

    test('206 from the beginning and from anywhere, 200 as a whole or for what is no range', async () => {
      const ask = await videoOf(MP4);
      const [whole, first, later, odd] = [
        await ask(),
        await ask({ range: 'bytes=0-1' }),
        await ask({ range: 'bytes=16-' }),
        await ask({ range: 'pages=1' }),
      ];
      expect([whole.status, whole.body]).toEqual([200, MP4]);
      expect([first.status, first.headers['content-range'], first.body]).toEqual([206, `bytes 0-1/${MP4.length}`, MP4.subarray(0, 2)]);
      expect([later.status, later.headers['content-range'], later.body]).toEqual([
        206,
        `bytes 16-${MP4.length - 1}/${MP4.length}`,
        MP4.subarray(16),
      ]);
      expect([odd.status, odd.body]).toEqual([200, MP4]);
    });

    test('502 for a part of something else', async () => {
      const ask = await videoOf(Buffer.from('<html>....ftypisom</html>'));
      for (const range of ['bytes=0-', 'bytes=6-']) expect((await ask({ range })).body).toMatchObject({ code: 'image_not_usable' });
    });
  });

  test.each<[string, (response: ServerResponse) => void, number, string]>([
    ['no DICOM', (response) => void response.end('<html>Sign in</html>'), 502, 'image_not_usable'],
    ['nothing', (response) => void response.end(), 502, 'image_not_usable'],
    [
      'too large',
      (response) => void response.writeHead(200, { 'content-length': String(3 * 1024 ** 3) }).write('x'),
      502,
      'image_not_usable',
    ],
    ['packed', (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end(SLICE), 502, 'image_source_failed'],
    ['a redirect', (response) => void response.writeHead(302, { location: 'http://127.0.0.1/' }).end(), 502, 'image_source_failed'],
    ['404', (response) => void response.writeHead(404).end(), 502, 'image_source_failed'],
    ['500', (response) => void response.writeHead(500).end(), 502, 'image_source_failed'],
    ['a broken connection', (response) => void response.destroy(), 502, 'image_source_failed'],
    ['an expired URL (S3: 403)', (response) => void response.writeHead(403).end(), 410, 'image_link_expired'],
  ])('%s from the sender', async (_what, image, status, code) => {
    const { access } = await openStudy(await newSender(one, image));
    const answer = await reader.get(`/image-access/${access.images[0]?.key}`);
    expect([answer.status, answer.body.code]).toEqual([status, code]);
    expect(JSON.stringify(answer.body)).not.toMatch(/5ec4e7|127\.0\.0\.1/);
  });

  test('502: an address that may not be reached', async () => {
    // The name is looked up only now.
    const sender = await newSender(() => ({ authorized: true, urls: ['https://metadata.invalid/a'] }));
    const { access } = await openStudy(sender);
    const answer = await reader.get(`/image-access/${access.images[0]?.key}`);
    expect([answer.status, answer.body.code]).toEqual([502, 'image_source_failed']);
  });

  test('404: a key that was changed, or of another session; 401 without one; 410 after an hour', async () => {
    const sender = await newSender(one);
    const { access } = await openStudy(sender);
    const key = access.images[0]?.key ?? '';
    const changed = `${key.slice(0, -2)}${key.endsWith('AA') ? 'BB' : 'AA'}`;
    for (const bad of [changed, 'x', key.slice(0, 20), '', `${key}/..`])
      expect((await reader.get(`/image-access/${bad}`)).status).toBe(404);
    const colleague = await newReader(server);
    expect((await colleague.get(`/image-access/${key}`)).status).toBe(404);
    expect((await (await openEphemeral(sender.authorization, { retrievalId: 'A' })).get(`/image-access/${key}`)).status).toBe(404);
    expect((await browserClient(server.app).get(`/image-access/${key}`)).status).toBe(401);
    later = 3500_000;
    expect((await reader.get(`/image-access/${key}`)).status).toBe(200);
    later = 3601_000;
    const late = await reader.get(`/image-access/${key}`);
    expect([late.status, late.body.code]).toEqual([410, 'image_link_expired']);
  });

  test('404 once the study is out of reach, or the key of an ephemeral session revoked', async () => {
    const owner = await newReader(server, { level: 'owner' });
    const sender = await newSender(one);
    const { access, studyId } = await openStudy(sender);
    const browser = await openEphemeral(sender.authorization, { retrievalId: 'A' });
    const { body } = await browser.post('/ephemeral/image-access');
    const kept = await openEphemeral(sender.authorization, { retrievalId: 'A' }, owner.cookie);
    const beside = await owner.post('/ephemeral/image-access', { ephemeralSessionId: kept.id });
    expect((await owner.get(`/image-access/${beside.body.images[0].key}`)).status).toBe(200);
    expect((await owner.post(`/studies/${studyId}/assign`, { assignedTo: (await newReader(server)).userId })).status).toBe(200);
    expect((await reader.get(`/image-access/${access.images[0]?.key}`)).status).toBe(404);
    await owner.post(`/admin/keys/${sender.keyId}/revoke`);
    expect((await owner.get(`/image-access/${beside.body.images[0].key}`)).status).toBe(404);
    // This session lived by the key alone.
    expect((await browser.get(`/image-access/${body.images[0].key}`)).status).toBe(401);
  });
});

describe('bytes on their way', () => {
  const fetchOf = (url: string, silenceMs = 10_000) => ({
    grant: { url, type: 'application/dicom' as const },
    signal: new AbortController().signal,
    limits: { maxBytes: 1000, timeoutMs: 10_000, silenceMs },
  });
  const head = Buffer.concat([Buffer.alloc(128), Buffer.from('DICM')]);

  async function sizeOf(bytes: AsyncIterable<Uint8Array>): Promise<number> {
    let size = 0;
    for await (const part of bytes) size += part.length;
    return size;
  }

  test('what does not end is cut off at the limit, and the connection with it', async () => {
    const closed = Promise.withResolvers<void>();
    const endless = await startReceiver((response) => {
      response.on('close', () => closed.resolve());
      response.write(head);
      const more = () => {
        while (!response.destroyed && response.write(Buffer.alloc(64 * 1024)));
      };
      response.on('drain', more);
      more();
    });
    senders.push(endless);
    const { bytes } = await fetchGranted(server.deps, fetchOf(endless.url));
    await expect(sizeOf(bytes)).rejects.toMatchObject({ code: 'image_not_usable' });
    await closed.promise;
  });

  test('silence is a time-out, before the answer', async () => {
    const silent = await startReceiver(() => {});
    senders.push(silent);
    const fetched = fetchGranted(server.deps, fetchOf(silent.url, 50));
    await expect(fetched).rejects.toMatchObject({ code: 'image_source_timeout' });
  });

  test('a beginning that comes in single bytes is looked at as a whole', async () => {
    const slow = await startReceiver((response) => {
      let sent = 0;
      const next = () => {
        if (sent === head.length) return response.end('rest');
        sent += 1;
        return response.write(head.subarray(sent - 1, sent), next);
      };
      next();
    });
    senders.push(slow);
    const { bytes } = await fetchGranted(server.deps, fetchOf(slow.url));
    expect(await sizeOf(bytes)).toBe(136);
  });

  test('a browser that goes away ends the fetch, and frees its place for the next', async () => {
    const closed = vi.fn();
    const sender = await newSender(
      (origin) => ({ authorized: true, urls: Array.from({ length: 30 }, (_, index) => `${origin}/${index}`) }),
      (response) => {
        response.on('close', closed);
        response.write(head);
      },
    );
    const { access } = await openStudy(sender);
    await server.app.listen({ port: 0, host: '127.0.0.1' });
    const address = server.app.server.address();
    const origin = `http://127.0.0.1:${typeof address === 'object' ? address?.port : ''}`;
    const gone = new AbortController();
    const fetches = access.images.map(({ key }) =>
      fetch(`${origin}/api/image-access/${key}`, { headers: { cookie: reader.cookie }, signal: gone.signal }).catch(
        (error: Error) => error.name,
      ),
    );
    // Twelve of a session at once; the others wait.
    await vi.waitFor(() => expect(sender.received).toHaveLength(13), { timeout: 20_000 });
    gone.abort();
    await Promise.all(fetches);
    await vi.waitFor(() => expect(closed).toHaveBeenCalledTimes(12), { timeout: 20_000 });
    expect(sender.received).toHaveLength(13);
    const next = await fetch(`${origin}/api/image-access/${access.images[29]?.key}`, { headers: { cookie: reader.cookie } });
    expect(next.status).toBe(200);
    await next.body?.cancel();
  });
});
