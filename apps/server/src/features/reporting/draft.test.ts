import type { ReportDocument } from '@readroom/contract';
import { sql } from 'drizzle-orm';
import { beforeAll, describe, expect, test } from 'vitest';
import { createTestApp, type TestApp } from '../../../test/app.ts';
import { type BrowserClient, newReader, newStudy, writeReport, written } from '../../../test/browser.ts';

let server: TestApp;
let authorization: string;
let reader: BrowserClient;
let now = new Date();

beforeAll(async () => {
  server = await createTestApp({ deps: { clock: { now: () => now } } });
  ({ authorization } = await server.newKey());
  reader = await newReader(server);
  return () => server.close();
});

async function open() {
  const { reportId, document, revision } = await writeReport(reader, await newStudy(server, authorization));
  const save = (body: Record<string, unknown>) => reader.put(`/reports/${reportId}/draft`, { document, dictation: '', ...body });
  const read = async () => (await reader.get(`/reports/${reportId}`)).body.draft;
  return { reportId, document, revision, save, read };
}
const versions = async (reportId: string) => {
  const { rows } = await server.deps.db.asSystem((tx) =>
    tx.execute(sql`SELECT revision, dictation FROM report_draft_versions WHERE report_id = ${reportId.slice(4)}::uuid ORDER BY revision`),
  );
  return rows;
};
const words = (document: ReportDocument, text: string) => written(document, { findings: text });

describe('saving', () => {
  test('grows the revision by one and keeps every word as it came', async () => {
    const { document, revision, save, read } = await open();
    const text = 'Größe 3 × 4 mm — «ok» 🫁 الصدر 肺\u202e \t end';
    const { status, body } = await save({ baseRevision: revision, document: words(document, text), dictation: 'half a thought' });
    expect([status, body.revision]).toEqual([200, revision + 1]);
    expect(await read()).toMatchObject({ revision: revision + 1, document: words(document, text), dictation: 'half a thought' });
  });

  test('from a revision that no longer stands is answered with the draft that does, and writes nothing', async () => {
    const { document, revision, save, read } = await open();
    await save({ baseRevision: revision, dictation: 'from window one' });
    const { status, body, headers } = await save({ baseRevision: revision, document: words(document, 'From window two.'), dictation: '' });
    expect([status, body.code, headers['x-should-retry']]).toEqual([409, 'draft_conflict', 'false']);
    expect(body.draft).toEqual(await read());
    expect(body.draft).toMatchObject({ revision: revision + 1, dictation: 'from window one' });
  });

  test('once more, because the answer was lost, is answered as the first time', async () => {
    const { revision, save } = await open();
    const first = await save({ baseRevision: revision, dictation: 'the same' });
    const again = await save({ baseRevision: revision, dictation: 'the same' });
    expect([again.status, again.body]).toEqual([200, first.body]);
  });

  test('with keepMine puts the other words aside, where they stay', async () => {
    const { reportId, document, revision, save, read } = await open();
    await save({ baseRevision: revision, dictation: 'theirs' });
    const mine = { baseRevision: revision, keepMine: revision + 1, document: words(document, 'Mine.'), dictation: 'mine' };
    const { status, body } = await save(mine);
    expect([status, body.revision]).toEqual([200, revision + 2]);
    expect(await read()).toMatchObject({ document: words(document, 'Mine.'), dictation: 'mine' });
    expect(await versions(reportId)).toEqual([{ revision: revision + 1, dictation: 'theirs' }]);
    const again = await save(mine);
    expect([again.status, again.body]).toEqual([200, body]);
    expect(await versions(reportId)).toHaveLength(1);
  });

  test('with keepMine of a revision that has moved on is a conflict again', async () => {
    const { reportId, revision, save } = await open();
    await save({ baseRevision: revision, dictation: 'theirs' });
    await save({ baseRevision: revision + 1, dictation: 'theirs, and more' });
    const { status, body } = await save({ baseRevision: revision, keepMine: revision + 1, dictation: 'mine' });
    expect([status, body.draft.dictation]).toEqual([409, 'theirs, and more']);
    expect(await versions(reportId)).toHaveLength(0);
  });

  test('twenty at once from one revision: one is taken, the others are told', async () => {
    const { revision, save, read } = await open();
    const answers = await Promise.all(Array.from({ length: 20 }, (_, i) => save({ baseRevision: revision, dictation: `window ${i}` })));
    expect(answers.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(409)]);
    const taken = answers.findIndex(({ status }) => status === 200);
    expect(await read()).toMatchObject({ revision: revision + 1, dictation: `window ${taken}` });
  });

  test('is in the audit log once for each minute of writing', async () => {
    const { reportId, revision, save } = await open();
    const saves = async () => {
      const { rows } = await server.deps.db.asSystem((tx) =>
        tx.execute(sql`SELECT seq FROM audit_events WHERE subject = ${reportId} AND action = 'report.draft_saved'`),
      );
      return rows.length;
    };
    const before = await saves();
    for (let i = 0; i < 30; i += 1) {
      now = new Date(now.getTime() + 4000);
      await save({ baseRevision: revision + i, dictation: `${i}` });
    }
    expect((await saves()) - before).toBe(2);
  });
});

