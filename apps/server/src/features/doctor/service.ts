import { createHash } from 'node:crypto';
import type { Deps } from '../../deps.ts';
import { BlobNotFoundError } from '../../platform/storage/index.ts';
import { verifyAudit } from '../audit/index.ts';
import { contentHash } from '../reporting/index.ts';
import {
  type ExpectedBlob,
  externalFiles,
  imageBlobs,
  inconsistencies,
  type SignedRow,
  serverVersion,
  signedReports,
} from './repository.ts';

/** One thing that was looked at. */
export interface Check {
  name: 'database' | 'audit' | 'storage' | 'images' | 'reports' | 'archive';
  ok: boolean;
  /** What was looked at, in a few words. */
  detail: string;
  /** What is wrong, one line each, by ids and never by names. */
  problems: string[];
}

export interface Examination {
  ok: boolean;
  checks: Check[];
}

type Needs = Pick<Deps, 'db' | 'storage'>;

const SAY_EVERY = 1000;

/** Looks at everything that must hold: the database's rows, the audit chain, the storage, and the hash of every image, signed report, PDF and archived file. Changes nothing. */
export async function examine(deps: Needs, say: (line: string) => void): Promise<Examination> {
  const checks = [
    await examineDatabase(deps),
    await examineAudit(deps),
    await examineStorage(deps),
    await examineImages(deps, say),
    await examineReports(deps, say),
    await examineArchive(deps, say),
  ];
  return { ok: checks.every(({ ok }) => ok), checks };
}

function check(name: Check['name'], detail: string, problems: string[]): Check {
  return { name, ok: problems.length === 0, detail, problems };
}

async function examineDatabase(deps: Needs): Promise<Check> {
  const [version, problems] = await deps.db.asSystem(async (tx) => [await serverVersion(tx), await inconsistencies(tx)] as const);
  return check('database', `PostgreSQL ${version}`, problems);
}

async function examineAudit(deps: Needs): Promise<Check> {
  const { verified, faults } = await verifyAudit(deps.db);
  const problems = faults.map(({ clinicId, position, problem }) => `clinic ${clinicId}, position ${position}: ${problem}`);
  return check('audit', `${verified} events in the chain hold`, problems);
}

async function examineStorage(deps: Needs): Promise<Check> {
  try {
    await deps.storage.check();
    return check('storage', 'can be written to', []);
  } catch (error) {
    return check('storage', 'cannot be written to', [(error as Error).message]);
  }
}

async function examineImages(deps: Needs, say: (line: string) => void): Promise<Check> {
  const { count, problems } = await examineBlobs(deps, imageBlobs(deps.db.asSystem), (read) => say(`${read} images read`));
  return check('images', `${count} stored images read and compared with their hash`, problems);
}

async function examineArchive(deps: Needs, say: (line: string) => void): Promise<Check> {
  const { count, problems } = await examineBlobs(deps, externalFiles(deps.db.asSystem), (read) => say(`${read} archived files read`));
  return check('archive', `${count} files of external reports read and compared with their hash`, problems);
}

async function examineBlobs(deps: Needs, blobs: AsyncIterable<ExpectedBlob>, say: (count: number) => void) {
  const problems: string[] = [];
  let count = 0;
  for await (const blob of blobs) {
    const problem = await problemOf(deps, blob);
    if (problem !== null) problems.push(`${blob.what}: ${problem}`);
    count += 1;
    if (count % SAY_EVERY === 0) say(count);
  }
  return { count, problems };
}

async function examineReports(deps: Needs, say: (line: string) => void): Promise<Check> {
  const problems: string[] = [];
  let count = 0;
  for await (const report of signedReports(deps.db.asSystem)) {
    if (!saysWhatWasSigned(report)) problems.push(`report ${report.id}: it does not say what was signed`);
    if (report.pdfKey !== null && report.pdfSha256 !== null) {
      const problem = await problemOf(deps, { what: 'PDF', storageKey: report.pdfKey, size: null, sha256: report.pdfSha256 });
      if (problem !== null) problems.push(`PDF of report ${report.id}: ${problem}`);
    }
    count += 1;
    if (count % SAY_EVERY === 0) say(`${count} reports read`);
  }
  return check('reports', `${count} signed reports and their PDFs read and compared with their hash`, problems);
}

function saysWhatWasSigned(report: SignedRow): boolean {
  const { document, snapshotMetadata: header, snapshot, isCritical, signedAt } = report;
  if (!document || !header || !snapshot || isCritical === null || !signedAt) return false;
  return contentHash({ report, document, header, snapshot, isCritical, signedAt }) === report.contentHash;
}

async function problemOf(deps: Needs, blob: ExpectedBlob): Promise<string | null> {
  const hash = createHash('sha256');
  let size = 0;
  try {
    for await (const chunk of await deps.storage.get(blob.storageKey)) {
      hash.update(chunk);
      size += chunk.length;
    }
  } catch (error) {
    return error instanceof BlobNotFoundError
      ? 'the stored bytes are gone'
      : `the stored bytes cannot be read (${(error as Error).message})`;
  }
  if (blob.size !== null && size !== blob.size) return `${size} bytes are stored, ${blob.size} were received`;
  return hash.digest('hex') === blob.sha256 ? null : 'the stored bytes are not those that were received';
}
