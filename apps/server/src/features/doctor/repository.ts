import { and, asc, eq, gt, isNotNull, or, sql } from 'drizzle-orm';
import type { Tx } from '../../platform/db/connection.ts';
import { dicomInstances, externalReports, reports } from '../../platform/db/schema.ts';

/** A stored blob as the database remembers it. */
export interface ExpectedBlob {
  what: string;
  storageKey: string;
  /** Bytes; null where the database does not know it. */
  size: number | null;
  /** Hex SHA-256. */
  sha256: string;
}

export type SignedRow = typeof reports.$inferSelect;

/** Runs one short transaction: a walk over everything must not hold one open for hours. */
type Read = <Result>(work: (tx: Tx) => Promise<Result>) => Promise<Result>;

const PAGE = 500;

/** Every image of every clinic, page by page in the order of the primary key. */
export async function* imageBlobs(read: Read): AsyncGenerator<ExpectedBlob> {
  let page: Awaited<ReturnType<typeof imagesAfter>> = [];
  do {
    const last = page.at(-1);
    page = await read((tx) => imagesAfter(tx, last));
    for (const row of page) yield { what: `image ${row.sopInstanceUid}`, storageKey: row.storageKey, size: row.size, sha256: row.sha256 };
  } while (page.length === PAGE);
}

function imagesAfter(tx: Tx, last: { clinicId: string; sopInstanceUid: string } | undefined) {
  const { clinicId, sopInstanceUid, storageKey, size, sha256 } = dicomInstances;
  const later = last && or(gt(clinicId, last.clinicId), and(eq(clinicId, last.clinicId), gt(sopInstanceUid, last.sopInstanceUid)));
  return tx
    .select({ clinicId, sopInstanceUid, storageKey, size, sha256 })
    .from(dicomInstances)
    .where(later)
    .orderBy(asc(clinicId), asc(sopInstanceUid))
    .limit(PAGE);
}

/** The file of every external report that has one, oldest first; those of deleted studies too. */
export async function* externalFiles(read: Read): AsyncGenerator<ExpectedBlob> {
  let page: Awaited<ReturnType<typeof filesAfter>> = [];
  do {
    const last = page.at(-1)?.seq ?? 0;
    page = await read((tx) => filesAfter(tx, last));
    for (const { id, fileKey, fileSha256 } of page)
      yield { what: `file of external report ${id}`, storageKey: fileKey ?? '', size: null, sha256: fileSha256 ?? '' };
  } while (page.length === PAGE);
}

function filesAfter(tx: Tx, last: number) {
  const { seq, id, fileKey, fileSha256 } = externalReports;
  return tx
    .select({ seq, id, fileKey, fileSha256 })
    .from(externalReports)
    .where(and(gt(seq, last), isNotNull(fileKey)))
    .orderBy(asc(seq))
    .limit(PAGE);
}

/** Every signed report, oldest first. */
export async function* signedReports(read: Read): AsyncGenerator<SignedRow> {
  let page: SignedRow[] = [];
  do {
    const last = page.at(-1)?.seq ?? 0;
    page = await read((tx) =>
      tx
        .select()
        .from(reports)
        .where(and(gt(reports.seq, last), eq(reports.status, 'completed')))
        .orderBy(asc(reports.seq))
        .limit(PAGE),
    );
    yield* page;
  } while (page.length === PAGE);
}

/** What no transaction of this program leaves behind. Each row is one thing that is half done. */
const INCONSISTENCIES: { problem: string; query: ReturnType<typeof sql> }[] = [
  {
    problem: 'a study is completed without a signed report',
    query: sql`select s.id from studies s where s.status = 'completed' and s.study_type = 'standard'
      and not exists (select from reports r where r.study_id = s.id and r.status = 'completed')`,
  },
  {
    problem: 'a study is not completed although its report is signed and no addendum is open',
    query: sql`select s.id from studies s where s.status <> 'completed' and exists (select from reports r where r.study_id = s.id and r.status = 'completed')
      and not exists (select from reports r where r.study_id = s.id and r.status = 'in_progress')`,
  },
  {
    problem: 'a study is in dictation without an open report',
    query: sql`select s.id from studies s where s.status in ('in_progress', 'addendum_active')
      and not exists (select from reports r where r.study_id = s.id and r.status = 'in_progress')`,
  },
  {
    problem: 'a report is signed without its words, header, signer or hash',
    query: sql`select r.id from reports r where r.status = 'completed'
      and (r.document is null or r.plain_text is null or r.snapshot is null or r.snapshot_metadata is null or r.signed_at is null or r.content_hash is null)`,
  },
  {
    problem: 'a signed report still has a draft',
    query: sql`select r.id from reports r join report_drafts d on d.report_id = r.id where r.status = 'completed'`,
  },
  {
    problem: 'an image belongs to no series or study',
    query: sql`select i.sop_instance_uid as id from dicom_instances i
      where not exists (select from dicom_series s where s.clinic_id = i.clinic_id and s.series_instance_uid = i.series_instance_uid)
      or not exists (select from dicom_studies s where s.clinic_id = i.clinic_id and s.study_instance_uid = i.study_instance_uid)`,
  },
];

/** One line for every thing that is half done, at most 100 of each kind. */
export async function inconsistencies(tx: Tx): Promise<string[]> {
  const found: string[] = [];
  for (const { problem, query } of INCONSISTENCIES) {
    const { rows } = await tx.execute<{ id: string }>(sql`${query} limit 100`);
    found.push(...rows.map(({ id }) => `${problem}: ${id}`));
  }
  return found;
}

export async function serverVersion(tx: Tx): Promise<string> {
  const { rows } = await tx.execute<{ version: string }>(sql`select current_setting('server_version') as version`);
  return rows[0]?.version ?? 'unknown';
}
