import { createHash, randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, truncateSync, unlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SECTION_IDS } from '@readroom/contract';
import { eq, sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createTestDatabase, type TestDatabase } from '../../../test/database.ts';
import {
  auditEvents,
  clinics,
  dicomInstances,
  dicomSeries,
  dicomStudies,
  externalReports,
  reports,
  studies,
  users,
} from '../../platform/db/schema.ts';
import { type BlobStorage, openStorage } from '../../platform/storage/index.ts';
import { recordAudit, sealAudit, systemActor } from '../audit/index.ts';
import { contentHash } from '../reporting/index.ts';
import { type Check, examine } from './index.ts';

const clinicId = randomUUID();
const folder = mkdtempSync(join(tmpdir(), 'readroom-doctor-'));
let database: TestDatabase;
let storage: BlobStorage;

beforeAll(async () => {
  database = await createTestDatabase();
  storage = await openStorage({ storage: { kind: 'file', directory: folder }, dataDir: folder });
  await database.db.asSystem((tx) => tx.insert(clinics).values({ id: clinicId, name: 'One' }));
  for (const sopInstanceUid of ['1.2.1', '1.2.2', '1.2.3', '1.2.4']) await storeImage(sopInstanceUid);
});

afterAll(async () => {
  await storage.close();
  await database.drop();
  rmSync(folder, { recursive: true });
});