describe('a draft that cannot be kept names the field', () => {
  test.each<[string, (document: ReportDocument) => Record<string, unknown>, string]>([
    ['an unknown field', () => ({ extra: 1 }), 'extra'],
    ['a section missing', (document) => ({ document: { ...document, sections: document.sections.slice(1) } }), 'document.sections'],
    [
      'sections in another order',
      (document) => ({ document: { ...document, sections: document.sections.toReversed() } }),
      'document.sections',
    ],
    ['an unknown field in a section', (document) => ({ document: { ...document, title: 'x' } }), 'title'],
    [
      'an origin that does not exist',
      (document) => ({ document: JSON.parse(JSON.stringify(document).replace('typed', 'copied')) }),
      'origin',
    ],
    ['half a character', (document) => ({ document: words(document, 'a\ud83dz') }), 'text'],
    ['a NUL', () => ({ dictation: 'a\0b' }), 'dictation'],
    ['a dictation that is too long', () => ({ dictation: 'x'.repeat(200_001) }), 'dictation'],
    ['a span that is too long', (document) => ({ document: words(document, 'x'.repeat(200_001)) }), 'text'],
    ['a negative revision', () => ({ baseRevision: -1 }), 'baseRevision'],
  ])('%s', async (_what, change, field) => {
    const { document, revision, save, read } = await open();
    const { status, body } = await save({ baseRevision: revision, ...change(document) });
    expect([status, JSON.stringify(body.issues)]).toEqual([400, expect.stringContaining(field)]);
    expect((await read()).revision).toBe(revision);
  });

  test('a body beyond all measure is 413', async () => {
    const { revision, save } = await open();
    expect((await save({ baseRevision: revision, dictation: 'x'.repeat(9_000_000) })).status).toBe(413);
  });
});

test('every pass of dictation is kept word for word, in order', async () => {
  const { reportId } = await open();
  for (const spoken of ['the lungs are clear period', 'scratch that  heart size normal']) {
    expect((await reader.post(`/reports/${reportId}/dictations`, { spoken })).body).toEqual({ success: true });
  }
  const { rows } = await server.deps.db.asSystem((tx) =>
    tx.execute(sql`SELECT spoken FROM dictations WHERE report_id = ${reportId.slice(4)}::uuid ORDER BY seq`),
  );
  expect(rows.map(({ spoken }) => spoken)).toEqual(['the lungs are clear period', 'scratch that  heart size normal']);
  expect((await reader.post(`/reports/${reportId}/dictations`, { spoken: '' })).status).toBe(400);
});