async function storeImage(sopInstanceUid: string): Promise<void> {
  const bytes = Buffer.from(`the bytes of ${sopInstanceUid}`);
  const storageKey = `images/${sopInstanceUid}`;
  await storage.put(storageKey, bytes);
  const uids = { clinicId, studyInstanceUid: '1.2', seriesInstanceUid: '1.2.0' };
  await database.db.asSystem(async (tx) => {
    await tx
      .insert(dicomStudies)
      .values({ ...uids, attributes: {} })
      .onConflictDoNothing();
    await tx.insert(dicomSeries).values(uids).onConflictDoNothing();
    const file = { storageKey, size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
    await tx.insert(dicomInstances).values({ ...uids, sopInstanceUid, sopClassUid: '1', transferSyntaxUid: '1', attributes: {}, ...file });
  });
}

/** A study that is completed by one report, as signing leaves them. */
async function insertSignedReport(): Promise<string> {
  const [id, studyId, userId] = [randomUUID(), randomUUID(), randomUUID()];
  const study = { clinicId, studyInstanceUid: '1.4', studyDescription: 'CT', severity: 'normal' as const, reportMetadata: {} };
  const person = { firstName: 'Rea', lastName: 'Der', level: 'member' as const, clinicRole: 'Radiologist', email: 'reader@example.org' };
  const signed = {
    document: { templateId: 'generic', sections: SECTION_IDS.map((section) => ({ id: section, paragraphs: [] })) },
    snapshot: { clinicName: 'One', studyDescription: 'CT', studyInstanceUid: '1.4', signer: { userId, firstName: 'Rea', lastName: 'Der' } },
    isCritical: false,
    signedAt: new Date('2026-01-02T03:04:05.678Z'),
  };
  await database.db.asSystem(async (tx) => {
    await tx
      .insert(users)
      .values({ id: userId, clinicId, ...person, canManageStudies: false, canCreateReports: true, hasDashboardAccess: false });
    await tx.insert(studies).values({ id: studyId, ...study, status: 'completed' });
    const hash = contentHash({ report: { id, studyId }, header: {}, ...signed });
    await tx
      .insert(reports)
      .values({ id, clinicId, studyId, userId, status: 'completed', plainText: '', snapshotMetadata: {}, contentHash: hash, ...signed });
  });
  return id;
}

async function look(name: Check['name']): Promise<Check | undefined> {
  const { checks } = await examine({ db: database.db, storage }, () => {});
  return checks.find((check) => check.name === name);
}

test('a sound installation is found sound', async () => {
  const examination = await examine({ db: database.db, storage }, () => {});
  expect(examination.checks.flatMap(({ problems }) => problems)).toEqual([]);
  expect(examination.ok).toBe(true);
  expect(examination.checks.find(({ name }) => name === 'images')?.detail).toContain('4 stored images');
});

test('an image that changed, was cut off or is gone is named; the others are not', async () => {
  writeFileSync(join(folder, 'images/1.2.1'), 'THE bytes of 1.2.1');
  truncateSync(join(folder, 'images/1.2.2'), 5);
  unlinkSync(join(folder, 'images/1.2.3'));
  expect(await look('images')).toMatchObject({
    ok: false,
    problems: [
      'image 1.2.1: the stored bytes are not those that were received',
      'image 1.2.2: 5 bytes are stored, 18 were received',
      'image 1.2.3: the stored bytes are gone',
    ],
  });
});

test('an audit event that was changed by hand breaks the chain at its place', async () => {
  await database.db.asSystem(async (tx) => {
    for (const subject of ['a', 'b', 'c']) {
      await recordAudit(tx, { clinicId, actor: systemActor('test'), action: 'study.opened', subject });
    }
  });
  await sealAudit(database.db);
  expect(await look('audit')).toMatchObject({ ok: true, detail: '3 events in the chain hold' });
  await database.db.asSystem(async (tx) => {
    // Whoever owns the database can switch its triggers off: that is whom the chain is for.
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.update(auditEvents).set({ action: 'study.closed' }).where(eq(auditEvents.subject, 'b'));
  });
  expect(await look('audit')).toMatchObject({
    ok: false,
    problems: [`clinic ${clinicId}, position 2: the event was changed after it was written`],
  });
});

test('a signed report whose words were changed by hand does not say what was signed', async () => {
  const id = await insertSignedReport();
  expect(await look('reports')).toMatchObject({ ok: true, problems: [] });
  await database.db.asSystem(async (tx) => {
    await tx.execute(sql`set local session_replication_role = replica`);
    await tx.update(reports).set({ isCritical: true }).where(eq(reports.id, id));
  });
  expect(await look('reports')).toMatchObject({ ok: false, problems: [`report ${id}: it does not say what was signed`] });
});

test('the file of an external report that changed is named', async () => {
  const [intact, changed] = [randomUUID(), randomUUID()];
  const facts = { clinicId, studyDescription: 'CT', severity: 'normal' as const, studyType: 'external' as const, reportMetadata: {} };
  for (const id of [intact, changed]) {
    const study = { ...facts, id: randomUUID(), studyInstanceUid: `1.5.${id === intact ? 1 : 2}`, status: 'completed' as const };
    const fileKey = `external-reports/${id}.pdf`;
    const { sha256: fileSha256 } = await storage.put(fileKey, Buffer.from('%PDF-1.7'));
    await database.db.asSystem(async (tx) => {
      await tx.insert(studies).values(study);
      await tx.insert(externalReports).values({ id, clinicId, studyId: study.id, fileKey, fileSha256, fileType: 'application/pdf' });
    });
  }
  expect(await look('archive')).toMatchObject({ ok: true, detail: expect.stringContaining('2 files') });
  writeFileSync(join(folder, `external-reports/${changed}.pdf`), '%PDF-1.6');
  expect(await look('archive')).toMatchObject({
    ok: false,
    problems: [`file of external report ${changed}: the stored bytes are not those that were received`],
  });
});

test('a study that claims to be completed without a signed report is half done', async () => {
  const id = randomUUID();
  await database.db.asSystem((tx) =>
    tx.insert(studies).values({
      id,
      clinicId,
      studyInstanceUid: '1.3',
      studyDescription: 'CT',
      severity: 'normal',
      status: 'completed',
      reportMetadata: {},
    }),
  );
  expect(await look('database')).toMatchObject({ ok: false, problems: [`a study is completed without a signed report: ${id}`] });
});
